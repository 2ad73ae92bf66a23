/** Makes of src the two files that the exporter puts into a page, and the licences of what they contain. */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] ?? join(here, "..", "plugins", "timeline_plugins", "html");

const made = await build({
  absWorkingDir: here,
  entryPoints: ["src/page.js", "src/page.css"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outdir: into,
  logLevel: "warning",
});

/** The packages of which something is in what was made. */
const packages = new Set(
  Object.values(made.metafile.outputs)
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([name]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1])
    .filter((name) => name !== undefined),
);

const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readFileSync(join(folder, "LICENSE"), "utf8").trim();
  return `${name} ${version}\n\n${licence}\n`;
});
writeFileSync(join(into, "NOTICES.txt"), `page.js contains parts of these packages.\n\n${notices.join("\n---\n\n")}`);
