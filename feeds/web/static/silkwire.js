// Two conveniences; every page works without them.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

for (const input of document.querySelectorAll("[data-filter]")) {
  input.closest("[hidden]").hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.trim().toLowerCase();
    for (const item of document.querySelectorAll(input.dataset.filter)) {
      item.hidden = !item.textContent.toLowerCase().includes(words);
    }
    for (const section of document.querySelectorAll(".feedlist")) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
  });
}
