"""Whether users are still there, and whether they may have blocks."""
