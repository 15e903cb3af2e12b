// The previews of a field for pictures: a row for each, in the order in which the post will show them.

const SIDE = 192; // pixels of a preview

export function rowsIn(picker) {
  return [...picker.querySelectorAll(".preview")];
}

// The rows of pictures that are there already: their order is sent, instead of which one comes first.
export function setUpRows(picker) {
  for (const choice of picker.querySelectorAll("[name=image_order][type=radio]")) {
    choice.type = "hidden";
    choice.closest("label").hidden = true;
  }
  nameRows(picker);
}

// Add a row for a new picture. Of one single picture it takes the place of the one before.
export function addRow(picker, name) {
  const row = picker.querySelector("template").content.firstElementChild.cloneNode(true);
  row.dataset.name = name;
  if (picker.dataset.most === "1") rowsIn(picker).forEach((one) => (one.hidden = true));
  picker.querySelector(".previews").append(row);
  nameRows(picker);
  return row;
}

// Remove the rows of new pictures, and show the one that is there again.
export function clearRows(picker) {
  for (const row of rowsIn(picker)) {
    if (row.querySelector(".remove_picture")) row.remove();
    else row.hidden = false;
  }
}

// Move a row by one place and return which place that is, in words. The focus stays in it.
export function move(row, isLater, button) {
  if (isLater) row.nextElementSibling?.after(row);
  else row.previousElementSibling?.before(row);
  nameRows(row.closest(".picker"));
  (button.hidden ? row.querySelector(isLater ? ".earlier" : ".later") : button).focus();
  return row.querySelector("legend").textContent;
}

// Say of each row which place it has, and offer only the moves that there are.
export function nameRows(picker) {
  const rows = rowsIn(picker);
  rows.forEach((row, index) => {
    const words = picker.dataset.moved.replace("{place}", index + 1).replace("{count}", rows.length);
    row.querySelector("legend").textContent = [words, row.dataset.name].filter(Boolean).join(": ");
    for (const button of row.querySelectorAll(".earlier")) button.hidden = index === 0;
    for (const button of row.querySelectorAll(".later")) button.hidden = index === rows.length - 1;
  });
}

// Draw a picture into its row; one that the browser cannot show has its name there.
export async function draw(row, file) {
  const thumb = row.querySelector(".thumb");
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) {
    thumb.textContent = file.name;
    return;
  }
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  thumb.replaceChildren(canvas);
}
