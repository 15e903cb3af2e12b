"""The reader's language: Korean or English, as the system says."""

import locale
import os


def system_language() -> str:
    """Return "ko" or "en", from the environment or else the system's locale."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), locale.getlocale()[0] or "")
    return "ko" if language.lower().startswith("ko") else "en"


def say(english: str, korean: str) -> str:
    """Return whichever of the two the reader reads."""
    return korean if system_language() == "ko" else english
