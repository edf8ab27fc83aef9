// @ts-check
/* The list of keys, opened by `?`. Single keys can be turned off there, for speech input and for stray fingers. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el, store } = verbatim;
  const KEYS = [
    ["/", "Search (Ctrl-K does too)"],
    ["j", "Next quotation"],
    ["k", "Quotation before"],
    ["Enter", "Open the card of a quotation"],
    ["Esc", "Close a card or this list"],
    ["?", "This list"],
  ];
  const single = el("input", { type: "checkbox" });
  single.addEventListener("change", () => store.set("keys", single.checked ? "on" : "off"));
  const close = el("button", { type: "button" }, "Close");
  const dialog = el("dialog", { class: "v-keys", "aria-labelledby": "v-keys-title" },
    el("h2", { id: "v-keys-title" }, "Keys"),
    el("dl", {}, ...KEYS.map(([key, what]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)))),
    el("label", {}, single, " Single keys work as shortcuts"),
    close);
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  verbatim.keys = () => {
    single.checked = store.get("keys") !== "off";
    dialog.showModal();
  };
})();
