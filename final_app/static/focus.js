// The focus: on what is no field and no button, so that the keyboard and a screen reader go on from there; and again on
// what had it before.

export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

// Return where in a part of the page the focus is, to find the place again, or null.
export function describeFocus(part) {
  const focused = document.activeElement;
  const around = part.contains(focused) ? focused.closest("[id]") : null;
  return around && { id: around.id, number: [...around.querySelectorAll("a, button")].indexOf(focused) };
}

export function findAgain({ id, number }) {
  return document.getElementById(id)?.querySelectorAll("a, button")[number];
}
