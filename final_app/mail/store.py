"""Letters in MongoDB, for a day: those kept for want of a mail server, and which addresses a letter did not reach.

letters: {_id, to, subject, text, sent_at}. failures: {_id: address, sent_at}.
"""

from datetime import UTC
from datetime import datetime

from final_app.db import Document
from final_app.db import get_db

SHOWN = 50


def keep_letter(letter: Document) -> None:
    """Keep a letter."""
    get_db().letters.insert_one(letter)


def kept_letters() -> list[Document]:
    """Return the newest letters, newest first."""
    return list(get_db().letters.find().sort("_id", -1).limit(SHOWN))


def remove_letters(to: str) -> None:
    """Forget the letters to an address, and whether they reached it."""
    get_db().letters.delete_many({"to": to})
    get_db().failures.delete_one({"_id": to.casefold()})


def note_sending(address: str, failed: bool) -> None:
    """Note that the last letter to an address was sent, or was not."""
    if failed:
        get_db().failures.replace_one({"_id": address}, {"_id": address, "sent_at": datetime.now(UTC)}, upsert=True)
    else:
        get_db().failures.delete_one({"_id": address})


def sending_failed(address: str) -> bool:
    """Tell whether the last letter to an address was noted as not sent."""
    return get_db().failures.find_one({"_id": address}) is not None
