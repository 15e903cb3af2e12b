// How many characters are left, once there are few, counted as the server counts: a line end or an emoji is one.

const FEW = 0.1; // of the limit
const PAUSE = 1000; // milliseconds without typing, after which the number is read out

export function setUpCounters() {
  for (const field of document.querySelectorAll("textarea[data-left]")) setUpCounter(field);
}

function setUpCounter(field) {
  const { maxLength: limit } = field;
  field.removeAttribute("maxlength"); // it would cut off what is pasted, and counts an emoji as two
  const shown = document.createElement("p");
  shown.className = "hint counter";
  shown.ariaHidden = "true";
  const spoken = document.createElement("p");
  spoken.className = "unseen";
  spoken.setAttribute("role", "status");
  field.after(shown, spoken);
  let pause = 0;
  const update = () => {
    showLeft(field, shown, limit);
    clearTimeout(pause);
    pause = setTimeout(() => (spoken.textContent = shown.textContent), PAUSE);
  };
  field.addEventListener("input", update);
  field.form.addEventListener("reset", () => setTimeout(update));
  update();
}

function showLeft(field, shown, limit) {
  const left = limit - countCharacters(field.value);
  const words = left < 0 ? field.dataset.over : field.dataset.left;
  shown.textContent = left > limit * FEW ? "" : words.replace("{count}", Math.abs(left));
  shown.classList.toggle("wrong", left < 0);
  field.setCustomValidity(left < 0 ? shown.textContent : "");
}

function countCharacters(text) {
  const lines = text.replace(/\r\n?/g, "\n").trimEnd();
  return [...lines.replace(/^(?:[^\S\n]*\n)+/, "")].length;
}
