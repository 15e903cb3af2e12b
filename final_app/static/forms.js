// Forms and buttons on every page: ask before what cannot be undone, send once, show the wrong field.

import { send } from "./http.js";

export function setUpForms() {
  document.addEventListener("submit", askFirst);
  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", enableButtons);
  document.querySelectorAll("[data-delete]").forEach(setUpDeleteButton);
  focusWrongField();
}

function askFirst(event) {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
}

// Disable the button while the form is on its way. Not at once: the value of a disabled button is not sent.
function sendOnce(event) {
  setTimeout(() => {
    if (!event.defaultPrevented && event.submitter) event.submitter.disabled = true;
  });
}

// Back in the history a page is as it was left, and its form may be sent again.
function enableButtons() {
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
}

function setUpDeleteButton(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!confirm(button.dataset.confirm)) return;
    const answer = await send("DELETE", button.dataset.delete).catch(() => null); // the page says why
    if (answer) location.href = button.dataset.then;
  });
}

// The page has autofocus on it, which browsers ignore in some cases, as when the address names a part of the page.
function focusWrongField() {
  if (document.activeElement === document.body) document.querySelector('[aria-invalid="true"]')?.focus();
}
