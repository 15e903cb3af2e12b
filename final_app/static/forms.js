// Forms and buttons on every page: ask before what cannot be undone, send once, show the wrong field.

import { ask } from "./ask.js";

export function setUpForms() {
  document.addEventListener("submit", askFirst);
  document.addEventListener("submit", sendOnce);
  window.addEventListener("pageshow", enableButtons);
  focusWrongField();
}

// Nobody else hears of the form before the answer is yes.
async function askFirst(event) {
  const { target: form, submitter } = event;
  const question = form.dataset.confirm;
  if (!question) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(question, submitter.textContent))) return;
  delete form.dataset.confirm;
  form.requestSubmit(submitter);
  form.dataset.confirm = question;
}

// Disable the button while the form is on its way. Not at once: the value of a disabled button is not sent.
function sendOnce(event) {
  if (event.target.method === "dialog") return;
  setTimeout(() => {
    if (!event.defaultPrevented && event.submitter) event.submitter.disabled = true;
  });
}

// Back in the history a page is as it was left, and its form may be sent again.
function enableButtons() {
  for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
}

// The page has autofocus on it, which browsers ignore in some cases, as when the address names a part of the page.
function focusWrongField() {
  if (document.activeElement === document.body) document.querySelector('[aria-invalid="true"]')?.focus();
}
