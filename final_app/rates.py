"""Count what is limited: for all processes in Redis, or in this one while Redis is away."""

import math
import time
from collections.abc import Callable
from collections.abc import Iterable
from typing import TypeVar

from flask import current_app
from flask_babel import lazy_gettext as _
from limits import RateLimitItem
from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from limits.strategies import RateLimiter

from final_app.errors import AppError
from final_app.extensions import limiter

TRY_AGAIN_SECONDS = 5  # after which Redis is asked again
Result = TypeVar("Result")
local = FixedWindowRateLimiter(MemoryStorage())
away_until = 0.0


def hit(setting: str, key: str, message: object = None) -> None:
    """Count one of what a setting limits, for a key; raises AppError (429) if there were too many before.

    A setting may have several limits, as "30/minute;300/hour". What one of them rejects, no other counts.
    """
    counted: list[RateLimitItem] = []
    for limit in limits_of(setting):
        if not count(limit, setting, key):
            take_back(counted, setting, key)
            raise too_many(limit, setting, key, message or _("Too many requests. Please wait a while and try again."))
        counted.append(limit)


def limits_of(setting: str) -> list[RateLimitItem]:
    """Return the limits of a setting; an empty one has none."""
    text = current_app.config[setting]
    return parse_many(text) if text else []


def count(limit: RateLimitItem, setting: str, key: str) -> bool:
    """Count one for a limit and return whether it is allowed."""
    return with_storage(lambda rates: rates.hit(limit, setting, key))


def check(setting: str, key: str, message: object) -> None:
    """Raise AppError (429) if there were too many of what a setting limits, for a key; count nothing."""
    for limit in limits_of(setting):
        if not is_allowed(limit, setting, key):
            raise too_many(limit, setting, key, message)


def is_allowed(limit: RateLimitItem, setting: str, key: str) -> bool:
    """Return whether a limit allows one more."""
    return with_storage(lambda rates: rates.test(limit, setting, key))


def used(setting: str, key: str) -> int:
    """Return how many of what a setting limits were counted for a key, by the setting's first limit."""
    names = [limit.key_for(setting, key) for limit in limits_of(setting)]
    return with_storage(lambda rates: rates.storage.get(names[0])) if names else 0


def too_many(limit: RateLimitItem, setting: str, key: str, message: object) -> AppError:
    """Return the error (429) for what comes too often, with the time to wait."""
    wait = with_storage(lambda rates: rates.get_window_stats(limit, setting, key)).reset_time - time.time()
    return AppError(message, status=429, retry_after=max(1, math.ceil(wait)))


def give_back(setting: str, key: str) -> None:
    """Undo one hit."""
    take_back(limits_of(setting), setting, key)


def take_back(counted: Iterable[RateLimitItem], setting: str, key: str) -> None:
    """Undo one hit of each of these limits."""
    for limit in counted:
        add(limit.key_for(setting, key), limit.get_expiry(), -1)


def add(name: str, expiry: int, amount: int) -> None:
    """Add to a count."""
    with_storage(lambda rates: rates.storage.incr(name, expiry, amount=amount))


def with_storage(work: Callable[[RateLimiter], Result]) -> Result:
    """Return the result of work on the shared counts or, where they cannot be reached, on those of this process."""
    global away_until  # noqa: PLW0603
    if time.monotonic() >= away_until:
        try:
            return work(limiter.limiter)
        except Exception as error:  # of the library for whichever storage is configured
            current_app.logger.error("Rate limits are counted in this process only: %s", error)
            away_until = time.monotonic() + TRY_AGAIN_SECONDS
    return work(local)
