// @ts-check
/* An article's page: the card of a quotation, modes, the legend as a filter, permalinks, and the keys j and k. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el } = verbatim;
  const article = /** @type {HTMLElement} */ (document.querySelector(".v-article"));
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) => [...article.querySelectorAll(selector)].map((found) => /** @type {HTMLElement} */ (found));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  /** The id of the quotation that an element of the text or its badge belongs to. @param {Element} element */
  const idOf = (element) => element.getAttribute("data-q") ?? (element.getAttribute("href") ?? "").replace(/^.*#l-/, "q-");
  /** @param {string} id @returns {HTMLElement | null} */
  const entryOf = (id) => document.getElementById(id.replace(/^q-/, "l-"));
  /** @type {Map<string, HTMLElement>} */
  const badges = new Map(all(".v-text a.v-badge").map((badge) => [idOf(badge), badge]));
  for (const badge of badges.values()) badge.setAttribute("aria-haspopup", "dialog");

  /* --- the card --- */

  /** @param {string} id @param {boolean} on */
  const light = (id, on) => {
    for (const part of all(`.v-text [data-q="${id}"]`)) part.classList.toggle("v-lit", on);
  };

  /** The facts of the page's list, cloned: nothing is stored twice. @param {Element} target */
  const content = (target) => {
    const id = idOf(target);
    const entry = entryOf(id);
    const facts = entry?.querySelector(".v-facts");
    if (!entry || !facts) return null;
    const clone = /** @type {Element} */ (facts.cloneNode(true));
    for (const inner of clone.querySelectorAll("[id]")) inner.removeAttribute("id");
    for (const inner of clone.querySelectorAll("[data-preview]")) inner.removeAttribute("data-preview");
    light(id, true);
    const number = entry.querySelector(".v-number")?.textContent ?? "";
    return {
      label: badges.get(id)?.getAttribute("aria-label") ?? `Quotation ${number}`,
      closed: () => light(id, false),
      body: el("div", { class: "v-quotation-card" }, clone, copyMenu(id), el("p", { class: "v-card-foot" },
        el("a", { href: `#${entry.id}` }, "In the list of quotations"))),
    };
  };

  /** @param {string} id */
  const copyMenu = (id) => {
    const said = el("span", { role: "status", class: "v-copied" });
    const choices = el("div", { class: "v-copy-choices" });
    const menu = el("details", { class: "v-copy" }, el("summary", {}, "Copy"), choices, said);
    menu.addEventListener("toggle", async () => {
      if (!menu.open || choices.childElementCount) return;
      await verbatim.include("copy");
      for (const [name, label] of verbatim.copy.formats) {
        const button = el("button", { type: "button", "data-format": name }, label);
        button.addEventListener("click", async () => {
          said.textContent = (await verbatim.copy.put(name, id)) ? `Copied: ${label}` : "Your browser does not let this page copy";
        });
        choices.append(button);
      }
    });
    return menu;
  };

  verbatim.include("card").then(() =>
    verbatim.card.offer(".v-text mark[data-q], .v-text a.v-badge",
      (/** @type {Element} */ target) => (article.dataset.mode === "off" ? null : (badges.get(idOf(target)) ?? null)),
      content, true));

  /* --- modes and legend --- */

  for (const radio of all('.v-modes input[name="v-mode"]')) {
    radio.addEventListener("change", () => {
      const { value } = /** @type {HTMLInputElement} */ (radio);
      article.dataset.mode = value;
      verbatim.store.set("mode", value);
    });
  }

  /** @type {Map<string, string>} */
  const speakers = new Map(all(".v-text mark[data-q]").map((mark) => [idOf(mark), mark.dataset.actor ?? ""]));
  for (const button of all(".v-legend button[aria-pressed]")) {
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      for (const [id, actor] of speakers) {
        if (actor !== (button.dataset.actor ?? "")) continue;
        for (const part of all(`.v-text mark[data-q="${id}"]`)) part.classList.toggle("v-hushed", !shown);
        badges.get(id)?.classList.toggle("v-hushed", !shown);
        entryOf(id)?.classList.toggle("v-hushed", !shown);
      }
    });
  }

  /* --- permalinks --- */

  /** What the address points to; an address that is no text points nowhere. */
  const anchor = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };
  const target = () => {
    for (const mark of all(".v-target")) mark.classList.remove("v-target");
    const id = anchor();
    if (!/^[ql]-/.test(id)) return;
    const place = document.getElementById(id);
    for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      if (!fold.open) {
        fold.open = true;
        place?.scrollIntoView();
      }
    }
    if (id.startsWith("q-")) for (const part of all(`.v-text mark[data-q="${CSS.escape(id)}"]`)) part.classList.add("v-target");
  };
  addEventListener("hashchange", target);
  target();

  /* --- j and k --- */

  /** @param {1 | -1} step */
  const go = (step) => {
    const shown = [...badges.values()].filter((badge) => badge.checkVisibility?.() ?? badge.offsetParent);
    if (!shown.length) return;
    const held = verbatim.card?.element.contains(document.activeElement) ? null : document.activeElement;
    let index = shown.findIndex((badge) => badge === held);
    if (index < 0) {
      const middle = innerHeight / 3;
      const after = shown.findIndex((badge) => badge.getBoundingClientRect().top > middle);
      index = after < 0 ? shown.length : after;
      if (step > 0) index--;
    }
    const next = shown[Math.max(0, Math.min(shown.length - 1, index + step))];
    next.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    next.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if ((event.key === "j" || event.key === "k") && verbatim.shortcut(event)) {
      event.preventDefault();
      go(event.key === "j" ? 1 : -1);
    }
  });
})();
