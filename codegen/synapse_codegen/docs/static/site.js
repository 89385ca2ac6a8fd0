// What a page does: tabs, copying, themes, versions, the contents on a phone. The search and ▶ Run are loaded when asked for.
"use strict";

const root = document.documentElement;
const words = window.docWords[root.dataset.language];
const store = {
  get(name) {
    try {
      return localStorage.getItem(`docs-${name}`);
    } catch {
      return null; // some browsers keep nothing for files
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`docs-${name}`, value);
    } catch {
      // then the choice lasts as long as the page
    }
  },
};

function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function load(name) {
  return new Promise((resolve, reject) => {
    const script = make("script", { src: root.dataset.root + name });
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}

// Tabs: each group shows the kind of sample that was chosen last, on any page.
let groups = 0;
const tabLists = [];
for (const group of document.querySelectorAll(".samples")) {
  const panels = [...group.querySelectorAll(".code")];
  const list = make("div", { role: "tablist", "aria-label": group.querySelector("h3").textContent });
  groups += 1;
  const tabs = panels.map((panel, index) => {
    const id = `tab-${groups}-${index}`;
    const tab = make("button", { type: "button", role: "tab", id, "aria-controls": `${id}-panel` }, panel.querySelector("p").textContent);
    panel.id = `${id}-panel`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", id);
    tab.addEventListener("click", () => {
      const top = group.getBoundingClientRect().top;
      store.set("tab", panel.dataset.tab);
      showTabs(panel.dataset.tab);
      scrollBy(0, group.getBoundingClientRect().top - top); // groups above may have grown
    });
    list.append(tab);
    return tab;
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = tabs.indexOf(document.activeElement);
    if (!step || place < 0) return;
    const next = tabs[(place + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
    event.preventDefault();
  });
  panels[0].before(list);
  tabLists.push({ panels, tabs });
}

function showTabs(name) {
  for (const { panels, tabs } of tabLists) {
    const chosen = Math.max(0, panels.findIndex((panel) => panel.dataset.tab === name));
    panels.forEach((panel, index) => {
      panel.hidden = index !== chosen;
      tabs[index].setAttribute("aria-selected", index === chosen);
      tabs[index].tabIndex = index === chosen ? 0 : -1;
    });
  }
}
showTabs(store.get("tab"));

// Copying: code, and the page as Markdown.
async function copy(text, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "away", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy"); // the clipboard of a page that is a file
    area.remove();
  }
  button.textContent = words.copied;
  setTimeout(() => (button.textContent = label), 1500);
}

for (const block of document.querySelectorAll(".code")) {
  block.querySelector("pre").tabIndex = 0; // it may scroll
  const bar = make("div", { class: "bar" });
  const source = () => block.querySelector("code").textContent;
  if (window.docRuns && "run" in block.dataset) {
    const run = make("button", { type: "button", class: "run" }, words.run);
    run.addEventListener("click", async () => {
      if (!window.runExample) await load("assets/run.js");
      window.runExample(block, run);
    });
    bar.append(run);
  }
  const button = make("button", { type: "button" }, words.copy);
  button.addEventListener("click", () => copy(source(), button));
  bar.append(button);
  block.append(bar);
}

for (const button of document.querySelectorAll(".copy-page")) {
  button.addEventListener("click", async () => {
    let text;
    try {
      text = await (await fetch(button.dataset.source)).text();
    } catch {
      location.href = button.dataset.source; // a page that is a file may not read its neighbours
      return;
    }
    copy(text, button);
  });
}

// Links to sections.
for (const heading of document.querySelectorAll("main h2, article h3")) {
  const id = heading.closest(".operation")?.id ?? heading.id;
  if (id && !heading.closest("aside")) {
    heading.append(make("a", { class: "anchor", href: `#${id}`, "aria-label": `${words.link}: ${heading.textContent}` }, "#"));
  }
}

// Theme.
document.querySelector(".theme").addEventListener("click", () => {
  const isDark = getComputedStyle(root).colorScheme === "dark";
  root.dataset.theme = isDark ? "light" : "dark";
  store.set("theme", root.dataset.theme);
});

// Versions: versions.js lists those that are published, this one among them.
const select = document.querySelector(".versions");
const versions = window.docVersions ?? [];
if (versions.length > 1) {
  select.replaceChildren(...versions.map(({ version }) => make("option", { value: version }, `v${version}`)));
  select.value = root.dataset.version;
  select.addEventListener("change", () => {
    const { url } = versions.find(({ version }) => version === select.value);
    location.href = `${root.dataset.root}${url}/${root.dataset.language}/index.html`;
  });
} else {
  select.hidden = true;
}

// The contents on a phone.
const menu = document.querySelector(".menu");
const contents = document.querySelector("#contents");
menu.addEventListener("click", () => {
  const isOpen = contents.classList.toggle("open");
  menu.setAttribute("aria-expanded", isOpen);
});
contents.addEventListener("click", (event) => {
  if (event.target.closest("a")) {
    contents.classList.remove("open");
    menu.setAttribute("aria-expanded", false);
  }
});

// The section that is read is marked in the contents.
const inner = new Map([...document.querySelectorAll('#contents li ul a, .headings a')].map((link) => [link.hash.slice(1), link]));
if (inner.size) {
  const mark = () => {
    const sections = [...inner.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    const read = sections.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).pop();
    for (const [id, link] of inner) link.classList.toggle("read", id === read?.id);
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}
const current = contents.querySelector('[aria-current="page"]');
if (current) contents.scrollTop = current.offsetTop - contents.clientHeight / 3;

// The search is loaded when it is first opened.
let search = null;
async function openSearch() {
  search ??= load("search.js").then(() => load("assets/search.js"));
  await search;
  window.showSearch();
}
document.querySelector(".find").addEventListener("click", openSearch);
addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  const isAsked = (event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey));
  if (isAsked) {
    event.preventDefault();
    openSearch();
  }
});
