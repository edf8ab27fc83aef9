// @ts-check
/* The fields by which search and explorer narrow down quotations; their values are what `index.find` takes. */
(() => {
  "use strict";
  const verbatim = /** @type {any} */ (window).verbatim;
  const { el } = verbatim;
  const SUGGESTED = 12;
  const NOBODY = "nobody identified";
  /** As stages/measuring.py calls them. */
  const KINDS = ["person by name", "office", "organisation", "document", "many people", "unnamed, belonging told", "unnamed, belonging not told", "not identified"];
  let made = 0;

  /** @param {string} label @param {any} field */
  const labelled = (label, field) => el("label", { class: "v-field" }, el("span", {}, label), field);
  /** @param {string} name @param {[string, string][]} choices */
  const select = (name, choices) => el("select", { name }, ...choices.map(([value, label]) => el("option", { value }, label)));

  /**
   * @param {(committed: boolean) => void} changed
   * @param {boolean} [sure] with a field for the confidence
   */
  verbatim.filters = (changed, sure = false) => {
    /** Names that were suggested → ids. @type {Map<string, string>} */
    const ids = new Map();
    const names = el("datalist", { id: `v-speakers-${++made}` });
    const speaker = el("input", { name: "speaker", type: "text", list: names.id, autocomplete: "off", placeholder: "anyone" });
    const outlet = select("outlet", [["", "any"]]);
    const type = select("type", [["", "any"], ["direct", "direct"], ["mixed", "mixed"], ["indirect", "indirect"]]);
    const from = el("input", { name: "from", type: "date" });
    const to = el("input", { name: "to", type: "date" });
    const confidence = select("confidence", [["", "any"], ["50", "50 % or more"], ["70", "70 % or more"], ["90", "90 % or more"]]);
    const kind = select("kind", [["", "any"], ...KINDS.map((name) => /** @type {[string, string]} */ ([name, name]))]);
    const verbs = el("datalist", { id: `v-verbs-${made}` });
    const verb = el("input", { name: "verb", type: "text", list: verbs.id, autocomplete: "off", autocapitalize: "off", placeholder: "any: said, claimed …" });
    const among = select("among", [["", "all"], ["shared", "statements that several outlets carry"], ["second", "taken from another outlet"], ["few", "the three an outlet quotes most"]]);
    const written = select("written", [["", "any"], ["he", "he"], ["she", "she"], ["not told", "not told"]]);
    const more = { confidence, kind, written, verb, among };
    const fields = { speaker, outlet, type, from, to, ...(sure ? more : {}) };

    /** @param {any[][]} people */
    const suggest = (people) => {
      const options = people.map(([id, name, , about]) => {
        const value = (ids.get(name) ?? id) === id ? name : `${name} (${id})`;
        ids.set(value, id);
        return el("option", { value }, about);
      });
      names.replaceChildren(...options, el("option", { value: NOBODY }));
    };
    let outlets = false;
    const ready = async () => {
      const root = await verbatim.index.open();
      if (outlets) return;
      outlets = true;
      outlet.append(...root.outlets.map((/** @type {[string, string]} */ [id, name]) => el("option", { value: id }, name)));
      outlet.append(el("option", { value: "-" }, "not stated"));
      ids.set(NOBODY, "-");
      verbs.append(...root.verbs.map((/** @type {string} */ value) => el("option", { value })));
    };
    const look = async () => {
      const asked = speaker.value;
      const found = await verbatim.index.find(asked || "");
      const people = found.people ? await verbatim.index.people(found, SUGGESTED) : await verbatim.index.foremost(SUGGESTED);
      if (speaker.value === asked) suggest(people.filter(Boolean));
    };
    speaker.addEventListener("focus", () => ready().then(look));
    speaker.addEventListener("input", async () => {
      if (!ids.has(speaker.value)) await look();
      const known = !speaker.value || ids.has(speaker.value);
      speaker.setCustomValidity(known ? "" : "Choose one of the speakers suggested");
      if (known) changed(false);
    });
    outlet.addEventListener("focus", ready);
    for (const field of Object.values(fields)) field.addEventListener("change", () => changed(true));

    return {
      nodes: [
        labelled("Speaker", speaker), names, labelled("Outlet", outlet), labelled("Type", type), labelled("From", from),
        labelled("To", to),
        ...(sure ? [labelled("Confidence", confidence), labelled("Kind of source", kind), labelled("Written of as", written), labelled("Word of saying", verb), verbs, labelled("Among", among)] : []),
      ],
      ready,
      /** @returns {Record<string, string>} */
      read: () => {
        /** @type {Record<string, string>} */
        const values = {};
        for (const [name, field] of Object.entries(fields)) {
          const value = field === speaker ? (ids.get(speaker.value) ?? "") : field.value;
          if (value) values[name] = value;
        }
        return values;
      },
      /** @param {Record<string, string>} values */
      write: async (values) => {
        await ready();
        for (const [name, field] of Object.entries(fields)) if (field !== speaker) field.value = values[name] ?? "";
        const id = values.speaker ?? "";
        if (id && ![...ids.values()].includes(id)) {
          const person = await verbatim.index.person(id);
          if (person) ids.set(person[1], id);
        }
        speaker.value = [...ids].find(([, known]) => known === id)?.[0] ?? "";
      },
    };
  };
})();
