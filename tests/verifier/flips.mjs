// Checks a record once for each damage given on standard input, and prints for each whether it was found broken.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [verifier, root, strict] = process.argv.slice(2);
const { check } = await import(pathToFileURL(join(verifier, "record.mjs")));
const damages = JSON.parse(readFileSync(0, "utf8"));
const said = damages.map(({ path, at, bit }) => {
  const file = join(root, path);
  const bytes = readFileSync(file);
  const damaged = Buffer.from(bytes);
  damaged[at] ^= 1 << bit;
  writeFileSync(file, damaged);
  const { findings } = check(root, { strict: strict === "strict" });
  writeFileSync(file, bytes);
  return findings.map(({ where, what }) => `${where}: ${what}`);
});
console.log(JSON.stringify(said));
