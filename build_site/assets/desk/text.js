// @ts-check
/*
 * The text of an article page as its source has it: places in the page and places in the text, both ways; and a
 * page drawn anew in place, so that focus, scrolling and what is open stay as they are.
 */
(() => {
  "use strict";

  /** @typedef {[number, number]} Span half-open, in code points of the article's text */

  /** @param {Node} node */
  const block = (node) => /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node.parentElement)?.closest(".v-text [data-span]") ?? null);

  /** Where a block begins and ends in the text. @param {HTMLElement} element @returns {Span} */
  const extent = (element) => {
    const [start, end] = (element.dataset.span ?? "0 0").split(" ").map(Number);
    return [start, end];
  };

  /** How many characters of its block stand before a place of the page. @param {HTMLElement} home @param {Node} node @param {number} offset */
  const before = (home, node, offset) => {
    const range = document.createRange();
    range.setStart(home, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    for (const apparatus of part.querySelectorAll("[data-apparatus]")) apparatus.remove();
    return [...(part.textContent ?? "")].length;
  };

  /** The words that are selected. @returns {Span | null} */
  const selected = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const first = block(range.startContainer);
    const last = block(range.endContainer) ?? first;
    if (!first || !last) return null;
    /** @type {Span} */
    const span = [
      extent(first)[0] + before(first, range.startContainer, range.startOffset),
      extent(last)[0] + before(last, range.endContainer, range.endOffset),
    ];
    return span[0] < span[1] ? span : null;
  };

  /** The text nodes of a block that are the article's own. @param {HTMLElement} home */
  const pieces = (home) => {
    const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const found = [];
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (!node.parentElement?.closest("[data-apparatus]")) found.push(node);
    }
    return found;
  };

  /** The article's own characters in a block. @param {HTMLElement} home */
  const words = (home) => pieces(home).map((node) => node.data).join("");

  /** @param {number} place @returns {[Node, number] | null} */
  const point = (place) => {
    for (const home of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".v-text [data-span]"))) {
      const [start, end] = extent(home);
      if (place < start || place > end) continue;
      let left = place - start;
      for (const node of pieces(home)) {
        const points = [...node.data];
        if (left <= points.length) return [node, points.slice(0, left).join("").length];
        left -= points.length;
      }
    }
    return null;
  };

  /** Show a stretch of the text as selected. @param {Span} span */
  const select = (span) => {
    const from = point(span[0]);
    const to = point(span[1]);
    if (from && to) getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
  };

  /** The place of the next or last word's edge. @param {number} place @param {1 | -1} step @param {"start" | "end"} edge */
  const step = (place, step, edge) => {
    const at = point(place);
    const home = at && block(at[0]);
    if (!home) return place;
    const text = words(home);
    const start = extent(home)[0];
    const pattern = edge === "start" ? /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu : /(?<=[\p{L}\p{N}])[^\p{L}\p{N}\s]*(?=\s|$)/gu;
    const edges = [...text.matchAll(pattern)].map((match) => start + [...text.slice(0, match.index + (edge === "end" ? match[0].length : 0))].length);
    const next = step > 0 ? edges.find((other) => other > place) : edges.findLast((other) => other < place);
    return next ?? place;
  };

  /* --- a page drawn anew in place --- */

  /** What tells an element from its siblings. @param {Node} node */
  const key = (node) =>
    node instanceof Element
      ? `${node.nodeName} ${node.id || node.getAttribute("data-span") || node.getAttribute("data-q") || (node.nodeName === "A" ? node.getAttribute("href") : "") || ""}`
      : node.nodeName;

  /** @param {Element} old @param {Element} fresh */
  const attributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  };

  /** Make an element what the fresh one is; what is the same is left alone. @param {Element} old @param {Element} fresh */
  const morph = (old, fresh) => {
    attributes(old, fresh);
    const wanted = [...fresh.childNodes];
    const there = new Set([...wanted].map(key));
    /** @type {ChildNode | null} */
    let here = old.firstChild;
    for (const node of wanted) {
      while (here && !here.isEqualNode(node) && key(here) !== key(node) && !there.has(key(here))) {
        const gone = here;
        here = here.nextSibling;
        gone.remove();
      }
      if (here && here.isEqualNode(node)) {
        here = here.nextSibling;
      } else if (here instanceof Element && node instanceof Element && key(here) === key(node)) {
        if (here.nodeName !== "SCRIPT") morph(here, node);
        here = here.nextSibling;
      } else if (here instanceof Text && node instanceof Text) {
        here.data = node.data;
        here = here.nextSibling;
      } else {
        old.insertBefore(document.importNode(node, true), here);
      }
    }
    while (here) {
      const gone = here;
      here = here.nextSibling;
      gone.remove();
    }
  };

  /** Show what a page says now. @param {string} html */
  const redraw = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const [old, main] = [document, fresh].map((page) => page.getElementById("v-main"));
    if (old && main) morph(old, main);
    document.title = fresh.title;
  };

  Object.assign(window, { verbatimText: { selected, select, step, extent, block, words, redraw } });
})();
