"""Pages of posts as they are read: with their authors, newest first."""
