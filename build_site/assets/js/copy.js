// @ts-check
/* What the copy menu of a quotation puts on the clipboard; the facts come from the page's own JSON-LD and list. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;

  /** @param {string | null | undefined} text */
  const line = (text) => (text ?? "").replace(/\s+/g, " ").trim();

  /**
   * Everything that a citation may say of the quotation `id`; what nobody stated is "".
   * @param {string} id
   */
  const facts = (id) => {
    const article = /** @type {HTMLElement} */ (document.querySelector(".v-article"));
    const data = JSON.parse(article.querySelector('script[type="application/ld+json"]')?.textContent || "{}");
    const entry = document.getElementById(id.replace(/^q-/, "l-"));
    const quotation = (data.hasPart ?? []).find((/** @type {any} */ part) => part["@id"] === `#${id}`);
    const speaker = entry?.querySelector(".v-facts dd > a")?.textContent ?? quotation?.creator?.name;
    const file = article.querySelector(".v-colophon code")?.textContent ?? article.dataset.article;
    return {
      id,
      slug: article.dataset.article ?? "",
      file: line(file),
      type: line(entry?.querySelector(".v-type")?.textContent) || "direct",
      text: String(entry?.querySelector(".v-said")?.textContent ?? quotation?.text ?? ""),
      words: entry?.dataset.words ?? String(quotation?.text ?? ""),
      speaker: line(speaker),
      title: line(data.headline ?? document.querySelector("h1")?.textContent),
      outlet: line(data.publisher?.name),
      authors: /** @type {string[]} */ ([data.author ?? []].flat().map((/** @type {any} */ one) => line(one.name))),
      date: line(data.datePublished),
      url: line(data.url),
      language: line(data.inLanguage),
      link: `${location.href.replace(/#.*$/s, "")}#${id}`,
    };
  };
  /** @typedef {ReturnType<typeof facts>} Facts */

  /** @param {Facts} f */
  const parts = (f) => f.date.split("-").filter(Boolean).map(Number);
  /** @param {Facts} f */
  const said = (f) => (f.type === "direct" ? line(f.text) : `${line(f.text)} (as paraphrased${f.outlet ? ` by ${f.outlet}` : ""})`);
  /** @param {Facts} f */
  const who = (f) => f.speaker || "Speaker not identified";
  /** @param {Facts} f */
  const note = (f) => `${who(f)}, ${f.type} quotation: ${said(f)} ${f.url ? f.link : ""}`.trim();

  /** @param {string[]} names */
  const series = (names) =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")}${names.length > 2 ? "," : ""} and ${names.at(-1)}`;

  /** @param {Facts} f */
  const plain = (f) =>
    `${[who(f), `in “${f.title}”`, f.outlet, f.date && verbatim.date(f.date), f.link].filter(Boolean).join(", ")}.`;

  /** Notes and bibliography, 17th edition: author, title, newspaper, date, address. @param {Facts} f */
  const chicago = (f) => {
    const [year, month, day] = parts(f);
    const name = month ? verbatim.date(f.date.slice(0, 7)).split(" ")[0] : "";
    const date = year ? [name && (day ? `${name} ${day},` : name), year].filter(Boolean).join(" ") : "";
    const where = [f.outlet, date].filter(Boolean).join(", ");
    const stop = (/** @type {string} */ text) => (/[.?!]$/.test(text) ? text : `${text}.`);
    return [f.authors.length && stop(series(f.authors)), `“${stop(f.title)}”`, where && stop(where), `${f.url || f.link}.`].filter(Boolean).join(" ");
  };

  /** @type {Record<string, string>} */
  const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  /** @param {string} text */
  const tex = (text) => line(text).replace(/[\\{}$&#^_~%]/g, (c) => TEX[c] ?? `\\${c}`);
  /** @param {Facts} f */
  const bibtex = (f) => {
    const fields = {
      title: `{${tex(f.title)}}`,
      author: f.authors.map((name) => `{${tex(name)}}`).join(" and "),
      organization: tex(f.outlet),
      date: f.date,
      url: (f.url || f.link).replaceAll("{", "%7B").replaceAll("}", "%7D"),
      note: tex(note(f)),
    };
    const lines = Object.entries(fields).filter(([, value]) => value).map(([key, value]) => `  ${key} = {${value}},\n`);
    return `@online{${f.slug}-${f.id},\n${lines.join("")}}\n`;
  };

  /** @param {Facts} f */
  const csl = (f) => {
    const item = {
      id: `${f.slug}#${f.id}`,
      type: f.outlet ? "article-newspaper" : "webpage",
      title: f.title,
      author: f.authors.length ? f.authors.map((literal) => ({ literal })) : undefined,
      "container-title": f.outlet || undefined,
      issued: f.date ? { "date-parts": [parts(f)] } : undefined,
      URL: f.url || f.link,
      language: f.language || undefined,
      note: note(f),
    };
    return `${JSON.stringify([item], null, 1)}\n`;
  };

  /** @param {Facts} f */
  const ris = (f) => {
    const [year] = f.date.split("-");
    const rows = [
      ["TY", f.outlet ? "NEWS" : "ELEC"], ["ID", `${f.slug}#${f.id}`], ["TI", f.title], ...f.authors.map((name) => ["AU", name]), ["T2", f.outlet],
      ["PY", year], ["DA", f.date.replaceAll("-", "/")], ["UR", f.url || f.link], ["N1", note(f)],
    ];
    return `${rows.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\r\n`).join("")}ER  - \r\n`;
  };

  /** An entry for seeds/corrections.yml, to be changed by hand; a JSON string is a YAML string. @param {Facts} f */
  const correction = (f) =>
    [
      "quotations:",
      `  - article: ${JSON.stringify(f.file)}`,
      `    quote: ${JSON.stringify(f.words.split(" […] ")[0])}`,
      `    speaker: ${JSON.stringify(f.speaker || "unattributed")}`,
      "    note: \"\"",
      "",
    ].join("\n");

  /** @type {[string, string, (f: Facts) => string][]} */
  const FORMATS = [
    ["link", "Link", (f) => f.link],
    ["quotation", "Quotation", (f) => `${said(f)} — ${plain(f)}`],
    ["plain", "Citation", plain],
    ["chicago", "Chicago", chicago],
    ["bibtex", "BibTeX", bibtex],
    ["csl", "CSL-JSON", csl],
    ["ris", "RIS", ris],
    ["correction", "Correction (YAML)", correction],
  ];

  /** @param {string} text */
  const clipboard = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = verbatim.el("textarea", { class: "v-offscreen", readonly: true });
      area.value = text;
      const held = document.activeElement;
      (verbatim.card?.element ?? document.body).append(area);
      area.select();
      const done = document.execCommand("copy");
      if (held instanceof HTMLElement) held.focus({ preventScroll: true });
      area.remove();
      return done;
    }
  };

  verbatim.copy = {
    formats: FORMATS.map(([name, label]) => [name, label]),
    /** @param {string} name @param {string} id */
    text: (name, id) => FORMATS.find(([known]) => known === name)?.[2](facts(id)) ?? "",
    /** @param {string} name @param {string} id @returns {Promise<boolean>} */
    put: (name, id) => clipboard(verbatim.copy.text(name, id)),
  };
})();
