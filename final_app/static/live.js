// The one socket of a page: every room's script listens on it. Without it the page works, only not live.

const socket = typeof io === "undefined" ? null : io();
