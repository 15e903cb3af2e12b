// The list of people below a field. The focus stays in the field, which names the chosen one to screen readers.

const list = document.getElementById("completion");
const status = document.getElementById("completion_status");
let field = null;
let tellChosen = () => {};

// Call a function with the nickname of the person who is pressed.
export function onChosen(listener) {
  tellChosen = listener;
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", ({ target }) => tellChosen(target.closest("li").dataset.nickname));
}

export function isOpen() {
  return !list.hidden;
}

// List people below a field. The first is chosen, unless their name is typed already: then Enter ends the line.
export function open(newField, people, typed) {
  if (people.length === 0) {
    close();
    return;
  }
  field = newField;
  list.replaceChildren(...people.map(makeOption));
  field.after(list);
  list.hidden = false;
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  if (people[0].nickname.toLowerCase() === typed.toLowerCase()) field.removeAttribute("aria-activedescendant");
  else select(list.firstElementChild);
  status.textContent = status.dataset.found.replace("{count}", String(people.length));
}

export function close() {
  if (list.hidden) return;
  list.hidden = true;
  status.textContent = "";
  for (const name of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
}

// Choose the next or previous person; beyond the end it begins again.
export function move(step) {
  const options = [...list.children];
  const index = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = index < 0 && step < 0 ? options.length - 1 : index + step;
  select(options[(next + options.length) % options.length]);
}

// Return the nickname of the chosen person, or null.
export function getChosen() {
  return list.querySelector('[aria-selected="true"]')?.dataset.nickname ?? null;
}

function select(option) {
  for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function makeOption(person, index) {
  const option = document.createElement("li");
  option.id = `completion-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.nickname = person.nickname;
  option.append(makeFace(person), makeText("b", person.nickname), makeText("span", person.user_name));
  return option;
}

function makeText(tag, text) {
  const element = document.createElement(tag);
  element.dir = "auto";
  element.textContent = text;
  return element;
}

function makeFace({ nickname, profile_img: picture }) {
  const face = document.createElement(picture ? "img" : "span");
  face.className = "face";
  if (picture) Object.assign(face, { src: `${picture}?size=thumb`, alt: "" });
  else face.textContent = [...nickname][0];
  face.setAttribute("aria-hidden", "true");
  return face;
}
