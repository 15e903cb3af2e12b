// Undo for a while: what is deleted is out of sight at once, but deleted only when the time is over or the page is left.
// So there is no doubt afterwards: who closes the page has deleted it.

const MILLISECONDS = 10_000;
const place = document.getElementById("undone");
let pending = null; // what is to be done, or undone
let timer = 0;

export function setUpUndo() {
  const toast = place.parentElement;
  toast.querySelector(".undo").addEventListener("click", () => end("undo"));
  for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, () => clearTimeout(timer));
  for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, wait);
  window.addEventListener("pagehide", () => end("finish"));
}

// Say what was done, and do it for good if nobody takes it back.
export function offerUndo(text, finish, undo) {
  end("finish"); // an earlier one
  pending = { finish, undo };
  place.textContent = text;
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => end("finish"), MILLISECONDS);
}

function end(way) {
  clearTimeout(timer);
  place.replaceChildren();
  const ended = pending;
  pending = null;
  ended?.[way]();
}
