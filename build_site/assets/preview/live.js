// Loads the page again when what it shows has changed.
(async () => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const seen = script.dataset.revision;
  for (;;) {
    try {
      const answer = await fetch(`/-/revision?after=${seen}`, { cache: "no-store" });
      const now = (await answer.text()).trim();
      if (answer.ok && now !== seen) {
        location.reload();
        return;
      }
    } catch {
      await new Promise((again) => setTimeout(again, 1000)); // the preview was stopped; it may come back
    }
  }
})();
