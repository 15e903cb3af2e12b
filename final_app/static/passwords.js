// A button to show what is typed, beside every password field.

export function setUpPasswords() {
  for (const input of document.querySelectorAll("input[type=password]")) addButton(input);
}

function addButton(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain show_password";
  button.textContent = input.dataset.show;
  button.setAttribute("aria-controls", input.id);
  button.setAttribute("aria-describedby", nameLabel(input)); // a page may have several of these buttons
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  button.addEventListener("click", () => show(input, button, input.type === "password"));
  // Sent as text, it could be offered as a suggestion the next time.
  input.form.addEventListener("submit", () => show(input, button, false));
  input.after(button);
}

function nameLabel(input) {
  const [label] = input.labels;
  label.id ||= `${input.id}_label`;
  return label.id;
}

function show(input, button, isShown) {
  const { selectionStart, selectionEnd, selectionDirection } = input;
  input.type = isShown ? "text" : "password";
  input.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  button.setAttribute("aria-pressed", String(isShown));
}
