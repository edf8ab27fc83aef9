// @ts-check
/* An article's page: the card of a quotation, modes, the legend as a filter, permalinks, and the keys j and k. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el, entryOf, idOf, partsOf, marksOf } = verbatim;
  const article = /** @type {HTMLElement} */ (document.querySelector(".v-article"));
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) => [...article.querySelectorAll(selector)].map((found) => /** @type {HTMLElement} */ (found));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  /** @type {Map<string, HTMLElement>} */
  const badges = new Map(all(".v-text a.v-badge").map((badge) => [idOf(badge), badge]));
  /* Initials are enough to see; whoever hears the page is told whose words they are. */
  for (const [id, badge] of badges) {
    const facts = entryOf(id)?.querySelector("p + p");
    const who = facts?.querySelector("b")?.textContent, type = facts?.querySelector("u")?.textContent;
    badge.setAttribute("aria-label", `Quotation ${badge.dataset.n}: ${who}, ${type}`);
    badge.setAttribute("aria-haspopup", "dialog");
  }

  /* --- the card --- */

  const LATE = 150;
  /** What the speaker is, where that is known and comes in time. @param {string | null | undefined} key */
  const role = async (key) => {
    if (!key) return "";
    try {
      await verbatim.include("previews");
      return (await Promise.race([verbatim.known(key), new Promise((resolve) => setTimeout(resolve, LATE))]))?.[2] ?? "";
    } catch {
      return "";
    }
  };
  /** A clone that may stand beside its original. @param {Element | null | undefined} node */
  const copyOf = (node) => {
    const clone = /** @type {Element | undefined} */ (node?.cloneNode(true));
    for (const inner of clone ? [clone, ...clone.querySelectorAll("[id]")] : []) {
      inner.removeAttribute("id");
    }
    return clone;
  };
  /** Who else has it, each outlet once, and in how many wordings. @param {Element | null} others */
  const alsoIn = (others) => {
    if (!others) return null;
    const links = [...others.querySelectorAll("a")];
    const names = new Set(links.filter((link) => !verbatim.keyOf(link)).map((link) => (link.textContent ?? "").replace(/ \([^()]*\)$/, "")));
    const [first, ...rest] = names;
    const some = [first, ...rest.slice(0, 2)].join(", ") + (rest.length > 2 ? ` and ${rest.length - 2} more` : "");
    const statement = copyOf(links.find((link) => verbatim.keyOf(link)));
    return el("p", {}, `Also in ${some}`, statement && ": ", statement);
  };

  /**
   * These words in the original, where its address is stated. Many words are given by their first and last, so that
   * a change between breaks no link; "-" and "," mean something of their own there.
   * @param {HTMLElement} mark
   */
  const original = (mark) => {
    const address = article.querySelector('.v-provenance a[rel="external"]')?.getAttribute("href")?.replace(/#.*/s, "");
    const words = (mark.textContent ?? "").match(/\S+/g);
    if (!address || !words) return null;
    const parts = words.length > 10 ? [words.slice(0, 5), words.slice(-5)] : [words];
    const fragment = parts.map((part) => encodeURIComponent(part.join(" ")).replaceAll("-", "%2D")).join(",");
    return el("a", { href: `${address}#:~:text=${fragment}`, rel: "external" }, "These words in the original");
  };

  /** From the page's own list: nothing is stored twice. @param {Element} target */
  const content = async (target) => {
    const id = idOf(target);
    const entry = entryOf(id);
    const facts = entry?.querySelector("p + p");
    if (!entry || !facts) return null;
    const who = facts.querySelector("b");
    const about = await role(verbatim.keyOf(who?.querySelector("a")));
    /** @type {HTMLElement[]} */
    const parts = partsOf(id);
    const why = copyOf(entry.querySelector(":scope > details"));
    why?.classList.add("v-why");
    const said = entry.querySelector(".v-as-said-fact");
    const marks = marksOf(id);
    const there = marks.length && original(marks[0]);
    for (const part of parts) part.classList.add("v-lit");
    return {
      label: badges.get(id)?.getAttribute("aria-label") ?? "Quotation",
      closed: () => {
        for (const part of parts) part.classList.remove("v-lit");
      },
      clear: marks,
      column: article.querySelector(".v-text"),
      body: el("div", { class: "v-quotation-card" },
        el("p", { class: "v-card-who" }, ...[...(who?.childNodes ?? [])].map((node) => node instanceof Element ? copyOf(node) : node.cloneNode(true)),
          " ", el("span", { class: "v-soft" }, about)),
        alsoIn(facts.querySelector(".v-others")),
        said && el("div", { class: "v-card-said" }, ...[...said.childNodes].map((node) => node.cloneNode(true))),
        copyMenu(id), why,
        el("p", { class: "v-card-foot" }, copyOf(facts.querySelector("u")), " · ", el("a", { href: `#${entry.id}` }, "In the list of quotations"),
          there && " · ", there)),
    };
  };

  /** Link and words at once; the rest in a fold. @param {string} id */
  const copyMenu = (id) => {
    const said = el("span", { role: "status", class: "v-copied" });
    const choices = el("div", { class: "v-copy-choices" });
    /** @param {string} name @param {string} label */
    const button = (name, label) => {
      const made = el("button", { type: "button", "data-format": name }, label);
      made.addEventListener("click", async () => {
        await verbatim.include("copy");
        said.textContent = (await verbatim.copy.put(name, id)) ? `Copied: ${label}` : "Your browser does not let this page copy";
      });
      return made;
    };
    const menu = el("details", {}, el("summary", {}, "Cite, embed, correct"), choices);
    menu.addEventListener("toggle", async () => {
      if (!menu.open || choices.childElementCount) return;
      await verbatim.include("copy");
      choices.append(...verbatim.copy.formats(id).map((/** @type {[string, string]} */ [name, label]) => button(name, label)), ...verbatim.copy.links(id));
    });
    return el("div", { class: "v-copy" }, el("div", { class: "v-copy-choices" }, button("link", "Copy link"), button("quotation", "Copy quotation")), menu, said);
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

  const names = all(".v-legend button[data-q]");
  for (const name of names) name.setAttribute("aria-pressed", "false");
  /** The quotations of a speaker: each name knows the numbers. @param {HTMLElement} name */
  const idsOf = (name) => {
    const entries = all(".v-list > li");
    return (name.dataset.q ?? "").split(" ").map((number) => (entries[Number(number) - 1]?.id ?? "").replace(/^l-/, "q-"));
  };
  const everyone = el("button", { type: "button", class: "v-everyone", hidden: true }, "Everyone");
  article.querySelector(".v-speakers")?.append(everyone);
  /** Show the quotations of one speaker alone, or of everybody. @param {HTMLElement} [only] */
  const isolate = (only) => {
    for (const name of names) {
      const count = /** @type {HTMLElement} */ (name.querySelector("i"));
      name.setAttribute("aria-pressed", String(name === only));
      count.textContent = count.textContent?.replace(/.*\//, "") ?? "";
    }
    everyone.toggleAttribute("hidden", !only);
    for (const name of names) {
      const hushed = Boolean(only) && name !== only;
      for (const id of idsOf(name)) {
        for (const part of [...marksOf(id), badges.get(id), entryOf(id)]) part?.classList.toggle("v-hushed", hushed);
      }
    }
  };
  everyone.addEventListener("click", () => {
    const only = names.find((name) => name.getAttribute("aria-pressed") === "true");
    isolate();
    only?.focus({ preventScroll: true });
  });
  /** The first click shows a speaker alone, each further one steps to the next quotation. */
  for (const button of names) {
    let at = -1;
    button.addEventListener("click", () => {
      const own = idsOf(button).filter((id) => badges.has(id));
      if (button.getAttribute("aria-pressed") !== "true") {
        isolate(button);
        at = -1;
      }
      if (!own.length) return;
      at = (at + 1) % own.length;
      const place = document.getElementById(own[at]) ?? badges.get(own[at]);
      const count = /** @type {HTMLElement} */ (button.querySelector("i"));
      if (own.length > 1) count.textContent = `${at + 1}/${own.length}`;
      place?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
      mark(own[at]);
    });
  }

  /* Who begins to speak is named beside the paragraph, where there is room: to the eye, as the badges say it too. */
  let before = "";
  for (const block of all(".v-text [data-span]")) {
    const begun = [...block.querySelectorAll("mark[id]")].map((part) => ` ${part.getAttribute("data-q")} `);
    const here = new Set(begun.map((number) => names.find((name) => ` ${name.dataset.q} `.includes(number))));
    const side = el("span", { class: "v-side", "data-apparatus": true, "aria-hidden": "true" },
      ...[...here].map((name) => name && el("span", { class: name.className }, name.children[1].textContent)));
    if (begun.length && side.innerHTML !== before) block.append(side);
    before = side.innerHTML || before;
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
  /** @param {string} [id] */
  const mark = (id) => {
    for (const part of all(".v-target")) part.classList.remove("v-target");
    if (id) for (const part of marksOf(id)) part.classList.add("v-target");
  };
  /** @param {string} text */
  const tell = (text) => {
    const told = article.querySelector(".v-gone-note") ?? el("p", { class: "v-gone-note", role: "alert", "data-apparatus": true });
    told.textContent = text;
    article.prepend(told);
  };
  /** What the address names is shown, whatever is switched off or folded; what is gone is told. */
  const target = () => {
    const id = anchor();
    mark(id);
    article.querySelector(".v-gone-note")?.remove();
    if (!/^[ql]-/.test(id)) return;
    const place = document.getElementById(id);
    if (!place) {
      tell("No quotation of this article has that address now. It was corrected, was found too doubtful to count, or its words changed in the article; those that are left are listed below the text.");
      return;
    }
    let moved = false;
    const own = id.replace(/^l-/, "q-");
    if (place.matches(".v-doubt") || place.closest(".v-doubts")) {
      const evidence = /** @type {HTMLElement | null} */ (article.querySelector('.v-modes input[value="evidence"]'));
      evidence?.click();
      if (place.matches(".v-doubt")) tell("These words may be a quotation, and are not sure enough to count as one.");
      moved = true;
    }
    if (entryOf(own)?.classList.contains("v-hushed")) {
      isolate();
      moved = true;
    }
    for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
      moved ||= !fold.open;
      fold.open = true;
    }
    if (moved) place.scrollIntoView();
  };
  addEventListener("hashchange", target);
  target();

  /* --- on paper --- */

  /** A note on paper has its whole address, that of the published site where this is a copy on a disk. */
  addEventListener("beforeprint", () => {
    const published = document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? "";
    const copy = location.protocol === "file:" && published && !/^https?:\/\/localhost/.test(published);
    const page = copy ? published : location.href.replace(/#.*$/s, "");
    for (const note of all(".v-list > li")) note.dataset.whole = `${page}#${note.id.replace(/^l-/, "q-")}`;
  });

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
