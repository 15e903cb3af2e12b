// Links that delete lead to a page that asks. With a script the question of that page comes here, and one stays here.

import { ask } from "./ask.js";
import { focusOn } from "./focus.js";
import { loadPage, send } from "./http.js";
import { tell, words } from "./toasts.js";

export function setUpDeleting() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-delete]");
    if (!link) return;
    event.preventDefault();
    askAndDelete(link);
  });
}

async function askAndDelete(link) {
  if (!(await isSure(link))) return;
  const item = link.closest("article");
  const next = findNext(item); // the news of it may remove it first
  const answer = await send("DELETE", link.dataset.delete).catch(() => null); // the page says why
  if (!answer) return;
  if (link.dataset.then) location.href = link.dataset.then;
  else removeItem(item, next);
  tell(words.deleted);
}

// Ask what the page behind a link asks, and return whether the answer is yes.
export async function isSure(link) {
  const page = await loadPage(link.href);
  const question = page?.getElementById("question");
  if (question) return ask(question.textContent, link.textContent);
  const status = document.getElementById("status");
  status.textContent = page?.querySelector("main [role=alert]")?.textContent ?? status.dataset.noAnswer;
  return false;
}

// Remove an item of a list; the focus goes on to the next one.
export function removeItem(item, next = findNext(item)) {
  item.remove();
  focusOn(next);
}

function findNext(item) {
  const next = [item.nextElementSibling, item.previousElementSibling].find((other) => other?.matches("article"));
  return next ?? document.getElementById("main");
}
