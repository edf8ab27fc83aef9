// @ts-check
/*
 * What every page loads: how scripts and shards are loaded, the one card, and the keys that open the rest.
 * Nothing here reads data as HTML: text is put in as text, elements are made or cloned.
 */
(() => {
  "use strict";
  const here = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** The site's own folder, so that the pages work below any path and from file://. */
  const root = new URL("..", here.src).href;
  const assets = new URL(".", here.src).href;

  /* --- loading --- */

  /** @type {Map<string, Promise<void>>} */
  const scripts = new Map();
  /** @type {Map<string, Promise<any>>} */
  const shards = new Map();
  /** @type {Map<string, (data: any) => void>} */
  const waiting = new Map();
  const KEPT = 300;

  /** @param {string} src @returns {Promise<void>} */
  const script = (src) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = src;
      element.onload = () => (element.remove(), resolve());
      element.onerror = () => (element.remove(), reject(new Error(`cannot load ${src}`)));
      document.head.append(element);
    });

  /** One of our scripts, once. @param {string} name */
  const include = (name) => {
    if (!scripts.has(name)) {
      const loading = script(`${assets}${name}.js`);
      loading.catch(() => scripts.delete(name));
      scripts.set(name, loading);
    }
    return /** @type {Promise<void>} */ (scripts.get(name));
  };

  /** The data of a shard. Shards are scripts, for file:// lets a page load no other kind of data.
   * @param {string} name @param {string} [version] @returns {Promise<any>} */
  const load = (name, version) => {
    const known = shards.get(name);
    if (known) return known;
    const loading = new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const gone = () => waiting.delete(name) && reject(new Error(`${name} holds no data`));
      script(`${root}${name}.js${version ? `?${version}` : ""}`).then(gone, reject);
    });
    shards.set(name, loading);
    loading.catch(() => shards.delete(name));
    if (shards.size > KEPT) shards.delete(/** @type {string} */ (shards.keys().next().value));
    return loading;
  };

  /** Called by every shard. @param {string} name @param {any} data */
  const shard = (name, data) => {
    waiting.get(name)?.(data);
    waiting.delete(name);
  };

  /* --- small tools --- */

  /** What the reader chose before; private windows may refuse to say. */
  const store = {
    /** @param {string} key */
    get(key) {
      try {
        return localStorage.getItem(`verbatim.${key}`);
      } catch {
        return null;
      }
    },
    /** @param {string} key @param {string} value */
    set(key, value) {
      try {
        localStorage.setItem(`verbatim.${key}`, value);
      } catch {
        /* then it lasts as long as the page */
      }
    },
  };

  /** An element with attributes and children; strings become text.
   * @param {string} tag @param {Record<string, string | number | boolean | null | undefined>} [attributes]
   * @param {...(Node | string | null | undefined | false)} children @returns {any} */
  const el = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false && value != null) made.setAttribute(name, value === true ? "" : String(value));
    }
    made.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child != null && child !== false)));
    return made;
  };

  /** FNV-1a, 32 bits, as exports/previews.py computes it. @param {string} key */
  const hash = (key) => {
    let result = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(key)) result = Math.imul(result ^ byte, 0x01000193);
    return result >>> 0;
  };

  const MONTHS = "January February March April May June July August September October November December".split(" ");
  /** An EDTF date in words, as the pages write it. @param {string} edtf @returns {string} */
  const date = (edtf) => {
    if (edtf.includes("/")) {
      const [from, to] = edtf.split("/");
      return !from || from === ".." ? `until ${date(to)}` : !to || to === ".." ? `from ${date(from)}` : `${date(from)} to ${date(to)}`;
    }
    if (edtf.startsWith("p")) return `published ${date(edtf.slice(1))}`; // as the search index says what is no date of speaking
    const found = /^(\d{4}|XXXX)(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(?:T.*)?([?~%]?)$/.exec(edtf);
    if (!found) return edtf;
    const [, year, month, day, doubt] = found;
    const words = [day && Number(day), month && MONTHS[Number(month) - 1], year === "XXXX" ? "of a year not stated" : year].filter(Boolean).join(" ");
    return `${doubt === "?" || doubt === "%" ? "probably " : ""}${doubt === "~" || doubt === "%" ? "about " : ""}${words}`;
  };

  /** @param {EventTarget | null} target */
  const typing = (target) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

  /** Whether single keys are free to be shortcuts: the reader may turn them off (WCAG 2.1.4).
   * @param {KeyboardEvent} event */
  const shortcut = (event) =>
    !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target) && store.get("keys") !== "off" &&
    !document.querySelector("dialog[open]");

  /** The key of the preview of where a link leads, "actors/ana-ruiz"; "" where none is kept. @param {Element | null | undefined} link */
  const keyOf = (link) =>
    link instanceof HTMLAnchorElement && link.href.startsWith(root)
      ? decodeURI(/^((actors|articles|statements|outlets)\/(?!index)[^/#?]+)\.html$/.exec(link.href.slice(root.length))?.[1] ?? "")
      : "";

  /* --- the quotations of an article: in its text they have the numbers of its list --- */

  /** @param {string} id @returns {HTMLElement | null} */
  const entryOf = (id) => document.getElementById(id.replace(/^q-/, "l-"));
  /** The id of the quotation that an element of the text or its badge belongs to. @param {Element} element */
  const idOf = (element) => {
    const number = element.getAttribute("data-q");
    const entry = number ? document.querySelector(`.v-list > li:nth-child(${number})`)?.id : (element.getAttribute("href") ?? "").replace(/^.*#/, "");
    return (entry ?? "").replace(/^l-/, "q-");
  };
  /** What the text has of a quotation: its words, and those that say it was said; of a doubt nothing. @param {string} id @returns {HTMLElement[]} */
  const partsOf = (id) => {
    const entry = entryOf(id);
    const number = entry?.closest(".v-list") ? [...(entry.parentElement?.children ?? [])].indexOf(entry) + 1 : 0;
    return [...document.querySelectorAll(`.v-text [data-q="${number}"]`)].map((part) => /** @type {HTMLElement} */ (part));
  };
  /** Of these its words. @param {string} id @returns {HTMLElement[]} */
  const marksOf = (id) => partsOf(id).filter((part) => part.matches("mark"));
  const verbatim = { root, entryOf, idOf, partsOf, marksOf, include, load, shard, store, el, date, hash, shortcut, keyOf };
  Object.assign(window, { verbatim });

  /* --- search, keys, explorer, article: their scripts come when they are wanted --- */

  /** @param {string} name @param {(script: any) => void} then */
  const wanted = (name, then) => {
    include(name).then(() => then(/** @type {any} */ (verbatim)), () => {
      /* offline: the page stays what it is without this script */
    });
  };
  /** What search and explorer will ask for: loaded side by side, not one after the other. */
  const ahead = () => {
    for (const name of ["index", "filters"]) wanted(name, () => {});
    load("search/root").catch(() => {});
  };
  /** The box is there at once and takes what is typed; the rest of the dialog follows when its script has come. */
  const search = () => {
    /** @type {HTMLDialogElement} */
    const dialog = document.querySelector("dialog#v-search") ?? el("dialog", { id: "v-search", class: "v-search", "aria-label": "Search" });
    const box = dialog.querySelector("input") ?? el("input", {
      type: "search", class: "v-search-box", role: "combobox", "aria-label": "Search", "aria-expanded": "false", "aria-controls": "v-found",
      "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder: "Words, a speaker, “an exact phrase”",
    });
    if (!dialog.isConnected) document.body.append(dialog);
    if (!box.isConnected) dialog.append(el("div", { class: "v-search-head" }, box));
    if (!dialog.open) dialog.showModal();
    box.focus();
    box.select();
    ahead();
    wanted("search", (v) => v.search(dialog, box));
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      search();
    } else if (event.key === "/" && shortcut(event)) {
      event.preventDefault();
      search();
    } else if (event.key === "?" && shortcut(event)) {
      event.preventDefault();
      wanted("keys", (v) => v.keys());
    }
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey) return;
    if (event.target.closest("[data-v-search]")) {
      event.preventDefault();
      search();
    }
  });

  const article = /** @type {HTMLElement | null} */ (document.querySelector(".v-article"));
  const mode = store.get("mode");
  const chosen = article && document.querySelector(`.v-modes input[value="${mode === "off" || mode === "evidence" ? mode : "quotations"}"]`);
  if (article && chosen instanceof HTMLInputElement) {
    chosen.checked = true;
    article.dataset.mode = chosen.value;
  }
  if (article) wanted("reading", () => {});
  if (document.querySelector(".v-pictures")) wanted("variants", () => {});
  if (document.querySelector(".v-whole")) wanted("parts", () => {});
  if (document.querySelector("[data-explorer]")) {
    if (location.search) ahead();
    wanted("explorer", () => {});
  }

  /* What a collation shows follows from which of its buttons are pressed. */
  for (const button of document.querySelectorAll(".v-collation button[data-toggle]")) {
    button.addEventListener("click", () => button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true")));
  }

  /* A link's preview: the first hover or focus loads what shows it, and is not lost. */
  /** @param {Event} event */
  const preview = (event) => {
    const link = event.target instanceof Element && event.target.closest(".v-main a");
    if (!link || !keyOf(link) || ("pointerType" in event && event.pointerType === "touch")) return;
    document.removeEventListener("pointerover", preview);
    document.removeEventListener("focusin", preview);
    wanted("card", () => wanted("previews", (v) => v.previews(link)));
  };
  document.addEventListener("pointerover", preview);
  document.addEventListener("focusin", preview);
})();
