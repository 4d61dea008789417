// The acts of a log: each in its canonical form, under an id of its own, in its place.

import { Fault, anyKey, keyName, utf8 } from "./note.mjs";

const DEEPEST = 64;
const WORD = /^[a-z][a-z0-9_]*$/u;
const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/u;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]*(\/[A-Za-z0-9][A-Za-z0-9_.-]*)*$/u;
const DIGEST = /^[0-9a-f]{64}$/u;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/u;

// RFC 8785 for documents without floats: the keys in the order of their UTF-16 units, the shortest escapes.
export function canonical(value, depth = 0) {
  if (depth > DEEPEST) throw new Fault(`nested deeper than ${DEEPEST}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new Fault("half of a surrogate pair");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Fault(`${value} is no whole number below 2^53`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  const members = Object.keys(value).sort().map((key) => `${canonical(key, depth)}:${canonical(value[key], depth + 1)}`);
  return `{${members.join(",")}}`;
}

export function readDocument(bytes) {
  const text = utf8(bytes, "the entry");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault("not JSON");
  }
  if (canonical(value) !== text) throw new Fault("not in canonical form");
  return value;
}

const matches = (form, most) => (value) => typeof value === "string" && value.length <= most && form.test(value);
const whole = (least, most) => (value) => Number.isSafeInteger(value) && value >= least && value <= most;
const isWord = matches(WORD, 64);
const isId = matches(ID, 128);
const isDigest = matches(DIGEST, 64);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function fits(needed, optional = {}) {
  const known = { ...needed, ...optional };
  return (value) =>
    isObject(value) &&
    Object.keys(needed).every((key) => Object.hasOwn(value, key)) &&
    Object.entries(value).every(([key, item]) => Object.hasOwn(known, key) && known[key](item));
}

function isInstant(value) {
  const found = matches(INSTANT, 20)(value) && INSTANT.exec(value);
  if (!found || found[1] === "0000") return false;
  const day = new Date(value);
  return !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(found[3]) && day.getUTCMonth() + 1 === Number(found[2]);
}

const isEntry = fits(
  {
    act: matches(NAME, 64),
    v: whole(1, 999),
    id: isId,
    matter: isId,
    place: whole(0, Number.MAX_SAFE_INTEGER),
    at: isInstant,
    actor: fits({ role: isWord }, { capacity: isId, commitment: isDigest }),
    body: isObject,
  },
  { commit: (value) => Array.isArray(value) && value.length > 0 && value.every(fits({ field: isWord, hmac: isDigest })) },
);

function* citations(value) {
  if (isObject(value) && isDigest(value.sha256) && whole(0, Number.MAX_SAFE_INTEGER)(value.size)) yield value;
  if (typeof value === "object" && value !== null) for (const item of Object.values(value)) yield* citations(item);
}

// Takes the entries in their order; `find` is told what is wrong with them.
export class Acts {
  opened;
  policies = [];
  retired = [];
  closed = false;
  cited = new Map();
  refused = false;
  #ids = new Map();
  #places = new Map();

  constructor(find) {
    this.find = find;
  }

  take(index, where, bytes) {
    let entry;
    try {
      entry = readDocument(bytes);
      if (!isEntry(entry)) throw new Fault("the header of an act does not fit");
    } catch (fault) {
      if (!(fault instanceof Fault || fault instanceof RangeError)) throw fault;
      this.refused = true;
      this.find(where, fault.message);
      return;
    }
    if (this.closed) this.find(where, "entered after the record was closed");
    if ((entry.act === "record.opened") !== (index === 0)) this.find(where, "a log is opened once, by its first entry");
    else this.#govern(entry, where);
    this.#order(entry, index, where);
    for (const { sha256, size } of citations(entry.body)) this.cited.set(`${sha256} ${size}`, where);
  }

  // The acts by which a record governs itself: its opening, its policies, its retired keys, its end.
  #govern({ act, body }, where) {
    if (act === "record.opened") {
      this.opened = body;
      this.policies.push(body.policy_sha256);
    } else if (act === "record.policy_changed") this.policies.push(body.policy?.sha256);
    else if (act === "record.closed") this.closed = true;
    else if (act === "record.key_retired") {
      try {
        this.retired.push({ key: keyName(anyKey(String(body.vkey))), from: body.from_size });
      } catch (fault) {
        this.find(where, fault.message);
      }
    }
  }

  #order({ id, matter, place }, index, where) {
    if (this.#ids.has(id)) this.find(where, `the id ${id} stands at ${this.#ids.get(id)} already`);
    else this.#ids.set(id, index);
    const wanted = this.#places.get(matter) ?? 0;
    if (place !== wanted && !this.refused) this.find(where, `place ${place} in ${matter}, wanted ${wanted}`);
    this.#places.set(matter, place + 1);
  }
}
