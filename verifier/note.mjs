// Keys, signed notes, checkpoints and the policy on whose signatures count: docs/record-format.md, "In full".

import { createHash, createPublicKey, verify } from "node:crypto";

export const MAX_NOTE = 131072;
export const MAX_POLICY = 65536;
const ED25519 = 1;
const COSIGNATURE = 4;
// Node's own crypto does not read these yet: keys of this kind are known, their signatures are not counted.
const ML_DSA_44 = 6;
const LOG = [ED25519, ML_DSA_44];
const WITNESS = [COSIGNATURE, ML_DSA_44];
const LENGTHS = { [ED25519]: 33, [COSIGNATURE]: 33, [ML_DSA_44]: 1313 };
const PROMISE = "# promise ";
const ED25519_DER = Buffer.from("302a300506032b6570032100", "hex");
const ID_LETTERS = [0xfc000000, 0x03f00000, 0x000fc000, 0x00003f00, 0x000000fc, 0x00000003];

export class Fault extends Error {}

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

export function utf8(bytes, what) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault(`${what} is not UTF-8`);
  }
}

function base64(text) {
  const bytes = Buffer.from(text, "base64");
  if (!bytes.length || bytes.toString("base64") !== text) throw new Fault(`not canonical base64: ${text.slice(0, 60)}`);
  return bytes;
}

// White space as Unicode has it, with the separators U+001C to U+001F and U+0085, which \s leaves out.
const isName = (name) => name !== "" && !/[\s+\u001c-\u001f\u0085]/u.test(name.replaceAll("\ufeff", ""));

export function readKey(text, kinds) {
  const [name, id, ...rest] = text.split("+");
  const material = base64(rest.join("+"));
  const [kind] = material;
  if (!isName(name) || !kinds.includes(kind) || material.length !== LENGTHS[kind]) throw new Fault(`not a key of kind ${kinds}: ${text}`);
  const own = sha256(name, "\n", material).subarray(0, 4);
  if (own.toString("hex") !== id) throw new Fault(`the id of the key should be ${own.toString("hex")}: ${text}`);
  return { name, id: own.readUInt32BE(), kind, raw: material.subarray(1) };
}

export const anyKey = (text) => readKey(text, [ED25519, COSIGNATURE, ML_DSA_44]);
export const keyName = (key) => `${key.name}+${key.id}`;

function verified({ kind, raw }, text, signature) {
  const key = createPublicKey({ key: Buffer.concat([ED25519_DER, raw]), format: "der", type: "spki" });
  if (kind === ED25519) return verify(null, Buffer.from(text), key, signature);
  if (signature.length !== 72) return false;
  const message = `cosignature/v1\ntime ${signature.readBigUInt64BE()}\n${text}`;
  return verify(null, Buffer.from(message), key, signature.subarray(8));
}

// A known signature line in which one letter was changed would otherwise only be the line of a stranger.
const damaged = (line, keys) =>
  keys.some((key) =>
    line.name === key.name ? ID_LETTERS.some((letter) => ((line.id ^ key.id) & ~letter) === 0) : line.id === key.id,
  );

function signatureLine(line) {
  const [, name, encoded] = /^\u2014 ([^ ]*) (.*)$/su.exec(line) ?? [];
  if (name === undefined || !isName(name)) throw new Fault(`not a signature line: ${line.slice(0, 80)}`);
  const bytes = base64(encoded);
  if (bytes.length < 5) throw new Fault(`a signature line without a signature: ${line.slice(0, 80)}`);
  return { name, id: bytes.readUInt32BE(), signature: bytes.subarray(4) };
}

function splitNote(bytes) {
  if (bytes.length > MAX_NOTE) throw new Fault(`a note of ${bytes.length} bytes`);
  const note = utf8(bytes, "a note");
  if (/[\u0000-\u0009\u000b-\u001f]/u.test(note)) throw new Fault("a control character in a note");
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0 || gap + 2 === note.length || !note.endsWith("\n")) throw new Fault("not a text, an empty line and signature lines");
  const lines = note.slice(gap + 2, -1).split("\n");
  if (lines.length > 100) throw new Fault(`a note with ${lines.length} signatures`);
  return [note.slice(0, gap + 1), lines];
}

export function readCheckpoint(text) {
  const [origin, size, root, end, ...more] = text.split("\n");
  if (end !== "" || more.length) throw new Fault("a checkpoint has three lines: origin, size, root");
  if (!isName(origin)) throw new Fault(`not an origin: ${origin}`);
  if (!/^(0|[1-9][0-9]{0,18})$/u.test(size) || BigInt(size) >= 2n ** 63n) throw new Fault(`not a size: ${size}`);
  const hash = base64(root);
  if (hash.length !== 32) throw new Fault(`a root of ${hash.length} bytes`);
  return { origin, size: Number(size), root: hash };
}

