// @ts-check
/*
 * The one card: it shows what a highlight or a link stands for, on hover, on focus and on tap. It can be hovered,
 * Escape closes it, and since it lies over the page nothing moves when it opens. On a phone it is a sheet.
 */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const OPEN_AFTER = 120;
  const CLOSE_AFTER = 220;
  /** A card beside the text, in pixels. */
  const NARROWEST = 240, WIDEST = 432;
  const phone = matchMedia("(max-width: 40rem)");

  const close = verbatim.el("button", { type: "button", class: "v-card-close", "aria-label": "Close" }, "×");
  const body = verbatim.el("div", { class: "v-card-body" });
  /** @type {HTMLElement} */
  const card = verbatim.el("div", { class: "v-card", id: "v-card", role: "dialog", hidden: true, "data-apparatus": true }, close, body);
  document.body.append(card);

  /** @type {Element | null} */
  let anchor = null;
  /** @type {(() => void) | undefined} */
  let whenClosed;
  let pinned = false;
  let timer = 0;

  /** @param {number} delay @param {() => void} action */
  const later = (delay, action) => {
    clearTimeout(timer);
    timer = window.setTimeout(action, delay);
  };

  /**
   * Beside the column of the text where there is room, else above or below all of `clear`, else a sheet: what it
   * tells of stays to be read.
   * @param {DOMRect} at @param {Content} content
   */
  const place = (at, { clear = [], column }) => {
    const edge = document.documentElement.clientWidth;
    const aside = column ? edge - column.getBoundingClientRect().right - 32 : 0;
    const beside = aside >= NARROWEST && !phone.matches;
    card.classList.remove("v-sheet");
    card.style.cssText = beside ? `width:${Math.min(aside, WIDEST)}px` : "";
    const { offsetWidth: width, offsetHeight: height } = card;
    const all = [at, ...clear.map((part) => part.getBoundingClientRect())];
    const top = Math.min(...all.map((rect) => rect.top)), bottom = Math.max(...all.map((rect) => rect.bottom));
    const below = innerHeight - bottom > height + 12;
    if (phone.matches || (!beside && !below && top < height + 60)) {
      card.classList.add("v-sheet");
      card.style.cssText = "";
      // What was tapped stays in sight above the sheet.
      const hidden = Math.min(at.bottom + card.offsetHeight + 16 - innerHeight, at.top - 60);
      if (pinned && hidden > 0) scrollBy(0, hidden);
      return;
    }
    const left = beside ? edge - aside - 16 : Math.max(8, Math.min(at.left, edge - width - 8));
    const y = beside ? Math.max(60, Math.min(at.top - 12, innerHeight - height - 8)) : below ? bottom + 6 : top - height - 6;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${y + scrollY}px`;
  };

  /** The line of a highlight over several lines that the pointer is on.
   * @param {Element} target @param {number} [y] */
  const line = (target, y) => {
    const rects = [...target.getClientRects()];
    return rects.find((rect) => y !== undefined && y >= rect.top - 2 && y <= rect.bottom + 2) ?? rects[0] ?? target.getBoundingClientRect();
  };

  /**
   * @typedef {object} Content
   * @property {string} label
   * @property {Node} body
   * @property {Element[]} [clear] what it must not cover
   * @property {Element | null} [column] beside which it stands
   * @property {() => void} [closed]
   */
  /** @param {Element} target @param {Content} content @param {{ y?: number, pin?: boolean }} [how] */
  const show = (target, content, how = {}) => {
    clearTimeout(timer);
    if (anchor !== target) hide();
    anchor = target;
    pinned = Boolean(how.pin);
    whenClosed = content.closed;
    body.replaceChildren(content.body);
    card.setAttribute("aria-label", content.label);
    card.hidden = false;
    place(line(target, how.y), content);
    if (pinned) close.focus({ preventScroll: true });
  };

  const hide = () => {
    clearTimeout(timer);
    if (card.hidden) return;
    const held = card.contains(document.activeElement);
    const back = anchor;
    card.hidden = true;
    anchor = null;
    pinned = false;
    whenClosed?.();
    whenClosed = undefined;
    if (held && back instanceof HTMLElement) {
      silent = true;
      back.focus({ preventScroll: true });
      silent = false;
    }
  };
  /** Focus that comes back from the card does not open it again. */
  let silent = false;

  /**
   * Show a card for what matches `selector`.
   * @param {string} selector
   * @param {(target: Element) => Element | null} anchorOf what the card belongs to: a mark's badge
   * @param {(target: Element) => Content | null | Promise<Content | null>} contentOf
   * @param {boolean} taps whether a click opens the card instead of following the link
   */
  const offer = (selector, anchorOf, contentOf, taps) => {
    /** @param {EventTarget | null} target */
    const match = (target) => {
      const found = target instanceof Element && !card.contains(target) ? target.closest(selector) : null;
      return found && anchorOf(found) ? found : null;
    };
    let wish = 0;
    /** @param {Element} target @param {{ y?: number, pin?: boolean }} how */
    const open = async (target, how) => {
      const mine = ++wish;
      const content = await contentOf(target);
      const owner = anchorOf(target);
      if (!content || !owner || mine !== wish || !target.isConnected) return;
      if (!how.pin && pinned && owner === anchor) return;
      show(owner, content, how);
      if (how.y !== undefined && !how.pin) place(line(target, how.y), content);
    };
    document.addEventListener("pointerover", (event) => {
      const target = event.pointerType === "touch" ? null : match(event.target);
      if (!target) return;
      if (anchorOf(target) === anchor) clearTimeout(timer);
      else if (!pinned) later(OPEN_AFTER, () => open(target, { y: event.clientY }));
    });
    document.addEventListener("pointerout", (event) => {
      const target = event.pointerType === "touch" ? null : match(event.target);
      if (!target || match(event.relatedTarget) === target) return;
      wish++;
      if (!pinned) later(CLOSE_AFTER, hide);
    });
    document.addEventListener("focusin", (event) => {
      const target = match(event.target);
      if (target && !silent && target.matches(":focus-visible") && anchorOf(target) !== anchor) open(target, {});
    });
    document.addEventListener("focusout", (event) => {
      if (match(event.target) && !pinned && !card.contains(/** @type {Node | null} */ (event.relatedTarget))) {
        wish++;
        later(CLOSE_AFTER, hide);
      }
    });
    if (taps) {
      document.addEventListener("click", (event) => {
        const target = match(event.target);
        if (!target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        if (String(getSelection()) && !target.matches("a")) return;
        const link = event.target instanceof Element && event.target.closest("a");
        if (link && link !== target) return;
        event.preventDefault();
        open(target, { pin: true, y: event.detail ? event.clientY : undefined });
      });
    }
  };

  // What unfolds in it comes up into the window.
  card.addEventListener("toggle", () => {
    const over = card.getBoundingClientRect().bottom - innerHeight + 8;
    const under = anchor && pinned && card.classList.contains("v-sheet") ? anchor.getBoundingClientRect().bottom + card.offsetHeight + 16 - innerHeight : 0;
    if (under > 0) scrollBy(0, under);
    if (over > 0 && card.style.width) card.style.top = `${Math.max(scrollY + 60, parseFloat(card.style.top) - over)}px`;
  }, true);
  close.addEventListener("click", hide);
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch" && !pinned && !card.contains(document.activeElement)) later(CLOSE_AFTER, hide);
  });
  card.addEventListener("focusin", () => clearTimeout(timer));
  card.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !card.contains(next) && next !== anchor) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) {
      event.stopPropagation();
      hide();
    }
  });
  // Whoever goes somewhere else on the page wants to see it.
  addEventListener("hashchange", hide);
  document.addEventListener("pointerdown", (event) => {
    const target = event.target;
    if (!card.hidden && target instanceof Element && !card.contains(target) && !anchor?.contains(target)) {
      if (pinned || event.pointerType === "touch") hide();
    }
  });

  verbatim.card = { offer, show, hide, element: card };
})();
