// The order of ids: they grow with time, and so does their length.

export function isNewer(id, other) {
  return id.length === other.length ? id > other : id.length > other.length;
}
