// ▶ Run: sends examples to a worker with Python, which the first click on a page starts, and shows what comes of them.
"use strict";

window.runExample = (() => {
  const page = document.documentElement;
  const words = window.docWords[page.dataset.language];
  const queue = []; // programs that were sent, the one that runs first
  const done = new Set(); // blocks that have run in this worker
  let worker = null;

  function element(tag, attributes = {}, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  }

  function panelOf(block) {
    const next = block.nextElementSibling;
    if (next?.classList.contains("result")) return next;
    const panel = element("div", { class: "result", role: "status" });
    block.after(panel);
    return panel;
  }

  function show(panel, kind, text) {
    const last = panel.lastElementChild;
    if (last?.dataset.kind === kind) last.textContent += text;
    else panel.append(element("pre", { "data-kind": kind, tabindex: "0" }, text));
  }

  function showCalls(panel, calls) {
    const details = element("details", { open: "" });
    details.append(element("summary", {}, words.received));
    const list = element("ol");
    list.append(...(calls.length ? calls : [words.no_requests]).map((call) => element("li", {}, call)));
    details.append(list);
    panel.append(details);
  }

  function fail(panel, message) {
    panel.querySelector(".progress")?.remove();
    show(panel, "error", message);
  }

  function finish({ block, button }) {
    button.textContent = words.run;
    block.removeAttribute("aria-busy");
  }

  function stop(message) {
    worker?.terminate();
    worker = null;
    done.clear();
    for (const job of queue.splice(0)) {
      fail(job.panel, message);
      finish(job);
    }
  }

  function receive({ data }) {
    const job = queue[0];
    if (!job) return;
    job.panel.querySelector(".progress")?.remove();
    if (data.kind === "failure") stop(`${words.no_python}\n${data.text}`);
    else if (data.kind === "progress") job.panel.append(element("p", { class: "progress" }, words[data.text]));
    else if (data.kind !== "outcome") show(job.panel, data.kind, `${data.text}\n`);
    else {
      if (data.samples.length) show(job.panel, "note", `${words.samples} ${data.samples.join(", ")}\n`);
      if (data.error && job.block.closest(".samples")) show(job.panel, "error", data.error); // else it is printed
      if (data.error.includes("ModuleNotFoundError")) show(job.panel, "note", words.not_here);
      showCalls(job.panel, data.calls);
      done.add(job.block);
      queue.shift();
      finish(job);
    }
  }

  function start() {
    worker = new Worker(`${page.dataset.root}assets/run-worker.js`, { type: "module" });
    worker.addEventListener("message", receive);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      stop(words.no_python);
    });
  }

  function send(block, button) {
    const panel = panelOf(block);
    panel.replaceChildren(element("p", { class: "progress" }, words.starting));
    block.setAttribute("aria-busy", "true");
    button.textContent = words.stop;
    queue.push({ block, button, panel });
    worker.postMessage({ code: block.querySelector("code").textContent, interactive: !block.closest(".samples") });
  }

  // The blocks of a guide build on each other; the samples of a reference page stand alone.
  function earlier(block) {
    if (block.closest(".samples")) return [];
    const blocks = [...document.querySelectorAll(".code[data-run]")].filter((other) => !other.closest(".samples"));
    return blocks.slice(0, Math.max(0, blocks.indexOf(block))).filter((other) => !done.has(other));
  }

  return (block, button) => {
    if (block.hasAttribute("aria-busy")) {
      stop(words.stopped);
      return;
    }
    if (location.protocol === "file:") {
      panelOf(block).replaceChildren();
      fail(panelOf(block), `${words.serve}\n\n    python3 -m http.server 8000 --bind 127.0.0.1\n\n${words.serve_open} http://127.0.0.1:8000/`);
      return;
    }
    if (!worker) start();
    for (const other of earlier(block)) send(other, other.querySelector(".run"));
    send(block, button);
  };
})();
