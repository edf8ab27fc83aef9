// @ts-check
/* A tap in the picture of a statement's wordings leads to the version in the table that has these words. */
(() => {
  "use strict";
  /** @param {string | null | undefined} text */
  const bare = (text) => (text ?? "").toLowerCase().replace(/\s×\d+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const rows = [...document.querySelectorAll(".v-versions tbody tr")];
  document.querySelector(".v-pictures")?.addEventListener("click", (event) => {
    const words = event.target instanceof SVGTextElement ? bare(event.target.textContent) : "";
    if (!words) return;
    const other = event.target instanceof Element && event.target.matches(".v-other");
    const found = rows.find((row) => [...row.querySelectorAll(other ? "ins" : ".v-said, .v-where a")].some((part) => bare(part.textContent).includes(words)));
    for (const row of rows) row.classList.toggle("v-read", row === found);
    found?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  });
})();
