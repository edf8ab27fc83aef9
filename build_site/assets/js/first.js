// @ts-check
/*
 * What runs before the first paint: the colours that were chosen here, else dark where the reader's system is
 * dark; and what the theme's own scripts ask of every page. A file, so that no page holds a script.
 */
(() => {
  "use strict";
  /** @typedef {{ media?: string, scheme?: string, primary?: string, accent?: string }} Colours */
  const here = /** @type {HTMLScriptElement} */ (document.currentScript);
  const scope = here.dataset.scope ? new URL(here.dataset.scope, location.href) : new URL("..", here.src);
  /** @param {string} key @param {Storage} [storage] @param {URL} [at] */
  const get = (key, storage = localStorage, at = scope) =>
    JSON.parse(storage.getItem(`${at.pathname}.${key}`) ?? "null");
  /** @param {string} key @param {unknown} value @param {Storage} [storage] @param {URL} [at] */
  const set = (key, value, storage = localStorage, at = scope) => {
    try {
      storage.setItem(`${at.pathname}.${key}`, JSON.stringify(value));
    } catch {} // a private window may refuse
  };
  /** @param {string} text */
  const hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
  // The policy holds since it was read: a page that is shown has no element left that could be a source's.
  document.querySelector("meta[http-equiv]")?.remove();
  Object.assign(window, { __md_scope: scope, __md_get: get, __md_set: set, __md_hash: hash });

  /** @param {string} markup */
  const made = (markup) => Object.assign(document.createElement("template"), { innerHTML: markup }).content;

  /* The usual navigation: in most pages a group of it is a link to its first page, and unfolds here. */
  const GROUPS = [
    "Stories|stories/index.html;Articles|articles/index.html;Outlets|outlets/index.html;How outlets report|how-outlets-report.html",
    "Speakers|actors/index.html;Sources without a name|sources/index.html;Who quotes whom|who-quotes-whom.html",
    "Statements|statements/index.html;Quotations|quotations/index.html;Timeline|timeline.html",
    "Method|method.html;Data|data/index.html",
  ].map((group) => group.split(";").map((page) => page.split("|")));
  const root = new URL("..", here.src).href;
  for (const link of document.querySelectorAll(".v-head-nav > ul > li > a")) {
    const group = GROUPS.find(([[, first]]) => link instanceof HTMLAnchorElement && link.href === root + first);
    if (!group) continue;
    const fold = made('<details name="v-nav"><summary></summary><ul></ul></details>');
    const [summary, list] = /** @type {[HTMLElement, HTMLElement]} */ ([...fold.querySelectorAll("summary, ul")]);
    summary.textContent = link.textContent;
    summary.className = link.className;
    for (const [title, path] of group) {
      const page = Object.assign(document.createElement("a"), { href: root + path, textContent: title });
      if (link.className && page.href === new URL("index.html", location.href).href) page.setAttribute("aria-current", "true");
      const item = document.createElement("li");
      item.append(page);
      list.append(item);
    }
    link.replaceWith(fold);
  }

  if (!document.querySelector('link[rel~="feed"]'))
    for (const [type, path] of [["feed+json", "data/feed.json"], ["atom+xml", "data/feed.atom"]])
      document.head.append(Object.assign(document.createElement("link"), { rel: "alternate feed", type: `application/${type}`, href: root + path }));

  /* The tools of the header, which do nothing without a script. */
  const help = here.parentElement?.querySelector(".v-head-help");
  if (help instanceof HTMLElement) help.title = help.ariaLabel ?? "";
  help?.before(made('<button type="button" class="v-head-search" data-v-search aria-haspopup="dialog" aria-keyshortcuts="/ Control+K">Search<kbd aria-hidden="true">/</kbd></button>'));
  /** @type {Record<string, string>} */
  const PICTURES = {
    night: '<path d="M20 14A9 9 0 1 1 10 4a7 7 0 0 0 10 10z"/>',
    sun: '<circle cx="12" cy="12" r="5"/><path d="M12 1v4m0 14v4M1 12h4m14 0h4M4 4l3 3m10 10 3 3M4 20l3-3M17 7l3-3" stroke="currentcolor" stroke-width="2"/>',
  };
  const USUAL =
    "(prefers-color-scheme: light)|default|custom|custom|Switch to dark colours|night;(prefers-color-scheme: dark)|slate|custom|custom|Switch to light colours|sun";
  const told = here.dataset.palette === "" ? USUAL : here.dataset.palette;
  const options = told?.split(";").map((option) => option.split("|")) ?? [];
  if (options.length) {
    const form = document.createElement("form");
    form.className = "md-header__option";
    form.dataset.mdComponent = "palette";
    for (const [at, [media = "", scheme = "", primary = "", accent = "", name = "", picture = ""]] of options.entries()) {
      const parts = made(
        '<input class="md-option" type="radio" name="__palette"><label class="md-header__button md-icon" hidden></label>',
      );
      const [input, label] = /** @type {[HTMLInputElement, HTMLLabelElement]} */ ([...parts.children]);
      input.id = `__palette_${at}`;
      input.ariaLabel = label.title = name;
      for (const [key, value] of Object.entries({ media, scheme, primary, accent }))
        input.setAttribute(`data-md-color-${key}`, value);
      label.htmlFor = `__palette_${(at + 1) % options.length}`;
      label.innerHTML = `<svg viewBox="0 0 24 24">${PICTURES[picture]}</svg>`;
      form.append(parts);
    }
    here.before(form);
  }

  const inputs = [...document.querySelectorAll("input[data-md-color-media]")].map(
    (one) => /** @type {HTMLInputElement} */ (one),
  );
  /** @param {HTMLInputElement} input @returns {Colours} */
  const of = (input) =>
    Object.fromEntries(
      ["media", "scheme", "primary", "accent"].map((key) => [key, input.getAttribute(`data-md-color-${key}`) ?? ""]),
    );
  /** @param {Colours} colours */
  const put = (colours) => {
    for (const [key, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${key}`, value);
  };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const chosen = /** @type {Colours | undefined} */ (get("__palette")?.color);
  if (chosen?.media === "(prefers-color-scheme)") {
    const own = inputs.find((one) => of(one).media === `(prefers-color-scheme: ${dark ? "dark" : "light"})`);
    put({ ...chosen, ...(own && of(own)) });
  } else if (chosen) put(chosen);
  else if (dark) put({ scheme: "slate" });
  else if (!document.body.hasAttribute("data-md-color-scheme")) put({ scheme: "default" });

  /* Tabs of pages that people write: the one that the address names, and those chosen before. */
  addEventListener("DOMContentLoaded", () => {
    /** @param {string} id */
    const check = (id) => {
      const found = document.getElementById(id);
      if (found instanceof HTMLInputElement && found.name.startsWith("__tabbed_")) found.checked = true;
    };
    const before = "linked" in here.dataset && get("__tabs");
    if (Array.isArray(before))
      for (const tabs of document.querySelectorAll(".tabbed-set")) {
        const labels = [...tabs.querySelectorAll("label")];
        const label = before.map((tab) => labels.find((one) => one.innerText.trim() === tab)).find(Boolean);
        if (label) check(label.htmlFor);
      }
    check(location.hash.slice(1));
  });

  /* On pages of ours the theme's bundle does not run: the button of light and dark works without it. */
  if (!("vOwn" in here.dataset)) return;
  document.documentElement.classList.remove("no-js");
  // What the address asks for comes: the whole table is not shown before it.
  if (location.search) document.documentElement.classList.add("v-asked");
  /** @param {HTMLInputElement} input */
  const show = (input) => {
    input.checked = true;
    for (const one of inputs) {
      const label = one.nextElementSibling;
      if (label instanceof HTMLLabelElement) label.hidden = one !== input;
    }
  };
  const now = document.body.getAttribute("data-md-color-scheme");
  const first = inputs.find((one) => of(one).scheme === now) ?? inputs[0];
  if (first) show(first);
  for (const input of inputs)
    input.addEventListener("change", () => {
      put(of(input));
      show(input);
      set("__palette", { index: inputs.indexOf(input), color: of(input) });
    });
})();
