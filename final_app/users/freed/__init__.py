"""Nicknames that someone gave up: for a while they are not given to others."""
