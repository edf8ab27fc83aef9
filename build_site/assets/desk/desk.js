// @ts-check
/*
 * The desk: the pencil on every page that `verbatim desk` serves. One quotation is in hand; what is decided of it
 * is sent to the server, which writes it into the curator's files and gives back the page as it is now.
 * Every action is a button, and every button has a key.
 */
(() => {
  "use strict";
  const { verbatim, verbatimText: text, verbatimChoose: choose } = /** @type {any} */ (window);
  const { el } = verbatim;
  const here = decodeURIComponent(location.pathname).replace(/^\//, "") || "index.html";

  /**
   * @typedef {object} Quotation
   * @property {string} id
   * @property {string} anchor
   * @property {string} path
   * @property {string} where
   * @property {string} seen
   * @property {string} text
   * @property {string} type
   * @property {string | null} actor
   * @property {string} speaker
   * @property {{ id: string, name: string }[]} together all who say it, where they are several
   * @property {string} source
   * @property {[number, number]} span
   * @property {number} confidence
   * @property {number} versions
   * @property {string} said
   * @property {string | null} note
   * @property {string} checked
   * @property {string} state
   */
  /** @typedef {{ coder: string, kind: string, speaker: string }} Said what a coder said of a unit */
  /** @typedef {Quotation & { why: string[], wrong: number, batch: Quotation[], words: string, answers?: Said[] }} Item */
  /** @typedef {{ id: string, seen: string, facts: Record<string, string> }} Subject */
  /** @typedef {{ article: string, where: string, words: string, count: number }} Place */
  /** @typedef {Subject & { kind: string, name: string, quotations?: Quotation[], versions?: Quotation[], mentions?: Place[] }} View */
  /** @typedef {{ revision: number, undo: string | null, redo: string | null, progress: string, trouble: string, coding: { name: string, settle: boolean } | null }} State */

  /** @type {View | null} */
  let view = null;
  /** @type {Quotation | null} */
  let hand = null;
  /** @type {Item | null} */
  let item = null;
  /** Of a batch those that the answer does not settle. @type {Set<string>} */
  let spared = new Set();
  /** @type {[number, number] | null} */
  let drawing = null;
  /** Called with the words that were drawn. @type {((span: [number, number]) => void) | null} */
  let drawn = null;
  let revision = 0;
  /** The sample that is being coded. @type {State["coding"]} */
  let coding = null;
  let busy = false;

  /* --- what outlasts a page --- */

  /** @param {string} name @param {any} [value] */
  const memory = (name, value) => {
    const key = `verbatim.desk.${name}`;
    if (value !== undefined) sessionStorage.setItem(key, JSON.stringify(value));
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  };

  /* --- the server --- */

  /** @param {string} name @param {Record<string, string>} [asked] @returns {Promise<any>} */
  const tell = async (name, asked = {}) => {
    const answer = await fetch(`/desk/api/${name}?${new URLSearchParams(asked)}`);
    if (!answer.ok) throw new Error(await refusal(answer));
    return answer.json();
  };
  /** @param {string} name @param {any} asked @returns {Promise<any>} */
  const send = async (name, asked) => {
    const answer = await fetch(`/desk/api/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ place: here, ...asked }),
    });
    if (!answer.ok) throw new Error(await refusal(answer));
    return answer.json();
  };
  /** @param {Response} answer */
  const refusal = async (answer) => {
    const said = await answer.text();
    try {
      return JSON.parse(said).refused ?? said;
    } catch {
      return said;
    }
  };

  /* --- the panel --- */

  /** @param {string} label @param {string} key @param {() => void} act @param {Record<string, any>} [more] */
  const button = (label, key, act, more = {}) => {
    const made = el("button", { type: "button", ...(key && { "aria-keyshortcuts": key === "Enter" ? "Enter" : key }), ...more },
      label, key && el("kbd", { "aria-hidden": "true" }, key === "Enter" ? "↵" : key === "Escape" ? "Esc" : key));
    made.addEventListener("click", act);
    return made;
  };
  const status = el("p", { role: "status", class: "v-hidden" });
  const trouble = el("p", { role: "alert", class: "v-desk-trouble", hidden: true });
  const body = el("div", { class: "v-desk-hand", tabindex: "-1" });
  const progress = el("p", { class: "v-desk-progress" });
  const last = el("p", { class: "v-desk-last" });
  const undo = button("Undo", "u", () => back("undo"));
  const redo = button("Redo", "U", () => back("redo"));
  const panel = el("section", { id: "v-desk", class: "v-desk", "aria-label": "Desk" }, status, trouble, body,
    el("div", { class: "v-desk-bar" }, el("div", { class: "v-desk-told" }, progress, last),
      el("div", { class: "v-desk-tools" }, button("Look here first", "n", () => next(), { class: "v-desk-next" }), undo, redo,
        button("New quotation", "a", () => fresh(), { "data-on": "article" }),
        button("Facts", "e", () => facts(), { "data-on": "article actor statement" }),
        button("The same as somebody else", "m", () => merge(), { "data-on": "actor" }), button("Keys", "?", () => keys()))));

  let told = "";
  /** What is said goes before what is said next, so that a decision is heard though another one is in hand at once.
   * @param {string} words @param {boolean} [more] */
  const say = (words, more = false) => {
    status.textContent = [told, words].filter(Boolean).join(". ");
    told = more ? words : "";
  };
  /** What was said is said again on the other page. @param {string} path */
  const goTo = (path) => {
    memory("told", told);
    location.assign(`/${path}`);
  };
  /** @param {string} words */
  const complain = (words) => {
    trouble.textContent = words;
    trouble.hidden = !words;
    room();
  };
  /** The page leaves room for the panel. */
  const room = () => document.documentElement.style.setProperty("--v-desk-room", `${panel.offsetHeight}px`);

  /** @param {State} state */
  const standing = (state) => {
    revision = state.revision;
    coding = state.coding;
    progress.textContent = state.progress;
    last.textContent = state.undo && !state.coding ? `Last: ${state.undo}` : "";
    last.title = last.textContent;
    for (const [made, label] of /** @type {[HTMLButtonElement, string | null][]} */ ([[undo, state.undo], [redo, state.redo]])) {
      made.disabled = !label;
      made.hidden = Boolean(state.coding);
      made.title = label ?? "";
    }
    complain(state.trouble);
  };

  /** Take what a page says now. @param {any} answer */
  const take = (answer) => {
    if (answer.html) text.redraw(answer.html);
    if (answer.page) {
      view = answer.page;
      const id = hand?.id;
      hand = view?.quotations?.find((q) => q.id === id) ?? hand;
    }
    standing(answer);
    for (const made of panel.querySelectorAll("[data-on]")) made.hidden = Boolean(coding) || !(made.dataset.on ?? "").split(" ").includes(view?.kind ?? "");
    mark();
  };

  /** The words in hand are lit. */
  const mark = () => {
    for (const lit of document.querySelectorAll(".v-desk-lit")) lit.classList.remove("v-desk-lit");
    if (!hand) return;
    const anchor = CSS.escape(hand.anchor);
    for (const part of [...document.querySelectorAll(`.v-text #${anchor}`), ...verbatim.marksOf(hand.anchor)]) part.classList.add("v-desk-lit");
  };

  /* --- deciding --- */

  /** Counts what was put into the panel: an answer that comes later does not take it away. */
  let turn = 0;
  /** What is under way; the next press waits for it. @type {Promise<void>} */
  let work = Promise.resolve();

  /** @param {() => Promise<any>} act @param {(answer: any) => void} [then] */
  const during = (act, then) => {
    const mine = turn;
    const box = document.activeElement;
    const asked = box instanceof HTMLInputElement && panel.contains(box) ? box : null;
    asked?.blur(); // what is pressed while the answer is under way is no letter of the question
    work = work.then(async () => {
      busy = true;
      panel.setAttribute("aria-busy", "true");
      let answer;
      try {
        answer = await act();
        take(answer);
      } catch (error) {
        complain(error instanceof Error ? error.message : String(error));
        await again();
        if (asked?.isConnected) asked.focus();
      }
      busy = false;
      panel.removeAttribute("aria-busy");
      if (answer && mine === turn) then?.(answer);
    });
    return work;
  };
  /** The page as it is now, what was refused beside it. */
  const again = async () => {
    const said = trouble.textContent;
    try {
      take(await tell("page", { path: here, html: "1" }));
    } catch {
      /* then it stays as it was */
    }
    complain(said);
  };

  /** Decide something, and go on to what comes next. @param {Record<string, any>} asked @param {boolean} [stay] */
  const decide = (asked, stay = false) =>
    during(() => send("edit", asked), (answer) => {
      say(`${answer.changed ? "Written" : "Nothing to change"}: ${answer.label}`, true);
      if (answer.at && answer.at !== here) goTo(answer.at);
      else if (stay) show();
      else advance();
    });

  /** @param {"undo" | "redo"} what */
  const back = (what) =>
    during(() => send(what, {}), (answer) => {
      say(`${what === "undo" ? "Undone" : "Done again"}: ${answer.label}`, true);
      if (answer.at && answer.at !== here) goTo(answer.at);
      else show();
    });

  /** @param {Record<string, any>} asked @param {boolean} [stay] */
  const ofHand = (asked, stay) => {
    if (!hand || busy) return; // a second press before the answer would be of what is not yet seen
    if (item?.batch.length && ["right", "speaker", "drop"].includes(asked.do)) {
      const meant = item.batch.filter((q) => !spared.has(q.id));
      decide({ ...asked, do: "many", answer: asked.do, quotations: meant.map((q) => q.id), seen: Object.fromEntries(meant.map((q) => [q.id, q.seen])) });
    } else {
      decide({ ...asked, quotation: hand.id, seen: hand.seen }, stay);
    }
  };

  const ACTS = {
    Enter: () => ofHand({ do: "right" }),
    s: () => who("Who said it?", (chosen) => ofHand({ do: "speaker", ...chosen })),
    b: () => hand && draw("These words are the quotation", hand.span, (span) => ofHand({ do: "bounds", span }, true)),
    1: () => ofHand({ do: "kind", type: "direct" }, true),
    2: () => ofHand({ do: "kind", type: "mixed" }, true),
    3: () => ofHand({ do: "kind", type: "indirect" }, true),
    x: () => ofHand({ do: "drop" }),
    l: () => later(),
    o: () => more(),
  };

  /* --- coding a sample --- */

  /** @param {string} kind @param {Record<string, any>} [chosen] */
  const code = (kind, chosen = {}) => {
    const unit = item?.id;
    if (unit) during(() => send("code", { unit, type: kind, ...chosen }), (answer) => {
      say(`Coded: ${answer.label}`, true);
      next();
    });
  };
  /** @param {string} kind */
  const ofKind = (kind) => () => item && who(`${kind}: who said it?`, (chosen) => code(kind, chosen));
  const CODES = { 1: ofKind("direct"), 2: ofKind("mixed"), 3: ofKind("indirect"), x: () => code("none"), l: () => later() };

  /** The unit in hand, and what the coders said of it where it is being settled. @param {Item} unit */
  const showUnit = (unit) => {
    body.replaceChildren(
      el("p", { class: "v-desk-words" }, unit.text),
      ...(unit.answers ?? []).map((said) => el("p", { class: "v-desk-who" }, el("b", {}, said.coder), `: ${said.kind}${said.speaker ? `, ${said.speaker}` : said.kind === "none" ? "" : ", nobody"}`)),
      el("div", { class: "v-desk-acts" }, button("Direct", "1", CODES[1]), button("Mixed", "2", CODES[2]), button("Indirect", "3", CODES[3]),
        button("No quotation", "x", CODES.x), button("Later", "l", CODES.l)));
    room();
    body.focus({ preventScroll: true });
    say(unit.text);
  };

  /** All is settled: what the coders say may go into the corrections. */
  const settled = () => [
    el("p", {}, "All that was answered differently is settled. Corrections and checks can be made of what the coders say together; what somebody has decided already stays."),
    el("div", { class: "v-desk-acts" }, button("Write them", "w", () => during(() => send("take", {}), (answer) => {
      say(`${answer.changed ? "Written" : "Nothing to change"}: ${answer.label}`, true);
      body.replaceChildren(el("p", { class: "v-desk-words" }, `${answer.changed ? "Written" : "Nothing to change"}: ${answer.label}.`));
      room();
    }), { class: "v-desk-main" })),
  ];

  /* --- what is in hand --- */

  /** @param {Quotation | null} q @param {Item | null} [from] */
  const pick = (q, from = null) => {
    hand = q;
    item = from;
    turn++;
    spared = new Set();
    drawing = null;
    show();
    mark();
    if (!q) return;
    const place = document.getElementById(q.anchor) ?? verbatim.partsOf(q.anchor)[0];
    for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    place?.scrollIntoView({ block: "center" });
  };

  const STATES = /** @type {Record<string, string>} */ ({ dropped: "no quotation", corrected: "corrected", checked: "checked", doubt: "a doubt, not published" });

  /** What stands for a note where none was written: its state says as much. */
  const PLAIN = "Corrected by the curator.";

  /** Draw what is in hand, and put the focus on what is likeliest. */
  const show = () => {
    if (!hand) {
      body.replaceChildren();
      return room();
    }
    if (coding) return item ? showUnit(item) : room();
    const q = hand;
    const sure = STATES[q.state] ?? `${q.confidence}\u00a0% sure`;
    const lead = item && el("p", { class: "v-desk-why" }, "Look here first: ", [...item.why, `${item.wrong}\u00a0% likely wrong`].join(" · "));
    const right = button(item?.batch.length ? "All right" : "Right", "Enter", ACTS.Enter, { class: "v-desk-main" });
    const kinds = ["direct", "mixed", "indirect"].map((kind, place) =>
      button(kind, String(place + 1), ACTS[/** @type {1 | 2 | 3} */ (place + 1)], { "aria-pressed": String(q.type === kind) }));
    const acts = q.state === "dropped" ? [button("Bring back", "o", () => ofHand({ do: "restore" }, true))] : [
      right, button("Speaker", "s", ACTS.s), ...(item?.batch.length ? [] : [button("Bounds", "b", ACTS.b), el("span", { class: "v-desk-kinds", role: "group", "aria-label": "Type" }, ...kinds)]),
      button("No quotation", "x", ACTS.x), item ? button("Later", "l", ACTS.l) : null, item?.batch.length ? null : button("More", "o", ACTS.o)];
    const batch = item?.batch.length ? el("ul", { class: "v-desk-batch", "aria-label": "One answer for these" },
      ...item.batch.map((other) => {
        const box = el("input", { type: "checkbox", checked: !spared.has(other.id) });
        box.addEventListener("change", () => (box.checked ? spared.delete(other.id) : spared.add(other.id)));
        return el("li", {}, el("label", {}, box, ` ${other.text} `, el("span", {}, other.where)));
      })) : null;
    body.replaceChildren(...[lead,
      el("p", { class: "v-desk-words" }, item?.batch.length ? `“${item.words}” in ${item.batch.length} places: ${q.speaker || "nobody"}` : el(q.type === "direct" ? "q" : "span", {}, q.text)),
      item?.batch.length ? batch : el("p", { class: "v-desk-who" }, el("b", {}, q.speaker || "Nobody identified"), q.source ? ` “${q.source}”` : "", ` · ${q.type} · ${sure}`, q.note && q.note !== PLAIN ? ` · ${q.note}` : ""),
      el("div", { class: "v-desk-acts" }, ...acts.filter(Boolean))].filter(Boolean));
    room();
    /** @type {HTMLElement | null} */ (body.querySelector("button"))?.focus({ preventScroll: true });
    say(`${q.text}. ${q.speaker || "Nobody identified"}, ${q.type}, ${sure}.`);
  };

  /** The quotations of the page in the order of the text. */
  const listed = () => (view?.quotations ?? []).filter((q) => q.state !== "dropped" && document.getElementById(q.anchor));

  /** @param {1 | -1} step */
  const go = (step) => {
    const all = listed();
    const at = all.findIndex((q) => q.id === hand?.id);
    const target = at < 0 ? all.find((q) => (document.getElementById(q.anchor)?.getBoundingClientRect().bottom ?? 0) > 0) : all[at + step];
    if (target) pick(target);
  };

  /** After a decision: the next of the queue, or the next on this page that nobody has looked at. */
  const advance = () => {
    if (item) return next();
    const all = listed();
    const at = all.findIndex((q) => q.id === hand?.id);
    const target = all.slice(at + 1).find((q) => q.state === "open");
    if (target) pick(target);
    else show();
  };

  /* --- the queue --- */

  const next = () =>
    during(() => tell("queue"), (answer) => {
      const skipped = new Set(memory("later") ?? []);
      /** @type {Item | undefined} */
      const first = answer.items.find((/** @type {Item} */ one) => !skipped.has(one.id));
      if (!first) {
        memory("later", []);
        item = hand = null;
        show();
        say(coding?.settle ? "Nothing is left to settle." : "Nothing is left to look at first.");
        const over = "Nothing is left to look at first. What was put off comes again with the next press.";
        body.replaceChildren(...(coding?.settle ? settled() : [el("p", {}, over)]));
        room();
        return;
      }
      if (first.path.split("#")[0] === here) {
        pick(first, first);
      } else {
        memory("item", first);
        goTo(first.path);
      }
    });

  const later = () => {
    if (!item) return;
    memory("later", [...(memory("later") ?? []), item.id]);
    next();
  };

  /* --- choosing somebody --- */

  const KINDS = ["person", "organisation", "office", "group", "document"];
  /** @param {string} label @param {(chosen: Record<string, any>) => void} chosen @param {boolean} [nobody] @param {boolean} [anew] */
  const who = (label, chosen, nobody = true, anew = true) => {
    /** @param {string} typed */
    const offer = async (typed) => {
      const { found } = await tell("actors", { q: typed, path: here });
      const known = found.map((/** @type {any} */ actor) => ({ label: actor.name, about: `${actor.about} · ${actor.quotations} quotation${actor.quotations === 1 ? "" : "s"}`, value: { actor: actor.id } }));
      const none = nobody && (!typed || "nobody".startsWith(typed.toLowerCase())) ? [{ label: "Nobody", about: "it is not told who", value: { nobody: true } }] : [];
      const named = typed && anew ? KINDS.map((kind) => ({ label: `Someone new: ${typed}`, about: kind, value: { name: typed, kind } })) : [];
      return [...known, ...none, ...named];
    };
    ask(choose(label, offer, chosen, show));
  };

  /** Put a question in the panel. @param {HTMLElement} form */
  const ask = (form) => {
    turn++;
    body.replaceChildren(form);
    room();
    /** @type {HTMLElement | null} */ (form.querySelector("input, button"))?.focus();
  };

  /* --- words of the text --- */

  /**
   * Let words be selected: with the pointer, or with the arrow keys (the end; with Shift the beginning).
   * @param {string} label @param {[number, number]} start @param {(span: [number, number]) => void} then
   */
  const draw = (label, start, then) => {
    const ready = text.selected() ?? touched;
    touched = null;
    if (ready) {
      getSelection()?.removeAllRanges();
      return then(ready);
    }
    drawing = start;
    drawn = then;
    text.select(start);
    const edges = /** @type {[string, 0 | 1, 1 | -1][]} */ ([["Begin earlier", 0, -1], ["Begin later", 0, 1], ["End earlier", 1, -1], ["End later", 1, 1]]);
    ask(el("div", { class: "v-desk-acts" },
      el("p", {}, "Select the words in the text, or move the end with ← →, the beginning with Shift ← →."),
      button(label, "Enter", () => settle(), { class: "v-desk-main" }),
      ...edges.map(([words, edge, step]) => button(words, "", () => nudge(edge, step))),
      button("Leave it", "Escape", () => leave())));
  };
  /** What was selected when a button was touched: a touch lets go of it. @type {[number, number] | null} */
  let touched = null;
  panel.addEventListener("pointerdown", () => {
    touched = text.selected();
  }, true);
  /** @param {0 | 1} edge @param {1 | -1} step */
  const nudge = (edge, step) => {
    if (!drawing) return;
    const moved = text.step(drawing[edge], step, edge ? "end" : "start");
    /** @type {[number, number]} */
    const span = edge ? [drawing[0], moved] : [moved, drawing[1]];
    if (span[0] < span[1]) drawing = span;
    text.select(drawing);
    say(String(getSelection()));
  };
  const settle = () => {
    const span = text.selected() ?? touched ?? drawing;
    touched = null;
    const then = drawn;
    drawing = drawn = null;
    getSelection()?.removeAllRanges();
    if (span) then?.(span);
  };
  const leave = () => {
    drawing = drawn = null;
    getSelection()?.removeAllRanges();
    show();
  };

  /** Words that are a quotation and were not found. */
  const fresh = () => {
    if (view?.kind !== "article") return;
    const article = view.id;
    const home = [...document.querySelectorAll(".v-text [data-span]")].find((one) => one.getBoundingClientRect().bottom > innerHeight / 4) ?? document.querySelector(".v-text [data-span]");
    if (!(home instanceof HTMLElement)) return;
    const start = text.extent(home)[0];
    draw("These words are a quotation", [start, text.step(start, 1, "end")], (span) =>
      who("Who said it?", (chosen) => decide({ do: "add", article, span, ...chosen }, true)));
  };

  /* --- more of a quotation --- */

  const more = () => {
    if (!hand) return;
    const q = hand;
    /** @param {string} label @param {string} action @param {string} key */
    const other = (label, action, key) => button(label, key, () => ask(choose(`${label} which?`,
      async (/** @type {string} */ typed) => (await tell("quotations", { q: typed, but: q.id })).found.map((/** @type {Quotation} */ one) => ({ label: one.text, about: `${one.speaker} · ${one.where}`, value: one.id })),
      (/** @type {string} */ id) => decide({ do: "link", action, quotations: [q.id, id] }, true), show)));
    const said = field("Said on (2024-03-22)", "date", q.said);
    const why = field("Note: why it was corrected", "note", q.state === "corrected" && q.note !== PLAIN ? (q.note ?? "") : "");
    const beside = q.actor ? [
      button("Together with", "t", () => who(`Who said it together with ${q.speaker}?`, (chosen) => ofHand({ do: "together", ...chosen }, true), false)),
      ...q.together.map((one) => button(`Without ${one.name}`, "", () => ofHand({ do: "together", without: one.id }, true))),
    ] : [];
    ask(el("div", { class: "v-desk-more" }, el("div", { class: "v-desk-acts" }, ...beside,
      other("Join with", "join", "g"), other("Echo of", "echo", "h"),
      q.versions > 1 ? button("Separate from the other versions", "p", () => decide({ do: "link", action: "separate", quotations: [q.id] }, true)) : null,
      q.state === "corrected" || q.state === "checked" ? button("As it was found", "r", () => ofHand({ do: "restore" }, true)) : null,
      button("Back", "Escape", show)),
      form([said], () => ofHand({ do: "date", date: value(said) }, true)),
      q.state === "corrected" ? form([why], () => ofHand({ do: "note", note: value(why) }, true)) : null));
  };

  /** @param {string} label @param {string} name @param {string} now @param {string[]} [choices] */
  const field = (label, name, now, choices) =>
    el("label", { class: "v-desk-field" }, label, choices
      ? el("select", { name }, ...choices.map((choice) => el("option", { selected: choice === now }, choice)))
      : el("input", { name, value: now, autocomplete: "off" }));
  /** @param {HTMLElement} made */
  const value = (made) => /** @type {HTMLInputElement} */ (made.querySelector("input, select")).value;
  /** @param {HTMLElement[]} fields @param {() => void} done */
  const form = (fields, done) => {
    const made = el("form", { class: "v-desk-form" }, ...fields, el("button", { type: "submit" }, "Write"));
    made.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      done();
    });
    return made;
  };

  /* --- an article's, an actor's, a statement's own --- */

  const LABELS = /** @type {Record<string, string>} */ ({
    title: "Title", outlet: "Outlet", published: "Published (2024-03-22)", author: "Author (several: A; B)", url: "Address of the original",
    kind: "Kind", description: "Description", same_as: "The same elsewhere (addresses)", portrait: "Portrait (a picture below seeds/)", credit: "Its credit",
  });
  const facts = () => {
    if (!view) return;
    const now = view;
    if (now.kind === "statement") return versions(now);
    const fields = Object.entries(now.facts).map(([key, was]) => ({ key, was, made: field(LABELS[key] ?? key, key, was, key === "kind" ? [...KINDS, "anonymous"] : undefined) }));
    const changed = () => Object.fromEntries(fields.filter(({ was, made }) => value(made) !== was).map(({ key, made }) => [key, value(made)]));
    if (now.kind === "article") {
      const gone = (now.quotations ?? []).filter((q) => q.state === "dropped");
      return ask(el("div", { class: "v-desk-more" }, form(fields.map(({ made }) => made), () => decide({ do: "article", article: now.id, seen: now.seen, ...changed() }, true)),
        gone.length ? el("p", {}, "No quotations: ", ...gone.map((q) => button(q.text.slice(0, 60), "", () => pick(q)))) : null, el("div", { class: "v-desk-acts" }, button("Back", "Escape", show))));
    }
    const name = field("Name", "name", now.name);
    const actor = { actor: now.id, seen: now.seen };
    const paired = () => {
      const found = changed();
      return "credit" in found || "portrait" in found ? { ...found, ...Object.fromEntries(fields.filter(({ key }) => key === "portrait" || key === "credit").map(({ key, made }) => [key, value(made)])) } : found;
    };
    ask(el("div", { class: "v-desk-more" },
      form([name], () => decide({ do: "rename", ...actor, name: value(name) }, true)),
      form(fields.map(({ made }) => made), () => decide({ do: "describe", ...actor, ...paired() }, true)),
      el("div", { class: "v-desk-acts" }, button("Back", "Escape", show)),
      el("details", {}, el("summary", {}, "Words that mean somebody else"),
        el("ul", {}, ...(now.mentions ?? []).map((place) => el("li", {}, button(`“${place.words}” (${place.count})`, "", () =>
          who(`In “${place.where}”, “${place.words}” means`, (chosen) => decide({ do: "split", article: place.article, words: place.words, ...chosen }, true), false)), ` ${place.where}`))))));
  };

  /** Two pages are one actor's. */
  const merge = () => {
    const now = view;
    if (now?.kind !== "actor") return;
    who(`${now.name} is the same as`, (chosen) => decide({ do: "merge", actor: now.id, seen: now.seen, into: chosen.actor }, true), false, false);
  };

  /** @param {View} now */
  const versions = (now) => ask(el("div", { class: "v-desk-more" },
    el("ul", {}, ...(now.versions ?? []).map((q) => el("li", {}, `${q.text.slice(0, 120)} (${q.where}) `,
      button("is no version of this", "", () => decide({ do: "link", action: "separate", quotations: [q.id] }, true)),
      el("a", { href: `/${q.path}` }, "in its article")))),
    el("div", { class: "v-desk-acts" }, button("Back", "Escape", show))));

  /* --- keys --- */

  const KEYS = [
    ["n", "Look here first: the next doubt"], ["j k", "The next quotation of the page, the one before"], ["Enter", "Right as it is"],
    ["s", "Another speaker, someone new, nobody"], ["b", "Begins or ends elsewhere: select words first, or move with the arrows"],
    ["1 2 3", "Direct, mixed, indirect"], ["x", "No quotation"], ["l", "Later"], ["o", "More: date, note; then t said together with somebody, g join, h echo, p separate, r as it was found"],
    ["a", "New quotation, of the words that are selected"], ["e", "Facts of this article or actor; versions of this statement"],
    ["m", "This actor is the same as somebody else"],
    ["u U", "Undo, redo (also Ctrl-Z)"], ["/", "Search"], ["Esc", "Leave"], ["?", "This list"],
  ];
  const keys = () => {
    const single = el("input", { type: "checkbox" });
    single.checked = verbatim.store.get("keys") !== "off";
    single.addEventListener("change", () => verbatim.store.set("keys", single.checked ? "on" : "off"));
    const close = el("button", { type: "button" }, "Close");
    const dialog = el("dialog", { class: "v-keys", "aria-labelledby": "v-desk-keys" }, el("h2", { id: "v-desk-keys" }, "Keys of the desk"),
      el("dl", {}, ...KEYS.map(([key, what]) => el("div", {}, el("dt", {}, ...key.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, what)))),
      el("label", {}, single, " Single keys work as shortcuts"), close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  const ANYWHERE = /** @type {Record<string, () => void>} */ ({
    j: () => go(1), k: () => go(-1), n: next, a: fresh, e: facts, m: merge, u: () => back("undo"), U: () => back("redo"), "?": keys,
  });
  const CODING = new Set(["n", "?"]);
  window.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.matches("input:not([type=checkbox]), textarea, select");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      return back(event.shiftKey ? "redo" : "undo");
    }
    if (event.key === "Escape" && !document.querySelector("dialog[open]") && (drawing || panel.contains(document.activeElement))) {
      event.preventDefault();
      if (drawing || typing || body.querySelector(".v-desk-more")) leave();
      else {
        const badge = document.querySelector(`.v-text a.v-badge[href="#l-${CSS.escape((hand?.anchor ?? "").slice(2))}"]`);
        if (badge instanceof HTMLElement) badge.focus({ preventScroll: true });
        else /** @type {HTMLElement} */ (document.activeElement)?.blur();
      }
      return;
    }
    if (!verbatim.shortcut(event)) return;
    const onButton = event.target instanceof Element && event.target.closest("a, button, summary, [role=option]");
    if (event.key === "Enter" && onButton) return;
    /** A key is what its button is, where that is shown. @type {HTMLElement | null} */
    const shown = body.querySelector(`button[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
    /** @type {(() => unknown) | undefined} */
    let act = shown ? () => shown.click() : coding && !CODING.has(event.key) ? undefined : ANYWHERE[event.key];
    if (drawing && (event.key === "ArrowLeft" || event.key === "ArrowRight")) act = () => nudge(event.shiftKey ? 0 : 1, event.key === "ArrowLeft" ? -1 : 1);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, true);

  /* --- by mouse and touch --- */

  window.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest(".v-text mark[data-q], .v-text a.v-badge, .v-text .v-doubt, .v-text a.v-doubt-sign") : null;
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button || drawing || coding || text.selected()) return;
    const id = target.id || verbatim.idOf(target);
    const found = view?.quotations?.find((q) => q.anchor === id);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    pick(found);
  }, true);

  /* --- the first look, and what is changed elsewhere --- */

  document.documentElement.classList.add("v-at-desk");
  document.body.append(panel);
  during(() => tell("page", { path: here }), () => {
    if (memory("told")) say(memory("told"), true);
    memory("told", "");
    /** @type {Item | null} */
    const from = memory("item");
    memory("item", null);
    const anchor = location.hash.slice(1);
    const found = view?.quotations?.find((q) => q.anchor === anchor);
    if (coding) return from ? pick({ ...found, ...from }, from) : next();
    if (found && from?.id === found.id) pick({ ...from, ...found }, from);
    else if (found) pick(found);
    else room();
  });
  setInterval(async () => {
    if (document.hidden || busy) return;
    try {
      const state = await tell("state");
      if (state.revision !== revision && !busy) take(await tell("page", { path: here, html: "1" }));
      else if (state.trouble !== trouble.textContent && state.trouble) complain(state.trouble);
    } catch {
      complain("The desk does not answer: is verbatim desk still running?");
    }
  }, 3000);
})();
