// The first page of the site: to the language that was read last, or that the browser prefers.
addEventListener("DOMContentLoaded", () => {
  const links = [...document.querySelectorAll("main a")];
  let last = null;
  try {
    last = localStorage.getItem("docs-language");
  } catch {
    // Some browsers keep nothing for files.
  }
  const wanted = [last, ...navigator.languages.map((tag) => tag.split("-")[0])];
  const code = wanted.find((tag) => links.some((link) => link.hreflang === tag));
  location.replace((links.find((link) => link.hreflang === code) ?? links[0]).href);
});
