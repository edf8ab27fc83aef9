// @ts-check
/* A box that offers what fits to what is typed: a combobox as ARIA has it, by keys, mouse and touch. */
(() => {
  "use strict";
  const { el } = /** @type {any} */ (window).verbatim;
  let count = 0;

  /**
   * @typedef {object} Option
   * @property {string} label
   * @property {string} [about]
   * @property {any} value
   */
  /**
   * A labelled box below which options are listed as one types.
   * @param {string} label
   * @param {(typed: string) => Promise<Option[]>} offer
   * @param {(value: any) => void} chosen
   * @param {() => void} left called by Escape
   * @returns {HTMLElement}
   */
  const choose = (label, offer, chosen, left) => {
    const id = `v-desk-list-${++count}`;
    /** @type {HTMLInputElement} */
    const box = el("input", {
      type: "text", id: `${id}-box`, role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    });
    /** @type {HTMLElement} */
    const list = el("ul", { id, role: "listbox", "aria-label": label });
    const whole = el("div", { class: "v-desk-choose" }, el("label", { for: box.id }, label), box, list);
    /** @type {Option[]} */
    let options = [];
    let at = 0;
    let wish = 0;
    /** Enter came before the answer to what was typed: it means that answer's first option, not an older one's. */
    let due = false;

    const light = () => {
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
      list.children[at]?.scrollIntoView({ block: "nearest" });
      if (list.children[at]) box.setAttribute("aria-activedescendant", list.children[at].id);
      else box.removeAttribute("aria-activedescendant");
    };
    let heard = 0;
    const ask = async () => {
      const mine = ++wish;
      const found = await offer(box.value.trim());
      if (mine !== wish) return;
      options = found;
      at = 0;
      list.replaceChildren(...options.map((option, place) => {
        const item = el("li", { id: `${id}-${place}`, role: "option" }, option.label, option.about && el("span", {}, option.about));
        item.addEventListener("click", () => chosen(option.value));
        return item;
      }));
      box.setAttribute("aria-expanded", String(options.length > 0));
      light();
      heard = mine;
      if (due && options[0]) chosen(options[0].value);
      due = false;
    };
    box.addEventListener("input", ask);
    box.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      const step = steps[/** @type {keyof typeof steps} */ (event.key)];
      if (step && options.length) {
        at = (at + step + options.length) % options.length;
        light();
      } else if (event.key === "Enter" && heard !== wish) {
        due = true;
      } else if (event.key === "Enter" && options[at]) {
        chosen(options[at].value);
      } else if (event.key === "Escape") {
        left();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    ask();
    return whole;
  };

  Object.assign(window, { verbatimChoose: choose });
})();
