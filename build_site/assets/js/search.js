// @ts-check
/* The search dialog: one box for actors, articles, statements and single quotations. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el } = verbatim;
  const WAIT = 70;
  const LOOKED_AT = 60;
  const TYPES = ["direct", "indirect", "mixed"];

  /** What may be asked, by its key. @type {Record<string, [string, Record<string, string>, string]>} */
  const TO_TRY = {
    ":t indirect": ["Paraphrases", { type: "indirect" }, "what reporters tell in words of their own"],
    ":w second": ["At second hand", { among: "second" }, "what one outlet took from another"],
  };

  /** Made when they are first wanted, and handed to `verbatim.search`. @type {HTMLDialogElement} */
  let dialog;
  /** @type {HTMLInputElement} */
  let box;
  const close = el("button", { type: "button", class: "v-search-close" }, "Close");
  const status = el("p", { role: "status", class: "v-search-status" });
  const list = el("div", { role: "listbox", id: "v-found", class: "v-found", "aria-label": "Results", hidden: true });
  const filterBox = el("div", { class: "v-search-fields" });
  const keys = el("button", { type: "button", class: "v-search-keys" }, "Keys");
  const foot = el("p", { class: "v-search-foot" }, "↑ ↓ choose · Enter opens · Esc closes ", keys);

  /** @type {any} */
  let filters;
  let asked = 0;
  let timer = 0;
  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;

  /** @param {number} index */
  const choose = (index) => {
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (index + options.length) % options.length : -1;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };

  /** Text with the words asked for marked. @param {string} text @param {any} query @returns {Node[]} */
  const marked = (text, query) => {
    const whole = new Set([...query.words, ...query.phrases.flatMap((/** @type {any} */ p) => p.words)]);
    const begun = [query.prefix, ...query.phrases.filter((/** @type {any} */ p) => p.open).map((/** @type {any} */ p) => p.words.at(-1))].filter(Boolean);
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((part, i) => {
      const word = i % 2 ? verbatim.index.fold(part) : "";
      const hit = word && (whole.has(word) || begun.some((start) => word.startsWith(start)));
      return hit ? el("mark", {}, part) : document.createTextNode(part);
    });
  };
  /** The stretch of a long text where the first hit is. @param {string} text @param {any} query */
  const stretch = (text, query) => {
    const SHOWN = 220;
    if (text.length <= SHOWN) return text;
    const parts = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
    const starts = [query.phrases[0]?.words[0], ...query.words, query.prefix].filter(Boolean);
    const first = parts.find((m) => starts.some((start) => verbatim.index.fold(m[0]).startsWith(start)));
    const from = Math.max(0, Math.min((first?.index ?? 0) - 80, text.length - SHOWN));
    const begin = from ? text.indexOf(" ", from) + 1 : 0;
    return `${begin ? "… " : ""}${text.slice(begin, begin + SHOWN).replace(/\S*$/u, "")}…`;
  };
  /** @param {string} href @param {Node[]} title @param {(string | false | null | undefined)[]} facts @param {string} [kind] */
  const option = (href, title, facts, kind = "") =>
    el("a", { role: "option", id: `v-option-${options.length}`, href: verbatim.root + href, tabindex: -1, "aria-selected": "false", class: `v-option ${kind}` },
      el("bdi", { class: "v-option-title" }, ...title), el("span", { class: "v-option-facts" }, facts.filter(Boolean).join(" · ")));
  /** @param {string} name @param {number | string} total @param {HTMLElement[]} found */
  const group = (name, total, found) => {
    if (!found.length) return null;
    const id = `v-group-${name.toLowerCase().replaceAll(" ", "-")}`;
    return el("div", { role: "group", "aria-labelledby": id }, el("div", { class: "v-group", id, role: "presentation" }, `${name} `, el("span", {}, String(total))), ...found);
  };
  /** @param {number} number @param {string} noun */
  const counted = (number, noun) => `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;

  /** @param {any[][]} rows @param {(row: any[]) => HTMLElement} make */
  const each = (rows, make) => rows.map((row) => {
    const made = make(row);
    options.push(made);
    return made;
  });
  /** What an empty box offers: who is quoted most, what the articles tell, and what may be asked. @param {number} mine */
  const offer = async (mine) => {
    const { index } = verbatim;
    const { stories, try: keys } = await index.open();
    const people = await index.foremost(4);
    if (mine !== asked) return;
    options = [];
    draw([
      group("Quoted most", "", each(people, ([id, name, kind, about, count]) =>
        option(`actors/${id}.html`, [document.createTextNode(name)], [about || kind, counted(count, "quotation")]))),
      group("Stories", "", each(stories, ([id, title, count]) => option(`stories/${id}.html`, [document.createTextNode(title)], [counted(count, "article")]))),
      group("To try", "", each(keys.map((/** @type {string} */ key) => TO_TRY[key]), ([text, asks, about]) => option(`quotations/index.html?${new URLSearchParams(asks)}`, [document.createTextNode(text)], [about]))),
    ].filter(Boolean), "");
    // Nothing was asked: Enter opens none of them.
    options[0]?.setAttribute("aria-selected", "false");
    box.removeAttribute("aria-activedescendant");
    active = -1;
  };

  const show = async () => {
    const mine = ++asked;
    const index = verbatim.index;
    const values = filters.read();
    const found = await index.find(box.value, values);
    if (mine !== asked) return;
    if (found.nothing) return offer(mine);
    const { query } = found;
    const total = index.count(found.quotations.all);
    const inText = found.articles && { ...found.articles, exact: index.without(found.articles.exact, found.titles.all), all: index.without(found.articles.all, found.titles.all) };
    const [bases, people, titles, texts, quotations] = await Promise.all([
      total ? index.bases() : null,
      found.people ? index.people(found, 4) : [],
      found.titles ? index.pager("a", index.ranked(found.titles), query, 1)(4, LOOKED_AT) : [],
      inText && box.value.trim() ? index.pager("a", index.ranked(inText), { phrases: [] }, 1)(4) : [],
      index.pager("q", index.ranked(found.quotations), query, 0)(6, LOOKED_AT),
    ]);
    const only = (/** @type {any} */ bits) => index.and(bits, bases);
    const statements = bases ? await index.pager("q", index.ranked({ ...found.quotations, exact: only(found.quotations.exact), all: only(found.quotations.all) }), query, 0)(2, LOOKED_AT) : [];
    if (mine !== asked) return;
    options = [];
    const typed = (found.instead ?? box.value).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    /** Where the words stand in the text, for browsers that can show it. */
    const there = `#:~:${typed.slice(0, 4).map((/** @type {string} */ word) => `text=${encodeURIComponent(word)}`).join("&")}`;
    const outlets = values.outlet || query.phrases.length ? [] : (await index.open()).outlets.filter((/** @type {[string, string]} */ [, name]) => {
      const own = index.words(name);
      return own.length && [...query.words, query.prefix].every((word) => !word || own.some((/** @type {string} */ one) => one.startsWith(word)));
    }).slice(0, 3);
    /** @param {any[]} row @param {string} [place] */
    const article = ([slug, title, outlet, date, count], place = "") =>
      option(`articles/${slug}.html${place}`, marked(title, query), [outlet || "Outlet not stated", date && verbatim.date(date), counted(count, "quotation")]);
    /** @param {any[]} row */
    const words = ([text, , , , , , , type]) => marked(type === 0 ? `“${stretch(text, query)}”` : stretch(text, query), query);
    const said = (/** @type {string} */ name) => name || "Speaker not identified";
    const groups = [
      group("People", found.people ? index.count(found.people.all) : 0, each(people, ([id, name, kind, about, count]) =>
        option(`actors/${id}.html`, marked(name, query), [about || kind, counted(count, "quotation")]))),
      group("Outlets", outlets.length, each(outlets, ([id, name]) => option(`outlets/${id}.html`, marked(name, query), ["outlet"]))),
      group("Articles", query.phrases.length ? titles.length : found.titles && index.count(found.titles.all), each(titles, (row) => article(row))),
      group("Statements", bases ? index.count(only(found.quotations.all)) : 0, each(statements, (row) =>
        option(`statements/${row[9]}.html`, words(row), [said(row[4]), counted(row[10], "version")], "v-option-said"))),
      group("Quotations", query.phrases.length && quotations.length < 6 ? quotations.length : total.toLocaleString("en-GB"), each(quotations, (row) =>
        option(`articles/${row[1]}.html#${row[2]}`, words(row), [said(row[4]), TYPES[row[7]], row[5] || `“${row[11]}”`, row[6] && verbatim.date(row[6])], "v-option-said"))),
    ];
    groups.push(group("In the text of articles", inText && index.count(inText.all), each(texts, (row) => article(row, there))));
    if (quotations.length) {
      const address = new URLSearchParams({ ...(box.value.trim() ? { q: box.value.trim() } : {}), ...values });
      groups.push(group("All", "", each([[]], () => option(`quotations/index.html?${address}`, [document.createTextNode("All of these quotations as a table")], []))));
    }
    const shown = options.length ? `${options.length} results shown` : "Nothing here holds all of these words.";
    draw(groups.filter(Boolean), found.instead ? `Nothing for “${box.value.trim()}”; ${shown} for “${found.instead}”` : shown);
  };

  /** @param {HTMLElement[]} groups @param {string} message */
  const draw = (groups, message) => {
    if (!groups.length) options = [];
    list.replaceChildren(...groups);
    list.hidden = !groups.length;
    box.setAttribute("aria-expanded", String(groups.length > 0));
    status.textContent = message;
    active = -1;
    choose(groups.length ? 0 : -1);
    list.scrollTop = 0;
  };
  const ask = () => {
    clearTimeout(timer);
    if (!filters) return;
    timer = window.setTimeout(() => {
      show().catch(() => draw([], "The search index cannot be loaded."));
    }, WAIT);
  };

  /** @param {KeyboardEvent} event */
  const steer = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && active >= 0 && !event.isComposing) {
      event.preventDefault();
      options[active].click();
    } else if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      dialog.close();
    }
  };
  list.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (!event.ctrlKey && !event.metaKey && event.target instanceof Element && event.target.closest("a")) dialog.close();
  });
  close.addEventListener("click", () => dialog.close());
  keys.addEventListener("click", () => {
    dialog.close();
    verbatim.include("keys").then(() => verbatim.keys());
  });

  /** Complete the dialog that verbatim.js has opened. @param {HTMLDialogElement} opened @param {HTMLInputElement} input */
  verbatim.search = async (opened, input) => {
    if (!box) {
      [dialog, box] = [opened, input];
      box.parentElement?.append(close);
      dialog.append(el("details", { class: "v-search-filters" }, el("summary", {}, "Filters"), filterBox), status, list, foot);
      box.addEventListener("input", ask);
      box.addEventListener("keydown", steer);
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    }
    try {
      await Promise.all([verbatim.include("index"), verbatim.include("filters")]);
      await verbatim.index.open();
    } catch {
      status.textContent = "The search index cannot be loaded.";
      return;
    }
    if (!filters) {
      filters = verbatim.filters(ask);
      filterBox.append(...filters.nodes);
    }
    ask();
  };
})();
