// Make pictures smaller before they are sent: a phone's has 50 megapixels, and no page shows more than 4.

const LONGER_SIDE = 2048; // pixels, as the server keeps
const LARGE_FILE = 1_000_000; // bytes, above which a picture may be worth it
const HUGE_FILE = 4_000_000; // bytes, above which it is worth it whatever its pixels
const HEAD = 16384; // bytes, in which an animation says that it is one

// Return the file to send in place of this one: smaller, upright and in common colors, or the same.
export async function shrink(file, acceptedTypes) {
  const isAccepted = acceptedTypes.includes(file.type);
  if (isAccepted && !(await mayBeLarge(file))) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (bitmap === null) return file; // the server says what is wrong with it
  const scale = Math.min(1, LONGER_SIDE / Math.max(bitmap.width, bitmap.height));
  const blob = scale < 1 || !isAccepted || file.size > HUGE_FILE ? await draw(bitmap, scale, file.type === "image/jpeg") : null;
  bitmap.close();
  return blob ? new File([blob], rename(file.name, blob.type), { type: blob.type }) : file;
}

// Return whether the browser can show a file as a picture.
export async function canDecode(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  bitmap?.close();
  return bitmap !== null;
}

// An animation is sent as it is: a canvas would keep its first picture only.
async function mayBeLarge(file) {
  if (file.type === "image/gif") return false;
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const text = String.fromCharCode(...head);
  if (["acTL", "ANIM", "ftypavis"].some((mark) => text.includes(mark))) return false;
  return file.size > LARGE_FILE || file.type !== "image/jpeg" || hasManyPixels(head);
}

// A JPEG of one color can be small and have many pixels.
function hasManyPixels(head) {
  const view = new DataView(head.buffer);
  for (let at = 2; at + 9 <= head.length && head[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const isFrame = head[at + 1] >= 0xc0 && head[at + 1] <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(head[at + 1]);
    if (isFrame) return Math.max(view.getUint16(at + 5), view.getUint16(at + 7)) > LONGER_SIDE;
  }
  return true; // not told in these bytes
}

async function draw(bitmap, scale, isPhoto) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, isPhoto ? "image/jpeg" : "image/webp", 0.92));
  canvas.width = 0; // gives the memory back at once
  return blob;
}

function rename(name, type) {
  return `${name.replace(/\.[^.]*$/, "")}.${type.replace("image/", "")}`;
}
