// Deleting a comment: one's own without replies at once, with a way back for a while; where others lose theirs, it asks.

import { isSure } from "../deleting.js";
import { focusOn } from "../focus.js";
import { send } from "../http.js";
import { tell, words } from "../toasts.js";
import { offerUndo } from "../undo.js";
import { findComment, hasNewer, removeComment, showWhetherEmpty } from "./thread.js";

const section = document.getElementById("comments");

export function setUpRemoving() {
  section.addEventListener("click", (event) => {
    const link = event.target.closest("a.remove");
    if (!link) return;
    event.preventDefault();
    const item = link.closest("[data-comment-id]");
    if (isMineAlone(item)) removeWithUndo(item);
    else askAndRemove(link, item);
  });
}

function isMineAlone({ dataset }) {
  const hasReplies = section.querySelector(`[data-reply-to="${CSS.escape(dataset.commentId)}"]`) !== null;
  return dataset.author === document.body.dataset.nickname && !hasReplies && !hasNewer();
}

function removeWithUndo(item) {
  const id = item.dataset.commentId;
  setHidden(item, true);
  offerUndo(section.dataset.removed, () => remove(id), () => setHidden(findComment(id), false));
}

function setHidden(item, isHidden) {
  const place = shownItems().indexOf(item);
  item.hidden = isHidden;
  showWhetherEmpty();
  if (isHidden) focusAt(place);
  else focusOn(item);
}

async function remove(id) {
  const answer = await send("DELETE", `/comments/${id}`).catch(() => null); // the page says why
  if (answer) removeComment(id);
  else setHidden(findComment(id), false);
}

async function askAndRemove(link, item) {
  if (!(await isSure(link))) return;
  const answer = await send("DELETE", `/comments/${item.dataset.commentId}`).catch(() => null);
  if (!answer) return;
  const place = shownItems().indexOf(item);
  removeComment(item.dataset.commentId);
  focusAt(place);
  tell(words.deleted);
}

function shownItems() {
  return [...section.querySelectorAll("ol.comments > :not([hidden])")];
}

// What stands now where something was removed, or is the last, gets the focus.
function focusAt(place) {
  const items = shownItems();
  focusOn(items[place] ?? items.at(-1) ?? section.querySelector("h2"));
}
