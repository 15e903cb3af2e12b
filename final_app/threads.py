"""Run slow work in threads, so that other requests are answered meanwhile."""

import os
import threading
from collections.abc import Callable
from typing import TypeVar

from flask_babel import lazy_gettext as _

from final_app import loops
from final_app.errors import AppError
from final_app.request_turns import turn_paused

MAX_WAITING = 100
Result = TypeVar("Result")
processors = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) - 1))  # one is left for all other requests
waiting: list[object] = []


def run_in_thread(work: Callable[..., Result], *arguments: object) -> Result:
    """Return the result of work that releases the interpreter's lock, done in a thread of its own if there is a server.

    It takes all processors but one at most. Raises AppError (503) if too many requests wait for one.
    """
    if not loops.mode:
        return work(*arguments)
    if len(waiting) >= MAX_WAITING:
        message = _("Too many people are doing this at the same time. Please try again in a moment.")
        raise AppError(message, status=503, retry_after=5)
    ticket = object()
    waiting.append(ticket)
    try:
        with turn_paused(), processors:
            return loops.run_outside(work, *arguments)
    finally:
        waiting.remove(ticket)
