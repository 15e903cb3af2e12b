// Long posts are folded, but not on their own pages: their first lines, and a button for the rest. Nobody's words are
// taken out of the page: a screen reader reads them all, and a link that gets the focus unfolds them.

import { words } from "./toasts.js";

const LINES = 16; // a text a little longer than what is shown of it stays whole

export function foldTexts(root) {
  for (const text of root.querySelectorAll(".post:not(.alone) .text")) if (isLong(text)) fold(text);
}

function isLong(text) {
  if (text.nextElementSibling?.matches(".unfold")) return false; // it is folded, or has been unfolded
  return text.scrollHeight > LINES * parseFloat(getComputedStyle(text).lineHeight);
}

function fold(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain unfold";
  button.addEventListener("click", () => show(text, button, text.matches(".folded")));
  text.addEventListener("focusin", () => show(text, button, true));
  text.after(button);
  show(text, button, false);
}

function show(text, button, isWhole) {
  text.classList.toggle("folded", !isWhole);
  button.setAttribute("aria-expanded", String(isWhole));
  button.textContent = isWhole ? words.showLess : words.showMore;
  if (button === document.activeElement) button.scrollIntoView({ block: "nearest" });
}
