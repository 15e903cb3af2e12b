// The page of the class, on a projector: whoever joins appears, and a code that another moderator made.

import { refresh } from "../refresh.js";
import { socket } from "../realtime.js";

const PAUSE = 300; // milliseconds: thirty people who join together are a few changes, not thirty

export function setUpClass() {
  if (!document.getElementById("class")) return;
  let isWaiting = false;
  socket?.on("class_changed", () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      refresh();
    }, PAUSE);
  });
}
