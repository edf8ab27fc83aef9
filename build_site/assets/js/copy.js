// @ts-check
/* What the copy menu of a quotation puts on the clipboard; the facts come from the page's own JSON-LD and list. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;

  /** @param {string | null | undefined} text */
  const line = (text) => (text ?? "").replace(/\s+/g, " ").trim();

  /** The words of the quotation up to where it is broken off, as the text has them. @param {string} id */
  const first = (id) => {
    const clone = /** @type {Element | undefined} */ (verbatim.marksOf(id)[0]?.cloneNode(true));
    for (const own of clone?.querySelectorAll("[data-apparatus]") ?? []) own.remove();
    return clone?.textContent ?? "";
  };

  /**
   * Everything that a citation may say of the quotation `id`; what nobody stated is "".
   * @param {string} id
   */
  const facts = (id) => {
    const article = /** @type {HTMLElement} */ (document.querySelector(".v-article"));
    const data = JSON.parse(article.querySelector('script[type="application/ld+json"]')?.textContent || "{}");
    const entry = document.getElementById(id.replace(/^q-/, "l-"));
    const quotation = (data.hasPart ?? []).find((/** @type {any} */ part) => part["@id"] === `#${id}`);
    const speaker = entry?.querySelector("p + p > b > a")?.textContent ?? quotation?.creator?.name;
    return {
      id,
      slug: article.dataset.article ?? "",
      type: line(entry?.querySelector("u")?.textContent) || "direct",
      text: String(entry?.querySelector("q")?.textContent ?? quotation?.text ?? ""),
      words: first(id) || String(quotation?.text ?? "").split(" […] ")[0],
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
      `  - article: ${JSON.stringify(f.slug)}`,
      `    quote: ${JSON.stringify(f.words)}`,
      `    speaker: ${JSON.stringify(f.speaker || "unattributed")}`,
      "    note: \"\"",
      "",
    ].join("\n");

  /** A frame that shows this quotation and needs no script. @param {Facts} f */
  const embed = (f) => {
    const frame = verbatim.el("iframe", {
      src: `${verbatim.root}embed/${f.slug}.html#${f.id}`, title: `Quotation of ${who(f)}`, width: 600, height: Math.min(480, 190 + 28 * Math.ceil(f.text.length / 62)),
      loading: "lazy", style: "max-width:100%;border:0",
    });
    return frame.outerHTML;
  };

  /** A new issue of the repository that the site names, filled in; null where it names none. @param {Facts} f */
  const issue = (f) => {
    const repository = /** @type {HTMLElement | null} */ (document.querySelector("[data-repo]"))?.dataset.repo?.replace(/\/$/, "");
    if (!repository) return null;
    const title = `Wrong about a quotation in “${f.title}”`;
    const text = `${f.link}\n\nWhat is wrong:\n\n\nFor seeds/corrections.yml:\n\n    ${correction(f).trim().replaceAll("\n", "\n    ")}\n`;
    return /gitlab/.test(new URL(repository).host)
      ? `${repository}/-/issues/new?${new URLSearchParams({ "issue[title]": title, "issue[description]": text })}`
      : `${repository}/issues/new?${new URLSearchParams({ title, body: text })}`;
  };

  /** @type {[string, string, (f: Facts) => string][]} */
  const FORMATS = [
    ["link", "Link", (f) => f.link],
    ["quotation", "Quotation", (f) => `${said(f)} — ${plain(f)}`],
    ["plain", "Citation", plain],
    ["chicago", "Chicago", chicago],
    ["bibtex", "BibTeX", bibtex],
    ["csl", "CSL-JSON", csl],
    ["ris", "RIS", ris],
    ["embed", "Embed", embed],
    ["correction", "Correction", correction],
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
    /** Those beside link and words, which have buttons of their own; a paraphrase has no frame but where all have.
     * @param {string} id */
    formats: (id) => FORMATS.slice(2).filter(([name]) => name !== "embed" || facts(id).type !== "indirect" || document.querySelector("[data-embeds]")),
    /** What is a place to go to. @param {string} id @returns {HTMLElement[]} */
    links: (id) => {
      const f = facts(id), address = issue(f);
      const image = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[property="og:image"]'))?.content;
      return [
        image && verbatim.el("a", { href: image, download: true }, "Share image"),
        address && verbatim.el("a", { href: address, rel: "external" }, "Report a mistake"),
      ].filter(Boolean);
    },
    /** @param {string} name @param {string} id */
    text: (name, id) => FORMATS.find(([known]) => known === name)?.[2](facts(id)) ?? "",
    /** @param {string} name @param {string} id @returns {Promise<boolean>} */
    put: (name, id) => clipboard(verbatim.copy.text(name, id)),
  };
})();
