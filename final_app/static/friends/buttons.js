// Friend buttons: pressed without a reload, and right on all open pages of both people, whoever of them pressed one.

import { send } from "../http.js";
import { socket } from "../realtime.js";
import { refreshLive } from "../refresh.js";

let timer = 0;

export function setUpFriendButtons() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.friend") || event.defaultPrevented) return;
    event.preventDefault();
    press(event.target);
  });
  socket?.on("friendship", ({ nickname, state }) => {
    if (isShown(nickname, state)) updateSoon();
  });
}

// The button is not disabled meanwhile, as it would lose the focus; a second press does nothing.
async function press(form) {
  if (form.dataset.isSent) return;
  form.dataset.isSent = "true";
  const { state, expected } = form.elements;
  const method = state.value === "none" ? "DELETE" : "PUT";
  await send(method, form.action, expected && { expected: expected.value }).catch(() => null); // the page says why
  delete form.dataset.isSent;
  updateSoon();
}

// Which posts there are changes when a friendship begins or ends.
function isShown(nickname, state) {
  const name = CSS.escape(nickname);
  if (document.querySelector(`[data-friends], [data-friend="${name}"]`)) return true;
  return ["friends", "none"].includes(state) && document.querySelector(`#feed, [data-author="${name}"]`) !== null;
}

// Once for several reasons at the same moment, such as one's own press and the news of it.
function updateSoon() {
  clearTimeout(timer);
  timer = setTimeout(refreshLive, 50);
}
