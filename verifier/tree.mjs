// The tree over the entries, and the paths of its files: RFC 6962 and C2SP tlog-tiles.

import { sha256 } from "./note.mjs";

export const WIDTH = 256;
export const ENTRIES = -1;
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

export const leafHash = (entry) => sha256(LEAF, entry);
const nodeHash = (left, right) => sha256(NODE, left, right);

export function tilePath(level, index, width) {
  const digits = String(index);
  const parts = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/gu);
  const number = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join("/");
  return `tile/${level === ENTRIES ? "entries" : level}/${number}${width < WIDTH ? `.p/${width}` : ""}`;
}

export function readTilePath(path) {
  const found = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/u.exec(path);
  if (!found || path.length > 64) return undefined;
  const level = found[1] === "entries" ? ENTRIES : Number(found[1]);
  const tile = { level, index: Number(found[2].replace(/[x/]/gu, "")), width: found[3] ? Number(found[3]) : WIDTH };
  return level <= 63 && tile.width <= WIDTH && tilePath(tile.level, tile.index, tile.width) === path ? tile : undefined;
}

// How many hashes (or entries) a log of a size has at a level, and the files that hold them.
export const countAt = (level, size) => Math.floor(size / WIDTH ** Math.max(level, 0));

export function* tilesOf(level, size) {
  const count = countAt(level, size);
  for (let index = 0; index * WIDTH < count; index += 1) {
    yield { level, index, width: Math.min(WIDTH, count - index * WIDTH) };
  }
}

export function splitBundle(bytes) {
  const entries = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (at + 2 <= bytes.length ? bytes.readUInt16BE(at) : bytes.length);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

function subtree(hashes) {
  let level = hashes;
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, at) => nodeHash(level[2 * at], level[2 * at + 1]));
  }
  return level[0];
}

// A growing tree that keeps the hashes of its tiles from level 1 up, and the last tile of its leaves.
export class Tree {
  size = 0;
  levels = [[]];

  add(leaf) {
    this.size += 1;
    this.levels[0].push(leaf);
    for (let level = 0; this.levels[level].length % WIDTH === 0; level += 1) {
      const hash = subtree(this.levels[level].slice(-WIDTH));
      if (level === 0) this.levels[0] = [];
      (this.levels[level + 1] ??= []).push(hash);
    }
  }

  root() {
    const peaks = [];
    for (const hashes of [...this.levels].reverse()) {
      let rest = hashes.slice(hashes.length - (hashes.length % WIDTH));
      while (rest.length) {
        const full = 2 ** Math.floor(Math.log2(rest.length));
        peaks.push(subtree(rest.slice(0, full)));
        rest = rest.slice(full);
      }
    }
    return peaks.length ? peaks.reduceRight((right, left) => nodeHash(left, right)) : sha256("");
  }
}
