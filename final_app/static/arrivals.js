// What comes into a page later, live or after an absence, gets what the page had from the beginning.

import { foldTexts } from "./fold.js";
import { setUpTimes, showTimes } from "./time.js";

export function setUpArrivals() {
  setUpTimes();
  setUp(document);
  new MutationObserver(receive).observe(document.getElementById("main"), { childList: true, subtree: true });
}

function receive(changes) {
  const parents = changes.filter(({ addedNodes }) => [...addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE));
  for (const parent of new Set(parents.map(({ target }) => target))) setUp(parent);
}

function setUp(root) {
  showTimes(root);
  foldTexts(root);
}
