"""Fail a check, with what was expected and what came."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.i18n import EMPTY
from classroom.i18n import Text


@dataclass
class Exchange:
    """What was sent and what came back, over HTTP or on a socket, as shown with a failed check."""

    request: str
    response: str
    rule: Text = EMPTY
    error: BaseException | None = None  # an unhandled exception of the app
    http_error: Exception | None = None  # what a view aborted with, or a routing error
    sent_by: str = ""  # the name of the client


class CheckFailed(Exception):
    """Raised by a check that found a difference."""

    def __init__(
        self,
        en: str,
        ko: str,
        expected: object = None,
        actual: object = None,
        exchange: Exchange | None = None,
    ) -> None:
        """Store the difference in both languages, both values, and the exchange that shows it."""
        super().__init__(en)
        self.text = Text(en, ko)
        self.expected = expected
        self.actual = actual
        self.exchange = exchange


class AppNotLoaded(CheckFailed):
    """Raised if the app cannot be loaded at all."""


def expect(ok: object, en: str, ko: str, expected: object = None, actual: object = None) -> None:
    """Fail with a message in both languages unless a condition holds."""
    if not ok:
        raise CheckFailed(en, ko, expected, actual)
