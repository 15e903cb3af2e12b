"""Kept emails and failed deliveries in MongoDB, for a day and an hour (schema: Email, DeliveryFailure)."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime

from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo.collection import Collection

from final_app.db import declare
from final_app.schema import DeliveryFailure
from final_app.schema import Email

SHOWN = 50

emails: Callable[[], Collection[Email]] = declare(
    "letters",
    IndexModel([("sent_at", ASCENDING)], expireAfterSeconds=24 * 60 * 60),
    IndexModel([("to", ASCENDING)]),
)
failures: Callable[[], Collection[DeliveryFailure]] = declare(
    "failures",
    IndexModel([("sent_at", ASCENDING)], expireAfterSeconds=60 * 60),
)


def save_email(email: Email) -> None:
    """Save an email."""
    emails().insert_one(email)


def newest_emails() -> list[Email]:
    """Return the newest saved emails, newest first."""
    return list(emails().find().sort("_id", -1).limit(SHOWN))


def delete_emails(to: str) -> None:
    """Delete the saved emails to an address, and whether its last delivery failed."""
    emails().delete_many({"to": to})
    failures().delete_one({"_id": to.casefold()})


def record_delivery(address: str, failed: bool) -> None:
    """Record whether the last email to an address could not be delivered."""
    if failed:
        failures().replace_one({"_id": address}, {"_id": address, "sent_at": datetime.now(UTC)}, upsert=True)
    else:
        failures().delete_one({"_id": address})


def last_delivery_failed(address: str) -> bool:
    """Return whether the last email to an address could not be delivered."""
    return failures().find_one({"_id": address}) is not None
