"""Limit how much a user writes: posts, comments, friend requests and reports together."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _

from final_app import rates
from final_app.schema import User

TOO_MUCH = _("You are writing very fast. Please wait a moment and send it again.")


@contextmanager
def counted(user: User) -> Iterator[None]:
    """Count what a user writes in this context, but not what is rejected; raises AppError (429) for too much."""
    key = str(user["_id"])
    rates.hit("WRITES", key, TOO_MUCH)  # before it is written, as many may arrive at once
    try:
        yield
    except BaseException:
        rates.give_back("WRITES", key)
        raise
