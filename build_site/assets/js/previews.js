// @ts-check
/* Previews of actors, articles and statements, wherever a link leads to one. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el } = verbatim;

  /** Kind, title, what it is, figures, date. @param {string} key @returns {Promise<string[]>} */
  verbatim.known = async (key) => (await verbatim.load(`previews/${verbatim.hash(key) % (await verbatim.load("previews/root"))}`))[key];

  /** @param {Element} link */
  const content = async (link) => {
    try {
      const record = await verbatim.known(verbatim.keyOf(link));
      if (!record) return null;
      const [kind, title, about, figures, edtf] = record;
      const line = [about, edtf && verbatim.date(edtf)].filter(Boolean).join(" · ");
      return {
        label: title,
        body: el("div", { class: "v-preview" },
          el("p", { class: "v-preview-kind" }, kind),
          el("p", { class: "v-preview-title" }, title),
          line && el("p", {}, line),
          el("p", { class: "v-soft" }, figures)),
      };
    } catch {
      return null;
    }
  };

  let offered = false;
  /** Start, with the link that was hovered or focused before this script was there. @param {Element} first */
  verbatim.previews = (first) => {
    if (!offered) verbatim.card.offer(".v-main a", (/** @type {Element} */ link) => (verbatim.keyOf(link) ? link : null), content, false);
    offered = true;
    if (first.matches(":hover")) first.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
    else if (first.matches(":focus-visible")) first.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  };
})();
