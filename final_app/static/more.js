// The menus behind "⋯" close as menus do: at a choice, a press elsewhere, and Escape. They can copy a link.

import { tell, words } from "./toasts.js";

export function setUpMenus() {
  document.addEventListener("click", ({ target }) => {
    for (const menu of openMenus()) if (menu !== target.closest("summary")?.parentElement) menu.open = false;
    if (target.matches(".copy")) copyLink(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || openMenus().length === 0) return;
    event.preventDefault();
    openMenus().forEach(closeByKey);
  });
}

function openMenus() {
  return [...document.querySelectorAll("details.more[open]")];
}

function closeByKey(menu) {
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  menu.open = false;
}

async function copyLink(button) {
  const url = new URL(button.dataset.copy, location.href).href;
  button.closest("details").querySelector("summary").focus();
  if (await copy(url)) tell(words.copied);
  else prompt(words.copyByHand, url);
}

// Browsers give the clipboard to pages from https and from this machine only; the older way works everywhere.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

function copyFromField(text) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused.focus();
  return isCopied;
}
