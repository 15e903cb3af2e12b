// Who of one's friends is online, wherever the page names them.

import { socket } from "../realtime.js";
import { onConnected } from "../refresh.js";

const onlineFriends = new Set();

export function setUpPresence() {
  socket?.on("presence", ({ nickname, online }) => {
    if (online) onlineFriends.add(nickname);
    else onlineFriends.delete(nickname);
    showPresence(nickname);
  });
  socket?.on("disconnect", forgetAll);
  onConnected(() => onlineFriends.forEach(showPresence)); // the page may have been replaced
}

// Nobody tells who leaves meanwhile; at the next connection the server tells who is here.
function forgetAll() {
  const nicknames = [...onlineFriends];
  onlineFriends.clear();
  nicknames.forEach(showPresence);
}

function showPresence(nickname) {
  const online = onlineFriends.has(nickname);
  for (const mark of document.querySelectorAll(`[data-presence="${CSS.escape(nickname)}"]`)) {
    mark.textContent = online ? mark.dataset.online : "";
    mark.hidden = !online;
  }
}
