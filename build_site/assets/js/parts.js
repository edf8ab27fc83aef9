// @ts-check
/*
 * The data page: a download that is published in parts, put together to one file where it is asked for.
 * Without this script, and from file://, the parts themselves are there.
 */
(() => {
  "use strict";
  /** @param {HTMLAnchorElement} link @returns {Promise<string>} */
  const read = async (link) =>
    new Response(/** @type {ReadableStream} */ ((await fetch(link.href)).body).pipeThrough(new DecompressionStream("gzip"))).text();

  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".v-whole"))) {
    const parts = /** @type {HTMLDetailsElement} */ (button.nextElementSibling);
    const whole = button.textContent ?? "";
    // what stands before the records, behind them, and between those of two parts
    const [begin, end, between] = whole.endsWith("n") ? ["[\n", "\n]\n", ",\n"] : [whole.endsWith("v") ? "\r\n" : "", "", ""];
    button.hidden = false;
    button.onclick = async () => {
      try {
        const texts = await Promise.all([...parts.querySelectorAll("a")].map(read));
        const start = texts[0].indexOf(begin) + begin.length;
        const records = texts.map((text) => text.slice(start, text.length - end.length)).filter(Boolean);
        const file = new Blob([texts[0].slice(0, start), records.join(between), end]);
        /** @type {any} */ (window).verbatim.el("a", { href: URL.createObjectURL(file), download: whole }).click();
      } catch {
        parts.open = true; // what a script may not fetch can be taken part by part
      }
    };
  }
})();
