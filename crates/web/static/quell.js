// What is easier with a script. Everything works without it.
(() => {
  "use strict";

  // Files may be dropped anywhere on a page that has the form for reading.
  const form = document.querySelector("form[data-drop]");
  if (form) {
    const files = form.querySelector("input[type=file]");
    const holdsFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
    addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      form.classList.add("dropping");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) form.classList.remove("dropping");
    });
    addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      form.classList.remove("dropping");
      files.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }

  // “Copy as case” copies; without a script, or where copying is not allowed, it leads to the text.
  addEventListener("click", async (event) => {
    const link = event.target.closest && event.target.closest("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      await navigator.clipboard.writeText(await answer.text());
      // What a click did is seen and read out where it was made.
      const label = link.textContent;
      if (label !== link.dataset.copied) {
        link.setAttribute("aria-live", "polite");
        link.textContent = link.dataset.copied;
        setTimeout(() => (link.textContent = label), 2000);
      }
    } catch {
      location.href = link.href;
    }
  });
})();
