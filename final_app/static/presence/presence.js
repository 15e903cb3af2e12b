// Who of one's friends is online, wherever the page names them.

import { socket } from "../realtime.js";

export function setUpPresence() {
  socket?.on("presence", showPresence);
}

function showPresence({ nickname, online }) {
  for (const mark of document.querySelectorAll(`[data-presence="${CSS.escape(nickname)}"]`)) {
    mark.textContent = online ? mark.dataset.online : "";
    mark.hidden = !online;
  }
}
