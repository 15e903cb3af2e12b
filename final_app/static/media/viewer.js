// The pictures of a post, large: arrow keys and swipes lead to the next one, Escape leads back.

const FAR = 40; // pixels of a swipe
const viewer = document.getElementById("viewer");
let shown = []; // the links of the post's pictures
let place = 0;
let touchedAt = 0;

export function setUpViewer() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".pictures a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    shown = [...link.parentElement.querySelectorAll("a")];
    show(shown.indexOf(link));
    viewer.showModal();
  });
  viewer.querySelector(".close").addEventListener("click", () => viewer.close());
  viewer.querySelector(".before").addEventListener("click", () => show(place - 1));
  viewer.querySelector(".after").addEventListener("click", () => show(place + 1));
  viewer.addEventListener("click", ({ target }) => target === viewer && viewer.close()); // beside the picture
  viewer.addEventListener("close", () => shown[place].focus());
  viewer.addEventListener("keydown", pressKey);
  viewer.addEventListener("touchstart", ({ touches }) => (touchedAt = touches.length === 1 ? touches[0].clientX : NaN));
  viewer.addEventListener("touchend", ({ changedTouches }) => swipe(changedTouches[0].clientX - touchedAt));
}

function show(wanted) {
  if (!(wanted in shown)) return;
  place = wanted;
  const { alt } = shown[place].querySelector("img");
  const picture = new Image(); // not the one before with other words, while it loads
  Object.assign(picture, { src: shown[place].href, alt });
  viewer.querySelector("img").replaceWith(picture);
  viewer.querySelector("figcaption").textContent = alt;
  const words = viewer.querySelector(".place");
  words.textContent = words.dataset.words.replace("{place}", place + 1).replace("{count}", shown.length);
  for (const [name, step] of [[".before", -1], [".after", 1]]) {
    const button = viewer.querySelector(name);
    button.hidden = shown.length === 1;
    button.ariaDisabled = String(!(place + step in shown)); // disabled, it would lose the focus
  }
}

function pressKey(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) show(place + step);
}

function swipe(distance) {
  if (visualViewport.scale === 1 && Math.abs(distance) > FAR) show(place - Math.sign(distance));
}
