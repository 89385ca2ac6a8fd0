// Colours of code: comments, strings, keywords, numbers, functions and properties, by one expression a language.
"use strict";

(() => {
  const python =
    /(?<c>#.*)|(?<s>\b[rbf]{0,2}(?:"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\b(?<k>and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|from|if|import|in|is|lambda|None|not|or|pass|raise|return|True|try|while|with|yield)\b|\b(?<n>\d[\d_.]*)\b|\b(?<f>[A-Za-z_]\w*)(?=\()/g;
  const console =
    /(?<c>(?<=\s|^)#.*)|(?<s>"[^"]*"|'(?:[^']|'\\'')*')|(?<p>(?<=\s)-{1,2}[A-Za-z][\w-]*)|(?<k>^(?:\$ )?[\w.-]+)|(?<n>\$\w+)/gm;
  const LANGUAGES = {
    python,
    py: python,
    console,
    sh: console,
    bash: console,
    json: /(?<p>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<s>"(?:[^"\\]|\\.)*")|(?<n>-?\b\d[\d.eE+-]*)|\b(?<k>true|false|null)\b/g,
    yaml: /(?<c>(?<=\s|^)#.*)|(?<s>"[^"\n]*"|'[^'\n]*')|(?<p>[\w.-]+)(?=:(?:\s|$))|\b(?<k>true|false|null)\b|\b(?<n>\d[\d.]*)\b/gm,
  };

  for (const block of document.querySelectorAll(".code[data-language]")) {
    const code = block.querySelector("code");
    const pattern = LANGUAGES[block.dataset.language];
    if (!pattern) continue;
    const text = code.textContent;
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const [name] = Object.entries(match.groups).find(([, value]) => value !== undefined);
      const part = document.createElement("i");
      part.className = name;
      part.textContent = match[0];
      parts.push(text.slice(end, match.index), part);
      end = match.index + match[0].length;
    }
    code.replaceChildren(...parts, text.slice(end));
  }
})();
