// The search over both languages: each word must occur in an entry; names count more than texts.
"use strict";

(() => {
  const MOST_RESULTS = 40;
  const root = document.documentElement;
  const words = window.docWords[root.dataset.language];
  const dialog = make("dialog", { class: "search", "aria-label": words.search });
  const box = make("div", { class: "box" });
  const input = make("input", {
    type: "search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "results",
    "aria-label": words.search,
    placeholder: words.search_hint,
    autocomplete: "off",
    spellcheck: "false",
  });
  const close = make("button", { type: "button", class: "tool end", "aria-label": words.close }, "Esc");
  const list = make("ul", { id: "results", role: "listbox", "aria-label": words.search });
  box.append(input, close);
  dialog.append(box, list, make("p", { class: "keys" }, words.search_keys));
  document.body.append(dialog);
  const language = root.dataset.language;
  // `TaskStatus` is found by `task status`, and `list_files` by `list files`.
  const split = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  const entries = window.searchEntries.map(([url, titles, sections, text, languages]) => {
    const codes = languages.split(" ");
    const code = codes.includes(language) ? language : codes[0];
    const own = (texts) => (Array.isArray(texts) ? texts[codes.indexOf(code)] : texts);
    const title = own(titles);
    return {
      title,
      section: own(sections),
      url: `${root.dataset.root}${code}/${url}`,
      name: split(title),
      text: split(`${title} `) + [titles, title, sections, text].flat().join(" ").toLowerCase().replaceAll("_", " "),
    };
  });

  function score(entry, terms) {
    let total = entry.name === terms.join(" ") ? 100 : 0;
    for (const term of terms) {
      if (!entry.text.includes(term)) return 0;
      const parts = entry.name.split(/[ .›]+/);
      if (parts.includes(term)) total += 60;
      else if (parts.some((part) => part.startsWith(term))) total += 30;
      else if (entry.name.includes(term)) total += 15;
      total += 1;
    }
    return total;
  }

  function find(query) {
    const terms = query.toLowerCase().replaceAll("_", " ").split(/\s+/).filter(Boolean);
    return entries
      .map((entry) => [terms.length ? score(entry, terms) : 0, entry])
      .filter(([total]) => total > 0)
      .sort((a, b) => b[0] - a[0])
      .slice(0, MOST_RESULTS)
      .map(([, entry]) => entry);
  }

  function choose(option) {
    for (const other of list.children) other.setAttribute("aria-selected", other === option);
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show() {
    const found = find(input.value);
    list.replaceChildren(
      ...found.map((entry, index) => {
        const option = make("li", { id: `result-${index}`, role: "option", "data-url": entry.url });
        option.append(make("b", {}, entry.title), make("span", {}, entry.section));
        return option;
      }),
    );
    if (input.value.trim() && !found.length) {
      list.append(make("li", { class: "none", role: "option", "aria-disabled": "true" }, words.no_results));
    }
    choose(list.querySelector("[data-url]"));
  }

  function open(option) {
    if (!option?.dataset.url) return;
    dialog.close();
    location.href = option.dataset.url;
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const options = [...list.querySelectorAll("[data-url]")];
    const chosen = list.querySelector('[aria-selected="true"]');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      choose(options[(options.indexOf(chosen) + step + options.length) % options.length]);
      event.preventDefault();
    } else if (event.key === "Enter") {
      open(chosen);
      event.preventDefault();
    } else if (event.key === "Escape") {
      dialog.close(); // a field for searches is emptied first
    }
  });
  list.addEventListener("click", (event) => open(event.target.closest("li")));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  window.showSearch = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    show();
  };
})();
