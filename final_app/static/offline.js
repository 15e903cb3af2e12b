// A banner while the connection is lost for more than a moment; it goes by itself.

const MILLISECONDS = 3000;
const root = document.documentElement;
const banner = document.getElementById("offline");
let patience = 0;

export function setUpOffline() {
  for (const event of ["online", "offline"]) window.addEventListener(event, look);
  new MutationObserver(look).observe(root, { attributeFilter: ["data-connection"] });
  look();
}

function look() {
  if (isLost()) {
    patience ||= setTimeout(() => (banner.textContent = banner.dataset.words), MILLISECONDS);
  } else {
    clearTimeout(patience);
    patience = 0;
    banner.replaceChildren();
  }
}

// A page without a socket knows only what the browser says.
function isLost() {
  return !navigator.onLine || ["connecting", "offline"].includes(root.dataset.connection);
}
