// A published record against its signed roots, every byte under its folder: docs/record-format.md.

import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Acts } from "./acts.mjs";
import { Fault, MAX_NOTE, MAX_POLICY, openCheckpoint, readPolicy, sha256 } from "./note.mjs";
import { ENTRIES, Tree, WIDTH, countAt, leafHash, readTilePath, splitBundle, tilePath, tilesOf } from "./tree.mjs";

const MAX_TILE = WIDTH * 32;
const MAX_BUNDLE = WIDTH * 65537;
const MAX_BLOB = 64 * 2 ** 20;
const MAX_FIGURES = 16 * 2 ** 20;
const MOST_MISSING = 1000;
const KEPT = "the old checkpoint";
const PUBLISHED = /^checkpoints\/(0|[1-9][0-9]{0,18})$/u;
const BLOB = /^blob\/sha256\/([0-9a-f]{64})$/u;

// Checks a record. `policy` and `old` are bytes that the asker brought, or undefined.
export function check(root, { policy, old, strict = false } = {}) {
  const record = new Record(root, strict);
  record.check(policy, old);
  return { head: record.head, findings: record.findings, unread: record.unread };
}

class Record {
  findings = [];
  sizes = new Map();
  older = new Map();
  tree = new Tree();
  whole = true;
  unread = 0;

  constructor(root, strict) {
    this.root = root;
    this.strict = strict;
    this.acts = new Acts((where, what) => this.find(where, what));
    this.#list("");
  }

  find(where, what) {
    this.findings.push({ where, what });
  }

