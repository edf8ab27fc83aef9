// @ts-check
/*
 * The data page: a download that is published in parts, put together to one file where it is asked for.
 * Without this script, and from file://, the parts themselves are there.
 */
(() => {
  "use strict";
  const { el } = /** @type {any} */ (window).verbatim;

  /** What stands around the records of a file, by its ending: behind what they begin, before what they end,
   * and what stands between those of two parts. TEI has none: each part lists its own people.
   * @type {Record<string, [string, string, string]>} */
  const AROUND = {
    json: ["[\n", "\n]\n", ",\n"],
    jsonld: ['"items": [\n', "\n]}\n", ",\n"],
    csv: ["\r\n", "", ""],
  };
  const AT_ONCE = 6;

  /** The text of a part, as some servers send it unpacked already. @param {string} address @returns {Promise<string>} */
  const read = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    const data = await answer.blob();
    const [first, second] = new Uint8Array(await data.slice(0, 2).arrayBuffer());
    const packed = first === 0x1f && second === 0x8b;
    return packed ? new Response(data.stream().pipeThrough(new DecompressionStream("gzip"))).text() : data.text();
  };

  /** @param {HTMLElement} name @param {string[]} addresses */
  const join = async (name, addresses) => {
    const whole = /** @type {string} */ (name.textContent);
    const [begin, end, between] = AROUND[/** @type {string} */ (whole.split(".").pop())];
    /** @type {Blob[]} */
    const found = [];
    let before = "";
    let after = "";
    for (let at = 0; at < addresses.length; at += AT_ONCE) {
      for (const text of await Promise.all(addresses.slice(at, at + AT_ONCE).map(read))) {
        const from = text.indexOf(begin) + begin.length;
        const to = text.length - end.length;
        before ||= text.slice(0, from).replace(/"id": "[^"]*"(.*?)(, "next": "[^"]*")?,? "items"/, `"id": "${whole}"$1, "items"`);
        after ||= text.slice(to);
        if (to > from) found.push(new Blob(found.length ? [between, text.slice(from, to)] : [text.slice(from, to)]));
      }
    }
    const address = URL.createObjectURL(new Blob([before, ...found, after]));
    el("a", { href: address, download: whole }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };

  for (const name of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-whole]"))) {
    const parts = /** @type {HTMLDetailsElement} */ (name.closest("details"));
    if (!AROUND[name.textContent?.split(".").pop() ?? ""] || !("DecompressionStream" in window)) continue;
    const button = el("button", { type: "button", class: "v-whole" }, name.textContent);
    const told = el("span", { class: "v-soft", role: "status" });
    parts.before(button, told);
    parts.append(name);
    name.hidden = true;
    button.addEventListener("click", () => {
      button.disabled = true;
      told.textContent = " being put together …";
      join(name, [...parts.querySelectorAll("a")].map((link) => link.href))
        .then(() => (told.textContent = ""), () => (told.textContent = " A part could not be loaded. Try again, or take the parts."))
        .finally(() => (button.disabled = false));
    });
  }
})();