// Opens one checkpoint: what it says, whether the quorum is met, and what is odd about its signature lines.
export function openCheckpoint(bytes, policy) {
  const [text, lines] = splitNote(bytes);
  const keys = [...policy.logs, ...policy.witnesses];
  const signed = new Set();
  const odd = { damaged: [], unknown: [], unread: [], repeated: lines.length - new Set(lines).size };
  for (const line of new Set(lines)) {
    const read = signatureLine(line);
    const known = keys.find((key) => key.name === read.name && key.id === read.id);
    if (!known) odd[damaged(read, keys) ? "damaged" : "unknown"].push(read.name);
    else if (known.kind === ML_DSA_44) odd.unread.push(read.name);
    else if (verified(known, text, read.signature)) signed.add(known);
    else throw new Fault(`the signature of ${read.name} does not fit`);
  }
  const checkpoint = readCheckpoint(text);
  const signers = policy.logs.filter((key) => signed.has(key));
  if (!signers.some((key) => key.name === checkpoint.origin)) {
    throw new Fault(`no log of the policy has signed as ${checkpoint.origin}`);
  }
  return { ...checkpoint, text, lines, odd, signers: signers.map(keyName), quorumMet: reached(policy, signed) };
}

function reached(policy, signed) {
  const names = new Set(policy.witnesses.filter((key) => signed.has(key)).map((key) => key.called));
  for (const group of policy.groups) {
    if (group.members.filter((member) => names.has(member)).length >= group.needed) names.add(group.name);
  }
  return policy.quorum === "none" || names.has(policy.quorum);
}

export function readPolicy(bytes) {
  const text = utf8(bytes, "the policy");
  if (bytes.length > MAX_POLICY || text.split("\n").length > 513) throw new Fault("the policy is too long");
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(text)) throw new Fault("a control character in the policy");
  if (!text.endsWith("\n")) throw new Fault("the last line of the policy is not ended");
  const policy = { logs: [], witnesses: [], groups: [], promises: [], quorum: undefined };
  policy.spelled = { logs: "", promises: "", witnesses: "", groups: "" };
  text.split("\n").forEach((line, at) => {
    const words = line.split(/[ \t]+/u).filter((word) => word !== "");
    if (line.startsWith(PROMISE)) {
      policy.promises.push(readKey(line.slice(PROMISE.length), [ED25519]));
      policy.spelled.promises += `${line}\n`;
    } else if (words.length && !words[0].startsWith("#") && !policyLine(policy, words)) {
      throw new Fault(`line ${at + 1} cannot stand in a policy`);
    }
  });
  if (policy.quorum === undefined) throw new Fault("the policy has no quorum line");
  checkPolicy(policy);
  const { logs, promises, witnesses, groups } = policy.spelled;
  policy.canonical = `${logs}${promises}${witnesses}${groups}quorum ${policy.quorum}\n` === text;
  return policy;
}

function policyLine(policy, [what, ...words]) {
  const above = (name) => [...policy.witnesses.map((one) => one.called), ...policy.groups.map((one) => one.name)].includes(name);
  if (what === "log" && (words.length === 1 || words.length === 2)) {
    policy.logs.push(readKey(words[0], LOG));
    policy.spelled.logs += `log ${words.join(" ")}\n`;
  } else if (what === "witness" && (words.length === 2 || words.length === 3)) {
    policy.witnesses.push({ called: words[0], ...readKey(words[1], WITNESS) });
    policy.spelled.witnesses += `witness ${words.join(" ")}\n`;
  } else if (what === "group" && words.length > 2 && words.slice(2).every(above)) {
    const [name, wanted, ...members] = words;
    const needed = { all: members.length, any: 1 }[wanted] ?? (/^[1-9][0-9]{0,3}$/u.test(wanted) ? Number(wanted) : 0);
    policy.groups.push({ name, needed, members });
    policy.spelled.groups += `group ${name} ${needed} ${members.join(" ")}\n`;
  } else if (what === "quorum" && words.length === 1 && policy.quorum === undefined && (words[0] === "none" || above(words[0]))) {
    [policy.quorum] = words;
  } else return false;
  return true;
}

function checkPolicy({ logs, promises, witnesses, groups }) {
  const unique = (list) => new Set(list).size === list.length;
  const names = [...witnesses.map((one) => one.called), ...groups.map((one) => one.name)];
  if (!unique(names) || names.includes("none")) throw new Fault("each name of a policy stands for one thing");
  if (!unique(groups.flatMap((group) => group.members))) throw new Fault("a name is a member of two groups");
  if (groups.some(({ needed, members }) => needed < 1 || needed > members.length)) throw new Fault("a group cannot be reached");
  for (const keys of [logs, witnesses, promises]) {
    if (!unique(keys.map((key) => key.raw.toString("hex")))) throw new Fault("the policy lists one key twice");
  }
  for (const key of promises) {
    if (!logs.some((log) => key.name === `${log.name}/promise`)) throw new Fault(`a key of promises of another name: ${key.name}`);
    if (logs.some((log) => log.raw.equals(key.raw))) throw new Fault("a log's own key signs no promises");
  }
  const ids = [...logs, ...witnesses].map(keyName);
  if (!unique(ids)) throw new Fault("two keys share a name and an id");
}
