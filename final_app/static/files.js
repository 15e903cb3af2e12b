// Fields for pictures: a button in the language of the page, the names of the chosen files, and what is wrong with them.

export function setUpFiles() {
  for (const input of document.querySelectorAll("input[type=file]")) {
    input.classList.add("unseen"); // its own button speaks the browser's language
    input.closest(".field").querySelector(".pick").hidden = false;
    input.addEventListener("change", () => showChosen(input));
  }
}

function showChosen(input) {
  const fault = findFault(input);
  const chosen = input.closest(".field").querySelector(".chosen");
  input.setCustomValidity(fault);
  chosen.textContent = fault || [...input.files].map((file) => file.name).join(", ");
  chosen.classList.toggle("wrong", fault !== "");
}

// Return what is wrong with the chosen files, or "": before they are sent, which may take long.
function findFault({ files, dataset }) {
  const sizes = [...files].map((file) => file.size);
  if (sizes.length > dataset.most) return dataset.tooMany;
  if (sizes.some((size) => size > dataset.bytes)) return dataset.tooLarge;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total > dataset.together ? dataset.tooMuch : "";
}
