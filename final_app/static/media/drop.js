// Pictures that are pasted into the text of a form, or dropped anywhere on it.

export function setUpDrop(form, add) {
  form.querySelector("textarea").addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes("text/plain")) return; // a word processor copies its text as a picture, too
    event.preventDefault();
    add([...files]);
  });
  form.addEventListener("dragover", (event) => showDrop(event, true));
  form.addEventListener("dragleave", (event) => showDrop(event, form.contains(event.relatedTarget)));
  form.addEventListener("drop", (event) => {
    const { files } = event.dataTransfer;
    showDrop(event, false);
    if (files.length > 0) add([...files]);
  });
}

// Only files are taken: text is dropped into the field as ever.
function showDrop(event, isOver) {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  event.currentTarget.classList.toggle("dropping", isOver);
}
