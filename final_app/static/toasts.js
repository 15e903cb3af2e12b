// What is told for a while, below the bar: it waits for whoever points at it or is in it, and can be closed.

const MILLISECONDS_IN_SIGHT = 8000;
const news = document.getElementById("news");
let silence = 0;

export const { dataset: words } = document.getElementById("toasts");

export function setUpToasts() {
  const toasts = document.getElementById("toasts");
  toasts.addEventListener("click", ({ target }) => target.matches(".close") && close(target.parentElement));
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeByKey(event));
  for (const event of ["pointerenter", "focusin"]) news?.parentElement.addEventListener(event, wait);
  for (const event of ["pointerleave", "focusout"]) news?.parentElement.addEventListener(event, startSilence);
}

// Show a text, and take it away after a while.
export function tell(text) {
  news.textContent = text;
  if (news.parentElement.matches(":hover, :focus-within")) wait();
  else startSilence();
}

function wait() {
  clearTimeout(silence);
}

function startSilence() {
  clearTimeout(silence);
  silence = setTimeout(() => close(news.parentElement), MILLISECONDS_IN_SIGHT);
}

// The focus of a button that goes away would start again at the top of the page.
function close(toast) {
  if (toast.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
  toast.querySelector("p").replaceChildren();
}

// Escape closes what is in front first: a menu, a question, what is offered while typing.
function closeByKey({ defaultPrevented }) {
  if (defaultPrevented || document.querySelector("dialog[open]")) return;
  for (const button of document.querySelectorAll(".toast .close")) close(button.parentElement);
}
