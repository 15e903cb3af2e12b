// The page of the moderators: a new report appears on it.

import { socket } from "../realtime.js";
import { refresh } from "../refresh.js";

export function setUpModeration() {
  if (document.getElementById("reports")) socket?.on("report_notice", () => refresh());
}