  #list(folder) {
    for (const name of readdirSync(join(this.root, folder)).sort()) {
      const path = folder ? `${folder}/${name}` : name;
      const found = lstatSync(join(this.root, path));
      if (found.isDirectory()) this.#list(path);
      else if (found.isFile()) this.sizes.set(path, found.size);
      else this.find(path, "neither a plain file nor a folder");
    }
  }

  read(path, limit) {
    if (!this.sizes.has(path)) this.find(path, "missing");
    else if (this.sizes.get(path) > limit) this.find(path, `larger than ${limit} bytes`);
    else return readFileSync(join(this.root, path));
    return undefined;
  }

  check(given, old) {
    const own = this.read("policy", MAX_POLICY);
    const ownPolicy = own && this.attempt("policy", () => readPolicy(own));
    if (ownPolicy && this.strict && !ownPolicy.canonical) this.find("policy", "not in its canonical form");
    this.policy = given ? this.attempt("the given policy", () => readPolicy(given)) : ownPolicy;
    const bytes = this.read("checkpoint", MAX_NOTE);
    this.head = this.policy && bytes && this.open("checkpoint", bytes, this.strict || given !== undefined);
    if (!this.head || !this.#enoughBundles()) return;
    const signed = this.#signed(old);
    this.#sortTiles();
    this.#entries(new Set(signed.map((one) => one.size)));
    if (this.whole) this.#higherLevels();
    for (const one of this.whole ? signed : []) {
      if (!one.root.equals(this.roots.get(one.size))) this.find(one.where, `its root is not that of the first ${one.size} entries`);
    }
    if (this.strict) this.#missingParts(signed);
    this.#opening(own);
    this.#retired(signed);
    this.#blobs();
    this.#otherFiles();
  }

  attempt(where, read) {
    try {
      return read();
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      this.find(where, fault.message);
      return undefined;
    }
  }

  open(where, bytes, quorum) {
    const opened = this.attempt(where, () => openCheckpoint(bytes, this.policy));
    if (!opened) return undefined;
    this.unread += opened.odd.unread.length;
    for (const name of opened.odd.damaged) this.find(where, `a damaged signature of ${name}`);
    if (this.strict && opened.odd.unknown.length) this.find(where, "signatures by unknown keys");
    if (this.strict && opened.odd.repeated) this.find(where, "a signature line twice");
    if (quorum && !opened.quorumMet) this.find(where, "the quorum of witnesses is missing");
    return { ...opened, where };
  }

  // A signed size may be anything; without this a few bytes would keep the reader busy for ever.
  #enoughBundles() {
    const there = [...this.sizes.keys()].filter((path) => path.startsWith("tile/entries/")).length;
    const enough = Math.ceil(this.head.size / WIDTH) <= there + MOST_MISSING;
    if (!enough) this.find("tile/entries", `${there} bundles for ${this.head.size} entries`);
    return enough;
  }

  // Every checkpoint whose root is to be compared: the head, those published, the one that the asker kept.
  #signed(old) {
    const signed = [this.head];
    const newest = `checkpoints/${this.head.size}`;
    if (this.strict && !this.sizes.has(newest)) this.find(newest, "missing");
    for (const path of this.sizes.keys()) {
      const size = PUBLISHED.exec(path)?.[1];
      const bytes = size === undefined ? undefined : this.read(path, MAX_NOTE);
      const one = bytes && this.open(path, bytes, this.strict);
      if (!one) continue;
      if (one.origin !== this.head.origin) this.find(path, `of another origin: ${one.origin}`);
      else if (String(one.size) !== size) this.find(path, `its size is ${one.size}`);
      else if (one.size > this.head.size) this.find(path, "beyond the head");
      else signed.push(one);
      // Witnesses may sign the head after its copy was written: it has every line of it, and perhaps more.
      const borne = one.text === this.head.text && one.lines.every((line) => this.head.lines.includes(line));
      if (path === newest && !borne) this.find("checkpoint", `differs from ${newest}`);
    }
    const kept = old && this.attempt(KEPT, () => openCheckpoint(old, this.policy));
    if (kept && kept.origin !== this.head.origin) this.find(KEPT, `of another log: ${kept.origin}`);
    else if (kept && kept.size > this.head.size) this.find(KEPT, `rolled back from ${kept.size} to ${this.head.size}`);
    else if (kept) signed.push({ ...kept, where: KEPT });
    return signed;
  }

  // Files of tiles beside those that the head needs: parts of a tile within the log, or files ahead of the head.
  #sortTiles() {
    for (const path of this.sizes.keys()) {
      const tile = readTilePath(path);
      if (!tile) continue;
      const end = tile.index * WIDTH + tile.width;
      const count = countAt(tile.level, this.head.size);
      if (end > count) {
        if (this.strict) this.find(path, "beyond the end of the log");
      } else if (tile.width < WIDTH && end !== count) {
        const place = `${tile.level}/${tile.index}`;
        this.older.set(place, [...(this.older.get(place) ?? []), { ...tile, path }]);
      }
    }
  }

  #entries(wanted) {
    this.roots = new Map([[0, this.tree.root()]]);
    for (const tile of tilesOf(ENTRIES, this.head.size)) {
      const entries = this.#bundle(tile);
      const hashes = this.#leaves({ ...tile, level: 0 }, entries);
      if (!hashes) this.whole = false;
      for (const hash of this.whole ? hashes : []) {
        this.tree.add(hash);
        if (wanted.has(this.tree.size)) this.roots.set(this.tree.size, this.tree.root());
      }
    }
  }

  #bundle(tile) {
    const path = tilePath(ENTRIES, tile.index, tile.width);
    const bytes = this.read(path, MAX_BUNDLE);
    const entries = bytes && splitBundle(bytes);
    if (entries?.length !== tile.width) {
      if (bytes) this.find(path, `not a bundle of ${tile.width} entries`);
      this.acts.refused = true;
      return undefined;
    }
    entries.forEach((entry, at) => this.acts.take(tile.index * WIDTH + at, `${path}#${tile.index * WIDTH + at}`, entry));
    for (const part of this.older.get(`${ENTRIES}/${tile.index}`) ?? []) {
      const length = entries.slice(0, part.width).reduce((sum, entry) => sum + 2 + entry.length, 0);
      this.#compare(part.path, bytes.subarray(0, length), part.index * WIDTH, MAX_BUNDLE);
    }
    return entries;
  }

  #leaves(tile, entries) {
    const hashes = entries?.map(leafHash);
    return this.#hashes(tile, hashes) ?? hashes;
  }

  // Reads a tile of hashes and its older parts; holds them against the hashes that they should have, where known.
  #hashes(tile, known) {
    const path = tilePath(tile.level, tile.index, tile.width);
    const wanted = known && Buffer.concat(known);
    const bytes = this.#compare(path, wanted, tile.index * WIDTH, MAX_TILE, tile.width * 32);
    const right = wanted ?? bytes;
    for (const part of right ? (this.older.get(`${tile.level}/${tile.index}`) ?? []) : []) {
      this.#compare(part.path, right.subarray(0, part.width * 32), tile.index * WIDTH, MAX_TILE);
    }
    return known ?? (bytes && Array.from({ length: tile.width }, (_, at) => bytes.subarray(at * 32, at * 32 + 32)));
  }

  #compare(path, wanted, start, limit, length = wanted?.length) {
    const bytes = this.read(path, limit);
    if (!bytes) return undefined;
    if (bytes.length !== length) {
      this.find(path, `${bytes.length} bytes, wanted ${length}`);
      return undefined;
    }
    if (wanted && !bytes.equals(wanted)) {
      const at = bytes.findIndex((byte, index) => byte !== wanted[index]);
      const index = limit === MAX_TILE ? ` at hash ${start + Math.floor(at / 32)}` : "";
      this.find(path, `does not fit what lies beside it${index}`);
    }
    return bytes;
  }

  #higherLevels() {
    for (let level = 1; countAt(level, this.head.size); level += 1) {
      for (const tile of tilesOf(level, this.head.size)) {
        const start = tile.index * WIDTH;
        this.#hashes(tile, this.tree.levels[level].slice(start, start + tile.width));
      }
    }
  }

  #missingParts(signed) {
    for (const { size, where } of signed) {
      if (where === KEPT) continue;
      for (let level = ENTRIES; countAt(level, size); level += 1) {
        const last = [...tilesOf(level, size)].at(-1);
        const full = (last.index + 1) * WIDTH <= countAt(level, this.head.size);
        const path = tilePath(last.level, last.index, last.width);
        if (!full && last.index * WIDTH + last.width < countAt(level, this.head.size) && !this.sizes.has(path)) this.find(path, "missing");
      }
    }
  }

  #opening(own) {
    const { opened } = this.acts;
    if (this.head.size === 0) this.find("checkpoint", "a log opens with its first entry");
    if (!opened) return;
    if (opened.origin !== this.head.origin) this.find("checkpoint", `the log was opened as ${opened.origin}`);
    const { policies } = this.acts;
    if (own && sha256(own).toString("hex") !== policies.at(-1)) this.find("policy", "not the policy that the last act about it names");
    for (const name of new Set(policies.slice(0, -1).filter((one) => one !== policies.at(-1)))) {
      const path = `blob/sha256/${name}`;
      const bytes = this.read(path, MAX_BLOB);
      if (bytes) this.attempt(path, () => readPolicy(bytes));
    }
  }

  // A checkpoint that stands on the signatures of retired keys alone is none.
  #retired(signed) {
    for (const { where, size, signers } of signed.filter((one) => one.where !== KEPT)) {
      const retired = this.acts.retired.filter(({ from }) => size >= from).map(({ key }) => key);
      if (signers.every((signer) => retired.includes(signer))) this.find(where, "signed by retired keys alone");
    }
  }

  #blobs() {
    const cited = new Set([...[...this.acts.cited.keys()].map((key) => key.split(" ")[0]), ...this.acts.policies]);
    for (const path of this.sizes.keys()) {
      const name = BLOB.exec(path)?.[1];
      const bytes = name && this.read(path, MAX_BLOB);
      if (bytes && sha256(bytes).toString("hex") !== name) this.find(path, "its hash is not its name");
      if (name && this.strict && !cited.has(name) && !this.acts.refused) this.find(path, "cited by no act");
    }
    for (const [key, by] of this.acts.cited) {
      const [name, size] = key.split(" ");
      const found = this.sizes.get(`blob/sha256/${name}`);
      if (found !== Number(size)) this.find(`blob/sha256/${name}`, `${found === undefined ? "missing" : `${found} bytes`}, cited with ${size} by ${by}`);
    }
  }

  #otherFiles() {
    const figures = `figures/${this.head.size}.json`;
    if (this.sizes.has(figures)) this.read(figures, MAX_FIGURES);
    for (const path of this.strict ? this.sizes.keys() : []) {
      const known = PUBLISHED.test(path) || BLOB.test(path) || readTilePath(path) || ["checkpoint", "policy", figures].includes(path);
      if (!known) this.find(path, "no file of a record");
    }
  }
}
