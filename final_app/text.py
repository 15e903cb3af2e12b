"""Pure functions on text: normalised names, what is visible, repetitions, times."""

import hashlib
import unicodedata
from datetime import datetime

import regex

LETTER = r"[\p{L}\p{M}\p{N}_]"
JOINER = rf"[\u200c\u200d](?={LETTER})"  # between two letters, as in Persian and Indic scripts
WORD = rf"[\p{{L}}\p{{N}}_](?:{LETTER}|{JOINER})*"
RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
BLANK_LINES = regex.compile(r"\A(?:[^\S\n]*\n)+")
VISIBLE = regex.compile(r"[^\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]")


def repetition_key(request_key: str, *texts: str) -> str:
    """Return what is stored to know a repetition: equal only for the same key with the same texts; "" without a key.

    Back in the history, a page still has its key, and another text is written in it.
    """
    return hashlib.sha256("\0".join([request_key, *texts]).encode()).hexdigest() if request_key else ""


def is_word(text: str) -> bool:
    """Return whether a text is a single word, as in a mention."""
    return regex.fullmatch(WORD, text) is not None


def is_visible(text: str) -> bool:
    """Return whether there is anything to see in a text."""
    return VISIBLE.search(text) is not None


def trim_text(text: str) -> str:
    """Return a text without blank lines around it; a line end is one character, and the indentation is kept.

    >>> trim_text("\\r\\n    if x:\\r\\n        return 1\\r\\n")
    '    if x:\\n        return 1'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return BLANK_LINES.sub("", lines.rstrip()) if is_visible(text) else ""


def isolate(name: str) -> str:
    """Return a name for use within a sentence: if it runs from right to left, the rest of the line does not turn."""
    return f"\u2068{name}\u2069" if RIGHT_TO_LEFT.search(name) else name


def name_key(name: str) -> str:
    """Return the form in which names are compared: case-folded and normalised (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", name).casefold()


def iso_time(moment: datetime | None) -> str | None:
    """Return a time in ISO 8601, to the millisecond, or None for None."""
    return moment.isoformat(timespec="milliseconds") if moment else None
