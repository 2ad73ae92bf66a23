/** Makes of src what the exporters of a page and of a picture run, and the licences of what that contains. */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] ?? join(here, "..", "plugins", "timeline_plugins");

await make("html", "page.js", ["src/page.js", "src/page.css", "src/live.js", "src/served.css"]);
await make("picture", "picture.js", ["src/picture.js"]);

/** @param {string} folder @param {string} script @param {string[]} entryPoints */
async function make(folder, script, entryPoints) {
  const made = await build({
    absWorkingDir: here,
    entryPoints,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2023",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    outdir: join(into, folder),
    logLevel: "warning",
  });
  const notices = packagesIn(made).map(noticeOf);
  const text = `${script} contains parts of these packages.\n\n${notices.join("\n---\n\n")}`;
  writeFileSync(join(into, folder, "NOTICES.txt"), text);
}

/** The packages of which something is in what was made, in order. @param {any} made */
function packagesIn(made) {
  const inputs = Object.values(made.metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const names = used.map(([name]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** @param {string} name of a package */
function noticeOf(name) {
  const folder = join(here, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readFileSync(join(folder, "LICENSE"), "utf8").trim();
  return `${name} ${version}\n\n${licence}\n`;
}
