// What was added, changed or removed while nothing came live: the comments are loaded again, and compared.

import { loadPage } from "../http.js";
import { isNewer } from "../ids.js";
import { showWay } from "./pages.js";
import { hasNewer, newest, oldest, readComments, removeComment, showAll } from "./thread.js";

const section = document.getElementById("comments");
const list = section?.querySelector("ol.comments");

export async function catchUp() {
  const shown = [...list.children].map(idOf); // what comes live from now on is newer
  const pages = await loadPages(shown.length > 0 ? oldest() : "");
  if (!pages) return;
  const items = pages.flatMap(readComments);
  const ids = new Set(items.map(idOf));
  const isCovered = makeRange(pages, ids);
  showAll(items.filter(makeFilter()));
  for (const id of shown) if (isCovered(id) && !ids.has(id)) removeComment(id);
  if (shown.length === 0) showWay(pages.at(-1), "older"); // more than one page may have come
}

// Return a function that tells whether a comment belongs into the page: older and newer ones come when they are asked for.
function makeFilter() {
  const first = section.querySelector("p.older") && oldest();
  const last = hasNewer() && newest();
  return (item) => !(first && isNewer(first, idOf(item))) && !(last && isNewer(idOf(item), last));
}

function idOf(item) {
  return item.dataset.commentId;
}

// Load the page with the newest comment that is shown, or with the newest of all, and older ones back to the oldest that
// is shown; return null if the server does not give them.
async function loadPages(oldestId) {
  const pages = [];
  let url = section.querySelector("form.comment").action + (hasNewer() ? `?comment=${newest()}` : "");
  while (url) {
    const page = await loadPage(url);
    if (!page?.getElementById("comments")) return null; // it is gone, or the login has ended
    pages.push(page);
    const isFarEnough = !oldestId || readComments(page).some((item) => !isNewer(idOf(item), oldestId));
    url = isFarEnough ? null : page.querySelector("#comments p.older a")?.getAttribute("href");
  }
  return pages;
}

// Return a function that tells whether a comment, if it still exists, must be among those on these pages.
function makeRange(pages, ids) {
  const hasMore = (page, kind) => page.querySelector(`#comments p.${kind}`) !== null;
  const isAbove = (id) => hasMore(pages.at(-1), "older") && [...ids].every((other) => isNewer(other, id));
  const isBelow = (id) => hasMore(pages[0], "newer") && [...ids].every((other) => isNewer(id, other));
  return (id) => !isAbove(id) && !isBelow(id);
}
