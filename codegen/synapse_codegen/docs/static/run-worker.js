// Python in a worker: Pyodide and the packages of the service, from the site's own folder. Programs run one by one.
import { loadPyodide } from "../run/pyodide.mjs";

const folder = new URL("../run/", self.location.href).href;
const SITE_PACKAGES = "/home/pyodide/packages";
const SANDBOX = `
import importlib, json, os, sys
sys.path.insert(0, "${SITE_PACKAGES}")
from synapse_runtime.testing.sandbox.runner import Sandbox

os.makedirs("/home/pyodide/files")
os.chdir("/home/pyodide/files")
sandbox = Sandbox(importlib.import_module(package).SERVICE)

async def run(code, interactive):
    outcome = await sandbox.run(code, "example.py", interactive=interactive)
    return json.dumps({"error": outcome.error, "samples": outcome.samples, "calls": [str(call) for call in outcome.calls]})

run
`;

async function download(name) {
  const response = await fetch(folder + name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

async function start() {
  const python = await loadPyodide({ indexURL: folder });
  python.setStdout({ batched: (text) => self.postMessage({ kind: "output", text }) });
  python.setStderr({ batched: (text) => self.postMessage({ kind: "warning", text }) });
  self.postMessage({ kind: "progress", text: "unpacking" });
  python.unpackArchive(await (await download("packages.zip")).arrayBuffer(), "zip", { extractDir: SITE_PACKAGES });
  python.globals.set("package", (await (await download("settings.json")).json()).package);
  return python.runPython(SANDBOX);
}

const starting = start();
let last = starting.catch((error) => self.postMessage({ kind: "failure", text: String(error.message ?? error) }));
self.onmessage = ({ data }) => {
  last = last.then(async () => {
    const run = await starting;
    self.postMessage({ kind: "progress", text: "running" });
    self.postMessage({ kind: "outcome", ...JSON.parse(await run(data.code, data.interactive)) });
  });
};
