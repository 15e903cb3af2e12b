// The one socket of a page. Without it the page works, only not live.
// <html data-connection> says how it is: "connecting", "online" (by WebSocket) or "offline".

// From the classic script before the modules; missing if that did not load.
export const socket = globalThis.io?.({ autoConnect: false }) ?? null;
globalThis.socket = socket; // to look at it in the console, as in the stages

export function connect() {
  if (!socket) {
    show("offline");
    return;
  }
  show("connecting");
  socket.on("connect", showWhenUpgraded);
  socket.on("disconnect", () => show("offline"));
  socket.on("connect_error", () => show("offline"));
  socket.io.on("reconnect_attempt", () => show("connecting"));
  socket.connect();
}

// It begins with plain requests and moves to a WebSocket; where that is not possible, the requests stay.
function showWhenUpgraded() {
  const { engine } = socket.io;
  const showOnline = () => show("online");
  if (engine.transport.name === "websocket") {
    showOnline();
    return;
  }
  show("connecting");
  engine.once("upgrade", showOnline);
  engine.once("upgradeError", showOnline);
}

function show(state) {
  document.documentElement.dataset.connection = state;
}
