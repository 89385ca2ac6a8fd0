// Before the first paint: the reader's theme, and the class that scripts are there.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("docs-theme");
    if (theme) root.dataset.theme = theme;
    localStorage.setItem("docs-language", root.dataset.language);
  } catch {
    // Some browsers keep nothing for files.
  }
})();
