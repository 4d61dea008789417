#!/usr/bin/env node
// Checks a published record offline, with nothing but Node: node verify.mjs RECORD [--policy FILE] [--old FILE] [--strict]

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { Fault, readPolicy } from "./note.mjs";
import { check } from "./record.mjs";

const RIGHT = 0;
const USAGE = 2;
const MISSING = 3;
const BROKEN = 4;
const MOST_SHOWN = 200;

class Stop extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function words() {
  const options = { policy: { type: "string" }, old: { type: "string" }, strict: { type: "boolean" } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length === 1) return { root: positionals[0], ...values };
  } catch (error) {
    throw new Stop(USAGE, error.message);
  }
  throw new Stop(USAGE, "wanted: node verify.mjs RECORD [--policy FILE] [--old FILE] [--strict]");
}

function bytesOf(path) {
  if (path !== undefined && !existsSync(path)) throw new Stop(MISSING, `not found: ${path}`);
  return path === undefined ? undefined : readFileSync(path);
}

function main() {
  const { root, policy, old, strict } = words();
  const folder = existsSync(root) && statSync(root).isDirectory();
  if (!folder || !["checkpoint", "policy"].some((name) => existsSync(join(root, name)))) {
    throw new Stop(MISSING, `no record: ${join(root, "checkpoint")}`);
  }
  const given = bytesOf(policy);
  try {
    if (given) readPolicy(given);
  } catch (fault) {
    throw fault instanceof Fault ? new Stop(USAGE, `--policy: ${fault.message}`) : fault;
  }
  const { head, findings, unread } = check(root, { policy: given, old: bytesOf(old), strict });
  for (const { where, what } of findings.slice(0, MOST_SHOWN)) console.log(printable(`${where}: ${what}`));
  if (findings.length) {
    console.log(`BROKEN: ${findings.length} findings`);
    return BROKEN;
  }
  console.log(`right: ${head.size} entries of ${printable(head.origin)} lead to the root ${head.root.toString("hex")}`);
  console.log("Not checked here: the fields of each kind of act, and that the figures follow from the acts.");
  if (unread) console.log(`Not checked here: ${unread} signatures by ML-DSA-44, which Node does not read.`);
  if (!given) console.log("The keys are those that the record itself names: compare them with a policy that you got elsewhere.");
  return RIGHT;
}

// What a terminal would obey instead of showing is written as its code.
const printable = (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, (letter) => `\\u{${letter.codePointAt(0).toString(16)}}`);

try {
  process.exitCode = main();
} catch (error) {
  console.error(`verify: ${printable(error.message)}`);
  process.exitCode = error instanceof Stop ? error.code : USAGE;
}
