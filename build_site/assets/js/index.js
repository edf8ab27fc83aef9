// @ts-check
/*
 * Reads the index that exports/search.py writes. A key (a word, a filter, a pair of common words) has four lists of
 * numbers: actors, articles by title, articles by text, quotations. Lists become bitmaps, so that all is `and` and `or`.
 * A quotation's number is that of its article and its place there; an article of quotations is not named once more.
 */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  /** @typedef {Uint32Array} Bits */
  /** @typedef {{ digest: string, sizes: number[], held: string, keys: string, common: string[], first: number[], outlets: [string, string][], years: [number, number], verbs: string[], try: string[], stories: [string, string, number][] }} Root */
  /** @typedef {{ speaker?: string, outlet?: string, type?: string, from?: string, to?: string, confidence?: string, kind?: string, written?: string, verb?: string, among?: string }} Filters */
  /** @typedef {{ words: string[], prefix: string | null, phrases: { words: string[], open: boolean }[] }} Query */

  const PEOPLE = 0, TITLES = 1, BODIES = 2, QUOTATIONS = 3;
  /** Records of actors and of articles in a file. */
  const ROWS = 25;
  /** Of each list a key, and figures: actors with so many quotations, and statements in so many versions, come before others.
   * @type {[string, ...number[]][]} */
  const RANKS = [[":r", 300, 100, 30, 10, 3, 1], [""], [""], [":b", 30, 10, 5, 3, 2]];
  /** Keys of years, of months and of days. */
  const DATES = /** @type {Record<number, string>} */ ({ 4: ":y", 7: ":m", 10: ":d" });
  /** What a packed list begins with, by how many of the low bits of each gap are written as they are. */
  const PACKED = "!#$%&'()*+,./:;=?@[]`";
  /** Characters of which two are thirteen bits. */
  const PRINTED = new Uint8Array(128);
  for (let code = 32, value = 0; code < 127; code++) if (!'"\\|~'.includes(String.fromCharCode(code))) PRINTED[code] = value++;
  /** Of so many the next rank is looked up when those of the one before are told. */
  const MANY = 8000;
  /** Of people so many are ranked anew. */
  const LOOKED_AT = 25;
  const CODE = new Uint8Array(128);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((c, i) => (CODE[c.charCodeAt(0)] = i));

  /** @type {Root} */
  let root;
  /** @type {Set<string>} */
  let common;
  /** What each shard begins with. @type {string[]} */
  let firsts;
  /** Bits of each list. @type {number[]} */
  let sizes;
  /** A list of each without any, which nobody writes to. @type {Bits[]} */
  let nothing;
  /** Of each article the bit at which its quotations begin, and behind the last one the end. @type {number[]} */
  let begins = [];
  /** Bits of an article of this level: 0, 8, 16, 32 and so on. @param {number} level */
  const room = (level) => (level ? 4 << level : 0);
  const open = async () => {
    if (root) return root;
    const written = await verbatim.load("search/root");
    root = { ...written, outlets: written.outlets.map(called) };
    common = new Set(root.common);
    let first = "";
    firsts = (root.keys.match(/[^\n]+/g) ?? []).map((told) => (first = first.slice(0, CODE[told.charCodeAt(0)]) + told.slice(1)));
    const [people, articles] = root.sizes;
    begins = [0];
    let last = -1;
    each(root.held, (number) => {
      begins.push(begins[begins.length - 1] + room(number - last - 1));
      last = number;
    });
    sizes = [people, articles, articles, begins[articles]];
    nothing = sizes.map(empty);
    return root;
  };

  /* --- words, as exports/words.py cuts them --- */

  /** @type {Record<string, string>} */
  const LETTERS = { "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "ı": "i" };
  /** @param {string} text */
  const fold = (text) =>
    text.toLowerCase().replace(/[ßæøđłœı]/g, (c) => LETTERS[c]).normalize("NFKD").replace(/\p{M}+/gu, "");
  /** @param {string} text @returns {string[]} */
  const words = (text) =>
    fold(text).replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu, (found) => found.replaceAll(".", "")).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** Id and name; an id that is the words of the name is not written. @param {string[]} told @returns {[string, string]} */
  const called = ([name, id = words(name).join("-")]) => [id, name];

  /** What a reader typed: words that all must stand there, the last perhaps unfinished, and "exact phrases".
   * @param {string} text @returns {Query} */
  const parse = (text) => {
    /** @type {Query["phrases"]} */
    const phrases = [];
    const rest = text.replace(/["“”„]([^"“”„]*)(["“”„]|$)/g, (_, inner, closed) => {
      const found = words(inner);
      if (found.length) phrases.push({ words: found, open: !closed });
      return " ";
    });
    const loose = words(rest);
    const prefix = /[\p{L}\p{N}\p{M}]$/u.test(rest) ? (loose.pop() ?? null) : null;
    return { words: loose, prefix, phrases };
  };

  /* --- lists --- */

  /** @param {number} size @returns {Bits} */
  const empty = (size) => new Uint32Array((size >> 5) + 1);
  /** @param {Bits} bits @param {number} id */
  const put = (bits, id) => (bits[id >> 5] |= 1 << (id & 31));
  /** Gives values of a text, five bits a character. @param {string} text @param {(value: number) => unknown} take @param {number} [from]
   * @param {number} [most] so many of them @returns {number} where it stopped */
  const values = (text, take, from = 0, most = Infinity) => {
    let i = from;
    for (let value = 0, shift = 0; i < text.length && most; i++) {
      const code = CODE[text.charCodeAt(i)];
      value |= (code & 31) << shift;
      shift += 5;
      if (code & 32) continue;
      take(value);
      value = shift = 0;
      most--;
    }
    return i;
  };
  /** Gives the numbers of a written list, of which gaps are told: five bits a character or, packed, as so many noughts before
   * a one and the low bits behind it. @param {string} text @param {(id: number) => unknown} take */
  const each = (text, take) => {
    const low = PACKED.indexOf(text.charAt(0) || " ");
    let id = -1;
    const gap = (/** @type {number} */ value) => take((id += value + 1));
    let i = values(text, gap, low < 0 ? 0 : 1, low < 0 ? Infinity : 1);
    for (let value = 0, left = -1; i < text.length; i += 2) {
      const high = PRINTED[text.charCodeAt(i)];
      for (let code = i + 1 < text.length ? high * 91 + PRINTED[text.charCodeAt(i + 1)] : high << 7, at = 12; at >= 0; at--) {
        const bit = (code >> at) & 1;
        if (left > 0) {
          value = value * 2 + bit;
          left--;
        } else if (bit) left = low;
        else value++;
        if (left) continue;
        take((id += value + 1));
        value = 0;
        left = -1;
      }
    }
  };
  /** Gives the numbers of a written list or, behind two marks, those below `end` that are none of it.
   * @param {string} marks @param {string} text @param {number} end @param {(id: number) => unknown} take */
  const told = (marks, text, end, take) => {
    if (marks.length < 2) return each(text, take);
    let next = 0;
    each(text, (id) => {
      while (next < id) take(next++);
      next = id + 1;
    });
    while (next < end) take(next++);
  };
  /** Adds a written list of quotations, and their articles. @param {string} text @param {Bits} bits @param {Bits | null} bodies */
  const decodeParts = (text, bits, bodies) => {
    const roomOf = (/** @type {number} */ article) => begins[article + 1] - begins[article];
    const [, marks, wholes, more, parts] = text.match(/^(~~?)([^~]*)(~~?)([^~]*)$/) ?? [];
    if (!marks) {
      // One by one: how far an article is from the one before, and a place in it.
      let article = -1, inside = false;
      values(text, (value) => {
        if (inside) put(bits, begins[article] + value);
        else {
          article += value;
          if (bodies) put(bodies, article);
        }
        inside = !inside;
      });
      return;
    }
    // The articles, and places in them as if they stood side by side.
    /** @type {number[]} */
    const held = [];
    let size = 0, at = -1, end = 0, ahead = 0;
    told(marks, wholes, sizes[BODIES], (article) => {
      if (!roomOf(article)) return;
      size += roomOf(article);
      held.push(article);
      if (bodies) put(bodies, article);
    });
    told(more, parts, size, (place) => {
      while (place >= end) {
        ahead = begins[held[++at]] - end;
        end += roomOf(held[at]);
      }
      put(bits, ahead + place);
    });
  };
  /** @param {Bits} one @param {Bits} other */
  const and = (one, other) => one.map((cell, i) => cell & other[i]);
  /** @param {Bits} one @param {Bits} other */
  const or = (one, other) => one.map((cell, i) => cell | other[i]);
  /** Takes from the first what the other has not. @param {Bits} one @param {Bits} other */
  const narrow = (one, other) => one.forEach((cell, i) => (one[i] = cell & other[i]));
  /** @param {Bits} one @param {Bits} other */
  const without = (one, other) => one.map((cell, i) => cell & ~other[i]);
  /** @param {Bits} bits */
  const count = (bits) => {
    let sum = 0;
    for (let cell of bits) for (; cell; cell &= cell - 1) sum++;
    return sum;
  };
  /** Of people the numbers ascend; of articles and of their quotations those of the latest month come first.
   * @param {(at: number) => number} cell gives each 32 bits @param {number} list @returns {Generator<number>} */
  function* inOrder(cell, list) {
    const size = sizes[list];
    /** Where the stretches begin that are gone through from the last to the first. @type {(stretch: number) => number} */
    const from = list === PEOPLE ? (i) => i * size : list === QUOTATIONS ? (i) => begins[i] : (i) => i;
    for (let i = list === PEOPLE ? 0 : sizes[BODIES] - 1; i >= 0; i--) {
      for (let id = from(i), end = from(i + 1); id < end; id++) {
        const rest = cell(id >> 5) >>> (id & 31);
        if (rest & 1) yield id;
        else if (!rest) id |= 31;
      }
    }
  }

  /** The last of an ascending list that is not after what is wanted. @template T @param {T[]} list @param {T} wanted */
  const lastUpTo = (list, wanted) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  /** The shard that holds a key, if any does. @param {string} key */
  const shardOf = (key) => lastUpTo(firsts, key);
  /** @param {number} number @returns {Promise<Record<string, string>>} */
  const shard = (number) => (number < 0 ? Promise.resolve({}) : verbatim.load(`search/t${verbatim.hash(firsts[number]).toString(16)}`, root.digest));
  /** @param {(string | undefined)[]} values @param {boolean} [dated] dates are of speaking or of print @returns {Bits[]} */
  const united = (values, dated = false) => {
    const lists = [...nothing];
    /** A list of its own, where something is to be put. @param {number} i */
    const own = (i) => (lists[i] === nothing[i] ? (lists[i] = empty(sizes[i])) : lists[i]);
    for (const value of values) {
      value?.split("|").forEach((text, i) => {
        if (text && i === QUOTATIONS) decodeParts(text, own(i), dated ? null : own(BODIES));
        else if (text) each(text, (id) => put(own(i), id));
      });
    }
    return lists;
  };
  /** What a shard holds of a word; not what every object has, such as `constructor`. @param {Record<string, string>} entries @param {string} key */
  const entryOf = (entries, key) => (Object.hasOwn(entries, key) ? entries[key] : undefined);
  /** The four lists of any of these keys. @param {string[]} keys */
  const listsOf = async (keys) => united(await Promise.all(keys.map(async (key) => entryOf(await shard(shardOf(key)), key))), Object.values(DATES).includes(keys[0]?.slice(0, 2)));
  /** The four lists of all words that begin so. @param {string} prefix */
  const listsFrom = async (prefix) => {
    const low = Math.max(0, shardOf(prefix)), high = shardOf(`${prefix}\uffff`);
    if (high - low >= 2) return listsOf([`*${prefix}`]);
    const held = await Promise.all([low, high].slice(0, high - low + 1).map(shard));
    return united(held.flatMap((entries) => Object.keys(entries).filter((key) => key.startsWith(prefix)).map((key) => entries[key])));
  };

  /** Years, months and days that make up a range of dates. @param {string} from @param {string} to */
  const dateKeys = (from, to) => {
    const [first, last] = root.years;
    const day = (/** @type {number} */ time) => new Date(time).toISOString().slice(0, 10);
    const utc = (/** @type {string} */ text, /** @type {number} */ otherwise) => (text ? Date.parse(text) : otherwise);
    let at = Math.max(utc(from, -Infinity), Date.UTC(first, 0, 1));
    const end = Math.min(utc(to, Infinity), Date.UTC(last, 11, 31));
    const keys = [];
    while (at <= end) {
      const [year, month, date] = day(at).split("-").map(Number);
      const nextMonth = Date.UTC(year, month, 1), nextYear = Date.UTC(year + 1, 0, 1);
      const length = date === 1 && month === 1 && nextYear - 1 <= end + 86399999 ? 4 : date === 1 && nextMonth - 1 <= end + 86399999 ? 7 : 10;
      keys.push(`${DATES[length]} ${day(at).slice(0, length)}`);
      at = length === 4 ? nextYear : length === 7 ? nextMonth : at + 86400000;
    }
    return keys;
  };

  /** One promise of four lists per filter that is set. @param {Filters} f */
  const filterLists = (f) => {
    const asked = [];
    if (f.speaker) asked.push([`:s ${f.speaker}`]);
    if (f.outlet) asked.push([`:o ${f.outlet}`]);
    if (f.type) asked.push([`:t ${f.type}`]);
    if (f.confidence) asked.push([`:c ${f.confidence}`]);
    if (f.kind) asked.push([`:k ${f.kind}`]);
    if (f.written) asked.push([`:g ${f.written}`]);
    if (f.verb) asked.push([`:v ${f.verb.trim().toLowerCase()}`]);
    if (f.among) asked.push([`:w ${f.among}`]);
    if (f.from || f.to) asked.push(dateKeys(f.from ?? "", f.to ?? ""));
    return asked.map(listsOf);
  };

  /** What every text with a phrase has: its words, and where two common ones meet, the pair instead of both.
   * @param {Query["phrases"]} phrases */
  const phraseKeys = (phrases) => {
    const singles = new Set(), pairs = new Set();
    for (const { words: all, open: unfinished } of phrases) {
      const sure = unfinished ? all.slice(0, -1) : all;
      const meets = sure.map((word, i) => i > 0 && common.has(word) && common.has(sure[i - 1]));
      sure.forEach((word, i) => (meets[i] ? pairs.add(`~${sure[i - 1]} ${word}`) : meets[i + 1] || singles.add(word)));
    }
    return { singles: [...singles], pairs: [...pairs] };
  };

  /** Whether a text has all the phrases. @param {string} text @param {Query} query */
  const holds = (text, query) => {
    const line = ` ${words(text).join(" ")} `;
    return query.phrases.every((p) => line.includes(` ${p.words.join(" ")}${p.open ? "" : " "}`));
  };

  /** Whether one letter more, less, other or two exchanged make one word of the other. @param {string} a @param {string} b */
  const oneOff = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const rest = (/** @type {string} */ word, /** @type {number} */ from) => word.slice(i + from);
    return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(a, 2) === rest(b, 2));
  };
  /** The text with each word that stands nowhere put as it is written here, names first. @param {string} text */
  const respelt = async (text) => {
    const parts = await Promise.all(words(text).map(async (word) => {
      if (word.length < 4 || (await listsFrom(word)).some(count)) return word;
      const start = word.slice(0, 2), low = Math.max(0, shardOf(start)), high = Math.min(shardOf(`${start}\uffff`), low + 2);
      const held = await Promise.all(Array.from({ length: high - low + 1 }, (_, i) => shard(low + i)));
      const near = held.flatMap((entries) => Object.entries(entries).filter(([key]) => key.startsWith(start) && oneOff(word, key)));
      const named = (/** @type {string} */ lists) => (lists.startsWith("|") ? 0 : 1);
      near.sort((a, b) => named(b[1]) - named(a[1]) || b[1].length - a[1].length);
      return near[0]?.[0] ?? word;
    }));
    return parts.join(" ") === words(text).join(" ") ? text : parts.join(" ");
  };

  /**
   * Everything that matches; whole words before beginnings of words. Phrases are not yet checked: `pager` does.
   * A word that stands nowhere is taken as the nearest that does; `instead` says so.
   * @param {string} text @param {Filters} [filters] @param {boolean} [corrected] @returns {Promise<any>}
   */
  const find = async (text, filters = {}, corrected = false) => {
    await open();
    const query = parse(text);
    const { singles, pairs } = phraseKeys(query.phrases);
    const begun = query.phrases.filter((phrase) => phrase.open).map((phrase) => listsFrom(phrase.words[phrase.words.length - 1]));
    const [every, paired, limits, last] = await Promise.all([
      Promise.all([...begun, ...[...query.words, ...singles].map((word) => listsOf([word]))]),
      Promise.all(pairs.map((pair) => listsOf([pair]))),
      Promise.all(filterLists(filters)),
      Promise.all(query.prefix ? [listsOf([query.prefix]), listsFrom(query.prefix)] : []),
    ]);
    /** @param {number} space whose filters count @param {(four: Bits[]) => Bits} pick @param {Bits[][]} [more] */
    const hits = (space, pick, more = []) => {
      const exact = full(space);
      for (const four of [...every, ...more]) narrow(exact, pick(four));
      for (const four of limits) narrow(exact, four[space]);
      if (!last.length) return { exact, all: exact, list: space };
      const all = exact.slice();
      narrow(exact, pick(last[0]));
      narrow(all, pick(last[1]));
      return { exact, all, list: space };
    };
    const worded = every.length + last.length > 0;
    if (worded && !corrected && !query.phrases.length && !limits.length) {
      const asked = [...every, ...last.slice(-1)];
      const meet = sizes.some((_, i) => asked[0][i].some((cell, at) => asked.reduce((both, four) => both & four[i][at], cell)));
      const right = meet ? text : await respelt(text);
      if (right !== text) return { ...(await find(right, filters, true)), instead: right };
    }
    return {
      query,
      /** Neither words nor filters were given. */
      nothing: !worded && !paired.length && !limits.length,
      people: worded && !limits.length ? hits(PEOPLE, (four) => four[PEOPLE]) : null,
      titles: worded ? hits(BODIES, (four) => four[TITLES]) : null,
      articles: worded && !query.phrases.length ? hits(BODIES, (four) => or(four[TITLES], four[BODIES])) : null,
      quotations: hits(QUOTATIONS, (four) => four[QUOTATIONS], paired),
    };
  };
  /** Keys of what comes before others, the first first. @param {number} list */
  const ranksOf = (list) => {
    const [key, ...least] = RANKS[list];
    return least.map((number) => `${key} ${String(number).padStart(3, "0")}`);
  };
  /** The quotations that stand for a statement which several articles carry. */
  const bases = async () => (await listsOf(ranksOf(QUOTATIONS)))[QUOTATIONS];
  /** @param {number} list @returns {Bits} */
  const full = (list) => {
    const bits = empty(sizes[list]).fill(-1);
    bits[bits.length - 1] = 2 ** (sizes[list] & 31) - 1;
    return bits;
  };

  /** @param {"p" | "a" | "q"} letter @param {number} id @returns {Promise<any[]>} */
  const record = async (letter, id) => {
    if (letter !== "q") {
      const row = (await verbatim.load(`search/${letter}${Math.floor(id / ROWS)}`, root.digest))[id % ROWS];
      return letter === "a" ? row : [...called([row[0], ...row.slice(4)]), ...row.slice(1, 4)];
    }
    const article = lastUpTo(begins, id);
    return quotation(await verbatim.load(`search/q${article}`, root.digest), id - begins[article]);
  };
  /** Words, article, anchor, speaker's id and name, outlet, date, type, confidence, statement, versions, and the
   * title of an article of nobody. @param {any[][]} file @param {number} at */
  const quotation = ([carrier, speakers, rows], at) => {
    const [words, anchor, speaker, said, type, confidence, statement = "", versions = 1] = rows[at];
    const [slug, outlet, published, ...title] = carrier;
    const date = said || (published && `p${published}`);
    return [words, slug, `q-${anchor}`, ...called(speakers[speaker]), outlet, date, type, confidence, statement, versions, ...title];
  };

  /**
   * Records of the numbers, in order, `size` at a time; where there is a phrase, only those that have it.
   * @param {"p" | "a" | "q"} letter @param {Iterable<number> | AsyncIterable<number>} numbers @param {Query} query @param {number} textAt
   * @returns {(size: number, most?: number) => Promise<any[][]>} the next records, of at most so many looked at
   */
  const pager = (letter, numbers, query, textAt) => {
    const left = Symbol.asyncIterator in numbers ? numbers[Symbol.asyncIterator]() : numbers[Symbol.iterator]();
    return async (size, most = Infinity) => {
      /** @type {any[][]} */
      const found = [];
      for (let seen = 0; found.length < size && seen < most; ) {
        const next = [];
        for (let item; next.length < size - found.length && !(item = await left.next()).done; ) next.push(item.value);
        if (!next.length) break;
        seen += next.length;
        const records = await Promise.all(next.map((id) => record(letter, id)));
        found.push(...records.filter((row) => !query.phrases.length || holds(row[textAt], query)));
      }
      return found;
    };
  };
  /** The record of an actor, if there is one. @param {string} id */
  const person = async (id) => {
    const bits = (await listsOf([`:s ${id}`]))[PEOPLE];
    const { value, done } = inOrder((at) => bits[at], PEOPLE).next();
    return done ? null : record("p", value);
  };
  /** The people found: those who are called so before those in whose title the words stand, such as a spokesman's.
   * @param {any} found @param {number} size @returns {Promise<any[][]>} */
  const people = async (found, size) => {
    const { query } = found;
    const rows = await pager("p", ranked(found.people), { words: [], prefix: null, phrases: [] }, 1)(LOOKED_AT);
    const wanted = [...query.words, ...query.phrases.flatMap((/** @type {any} */ p) => p.words)];
    const after = (/** @type {any[]} */ [, name, kind]) => {
      const own = words(name);
      const named = wanted.every((word) => own.includes(word)) && (!query.prefix || own.some((word) => word.startsWith(query.prefix)));
      return named ? Number(kind !== "person") : 2;
    };
    return rows.sort((a, b) => after(a) - after(b) || b[4] - a[4]).slice(0, size);
  };
  /** Whole words first, then the others; of each those of whom most is told, then the latest.
   * @param {{ exact: Bits, all: Bits, list: number }} hits @returns {AsyncGenerator<number>} */
  async function* ranked({ exact, all, list }) {
    if (!all.some(Boolean)) return;
    const keys = ranksOf(list);
    // Of many the first are enough; of few all ranks are looked up, at once.
    if (count(all) < MANY) await Promise.all(keys.map((key) => shard(shardOf(key))));
    /** @type {Bits[]} */
    const ranks = [];
    const others = (/** @type {number} */ i) => ranks.reduce((left, rank) => left & ~rank[i], -1);
    for (const left of [(/** @type {number} */ i) => exact[i], (/** @type {number} */ i) => all[i] & ~exact[i]]) {
      for (const [n, key] of keys.entries()) {
        ranks[n] ??= (await listsOf([key]))[list];
        yield* inOrder((i) => left(i) & ranks[n][i], list);
      }
      yield* inOrder((i) => left(i) && left(i) & others(i), list);
    }
  }
  /** Those quoted most. @param {number} size @returns {Promise<any[][]>} */
  const foremost = async (size) => Promise.all((await open()).first.slice(0, size).map((/** @type {number} */ id) => record("p", id)));

  verbatim.index = { open, find, bases, parse, words, fold, count, and, or, without, ranked, pager, person, people, foremost };
})();
