// The order of ids: they grow with time, and so does their length. And keys of requests.

export function isNewer(id, other) {
  return id.length === other.length ? id > other : id.length > other.length;
}

// Return a key for a request: one that is sent again with the same key is done once.
export function makeKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
