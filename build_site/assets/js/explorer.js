// @ts-check
/*
 * The explorer of quotations: words, phrases and filters over the same index as the search, with its state in the
 * address. The plain table that follows the form is what stands there without JavaScript and while nothing is asked.
 */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el } = verbatim;
  const ROWS = 25;
  const LOOKED_AT = 200;
  const WAIT = 120;
  const TYPES = ["direct", "indirect", "mixed"];
  const COLUMNS = ["Quotation", "Speaker", "Type", "Outlet", "Date", "Confidence"];

  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-explorer]"));
  const plain = [...(form.parentElement?.children ?? [])].slice([...(form.parentElement?.children ?? [])].indexOf(form) + 1);
  const box = el("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false", placeholder: "Words, or “an exact phrase”" });
  const status = el("p", { role: "status", class: "v-explorer-status" });
  const csv = el("button", { type: "button", class: "v-explorer-csv" }, "Download as CSV");
  const clear = el("button", { type: "button", class: "v-explorer-clear" }, "Clear");
  const body = el("tbody");
  const table = el("table", { class: "v-table v-quotations v-explored" },
    el("thead", {}, el("tr", {}, ...COLUMNS.map((name) => el("th", { scope: "col" }, name)))), body);
  const more = el("button", { type: "button", class: "v-explorer-more", hidden: true }, "Show more");
  const results = el("section", { class: "v-explorer-results", "aria-label": "Quotations found", hidden: true },
    el("div", { class: "v-explorer-bar" }, status, csv, clear), table, more);
  form.after(results);

  /** @type {any} */
  let filters;
  let asked = 0;
  let timer = 0;
  /** @type {{ next: (size: number, most?: number) => Promise<any[][]>, shown: number, total: number, phrases: boolean } | null} */
  let current = null;

  /* --- the state, in the address --- */

  const state = () => Object.fromEntries(new URLSearchParams(location.search));
  /** A new entry of the history for every new question, not for every letter. */
  let continued = false;
  /** @param {boolean} committed */
  const changed = (committed) => {
    const values = { ...(box.value.trim() ? { q: box.value.trim() } : {}), ...filters.read() };
    const query = new URLSearchParams(values).toString();
    const address = `${location.pathname}${query ? `?${query}` : ""}`;
    if (query !== new URLSearchParams(location.search).toString()) history[continued ? "replaceState" : "pushState"](null, "", address);
    continued = !committed;
    run();
  };
  const restore = async () => {
    const values = state();
    box.value = values.q ?? "";
    if (Object.keys(values).length) await filters.write(values);
    else form.reset();
    continued = false;
    await run();
  };

  /* --- results --- */

  /** @param {any[]} row */
  const cells = ([text, slug, anchor, actor, name, outlet, date, type, sure, statement, versions]) => [
    el("td", { class: "v-said" }, el("a", { href: `${verbatim.root}articles/${slug}.html#${anchor}` }, el("bdi", {}, type === 0 ? `“${text}”` : text)),
      statement && el("span", { class: "v-soft" }, " ", el("a", { href: `${verbatim.root}statements/${statement}.html` }, `${versions} versions`))),
    el("td", {}, actor ? el("a", { href: `${verbatim.root}actors/${actor}.html` }, name) : name ? el("a", { href: `${verbatim.root}sources/index.html` }, name) : el("span", { class: "v-unknown" }, "not identified")),
    el("td", {}, el("u", { class: `v-${TYPES[type]}` }, TYPES[type])),
    el("td", {}, outlet || el("span", { class: "v-unknown" }, "not stated")),
    el("td", {}, date ? el("span", { class: date.startsWith("p") && "v-soft" }, verbatim.date(date)) : el("span", { class: "v-unknown" }, "not stated")),
    el("td", {}, `${Math.min(99, sure)} %`),
  ];
  /** @param {any[]} row */
  const line = (row) => el("tr", {}, ...cells(row));

  const find = async () => {
    const values = state();
    const found = await verbatim.index.find(values.q ?? "", values);
    return { found, next: verbatim.index.pager("q", verbatim.index.ranked(found.quotations), found.query, 0) };
  };
  /** @param {boolean} asks whether anything is asked: without that the plain table stands there */
  const show = (asks) => {
    results.hidden = !asks;
    for (const part of plain) part.toggleAttribute("hidden", asks);
  };
  const run = async () => {
    const mine = ++asked;
    const asks = Object.keys(state()).length > 0;
    document.documentElement.classList.remove("v-asked");
    show(asks);
    current = null;
    if (!asks) return;
    try {
      const { found, next } = await find();
      if (found.nothing && mine === asked) return show(false);
      const total = verbatim.index.count(found.quotations.all);
      const rows = await next(ROWS, LOOKED_AT);
      if (mine !== asked) return;
      body.replaceChildren(...rows.map(line));
      current = { next, shown: rows.length, total, phrases: found.query.phrases.length > 0 };
      tell(rows.length < ROWS && (!current.phrases || total <= LOOKED_AT));
    } catch {
      if (mine === asked) status.textContent = "The index of quotations cannot be loaded.";
    }
  };
  /** @param {boolean} ended */
  const tell = (ended) => {
    if (!current) return;
    const { shown, total, phrases } = current;
    const number = phrases ? shown : total;
    const some = number.toLocaleString("en-GB");
    status.textContent = number || !ended ? `${phrases && !ended ? `${some} quotations so far` : `${some} quotation${number === 1 ? "" : "s"}`}` : "No quotation is like that.";
    more.hidden = ended || (!phrases && shown >= total);
    csv.hidden = !number;
  };
  more.addEventListener("click", async () => {
    const mine = current;
    if (!mine) return;
    const rows = await mine.next(ROWS, LOOKED_AT);
    if (mine !== current) return;
    const first = rows.length ? line(rows[0]) : null;
    if (first) body.append(first, ...rows.slice(1).map(line));
    mine.shown += rows.length;
    tell(!rows.length);
    if (more.hidden) first?.querySelector("a")?.focus();
  });

  /* --- CSV --- */

  const HEAD = ["quotation", "speaker", "type", "outlet", "date", "date_is", "confidence", "versions", "article", "permalink"];
  /** Quoted; a cell that a spreadsheet would take for a formula becomes text, as in data/quotations.csv.
   * @param {string | number} value */
  const cell = (value) => {
    const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  csv.addEventListener("click", async () => {
    const mine = asked;
    const { next } = await find();
    const lines = [HEAD.join(",")];
    const before = status.textContent;
    csv.disabled = true;
    for (let rows; mine === asked && (rows = await next(ROWS * 20)).length; ) {
      for (const [text, slug, anchor, , name, outlet, date, type, sure, , versions] of rows) {
        const values = [text, name, TYPES[type], outlet, ...(date.startsWith("p") ? [date.slice(1), "published"] : [date, date && "said"]), sure / 100, versions, slug, `${verbatim.root}articles/${slug}.html#${anchor}`];
        lines.push(values.map(cell).join(","));
      }
      status.textContent = `Collecting: ${(lines.length - 1).toLocaleString("en-GB")} quotations`;
    }
    csv.disabled = false;
    if (mine !== asked) return;
    status.textContent = before;
    const address = URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
    el("a", { href: address, download: "quotations.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });

  /* --- start --- */

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed(true);
  });
  clear.addEventListener("click", () => {
    form.reset();
    changed(true);
    box.focus();
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => changed(false), WAIT);
  });
  box.addEventListener("change", () => {
    clearTimeout(timer);
    changed(true);
  });
  addEventListener("popstate", restore);

  Promise.all([verbatim.include("index"), verbatim.include("filters")]).then(() => {
    filters = verbatim.filters(changed, true);
    form.replaceChildren(el("label", { class: "v-field v-field-words" }, el("span", {}, "Quotations with"), box), ...filters.nodes);
    form.hidden = false;
    return restore();
  });
})();
