"""Choose between English and Korean, by --lang or else by the system."""

import locale
import os
from typing import NamedTuple


class Text(NamedTuple):
    """A text in both languages; str() returns the one in the reader's language."""

    en: str
    ko: str

    def __str__(self) -> str:
        """Return the text in the reader's language."""
        return tr(self.en, self.ko)

    def then(self, more: "Text") -> "Text":
        """Return this text followed by another."""
        return Text(f"{self.en} {more.en}", f"{self.ko} {more.ko}")


EMPTY = Text("", "")


def system_language() -> str:
    """Return "ko" or "en", from the environment or else from the locale."""
    names = ("COURSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), locale.getlocale()[0] or "")
    return "ko" if language.lower().startswith("ko") else "en"


def set_language(language: str) -> None:
    """Use "ko" or "en" in this process and in those that it starts."""
    os.environ["COURSE_LANG"] = language


def tr(english: str, korean: str) -> str:
    """Return the text in the reader's language."""
    return korean if system_language() == "ko" else english
