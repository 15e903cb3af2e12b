"""The reader's language: Korean or English, as the system says or as --lang does."""

import locale
import os
from typing import NamedTuple


class Text(NamedTuple):
    """The same words in both languages; str() gives those that the reader reads."""

    en: str
    ko: str

    def __str__(self) -> str:
        """Return the words in the reader's language."""
        return tr(self.en, self.ko)


EMPTY = Text("", "")


def system_language() -> str:
    """Return "ko" or "en", from the environment or else the system's locale."""
    names = ("COURSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), locale.getlocale()[0] or "")
    return "ko" if language.lower().startswith("ko") else "en"


def set_language(language: str) -> None:
    """Let everything from here on, also in processes that are started, speak "ko" or "en"."""
    os.environ["COURSE_LANG"] = language


def tr(english: str, korean: str) -> str:
    """Return whichever of the two the reader reads."""
    return korean if system_language() == "ko" else english
