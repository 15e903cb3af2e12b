"""Letters that could not be mailed as there is no mail server, in MongoDB, for a day.

letters: {_id, to, subject, text, sent_at}.
"""

from final_app.db import Document
from final_app.db import get_db

SHOWN = 50


def keep_letter(letter: Document) -> None:
    """Keep a letter."""
    get_db().letters.insert_one(letter)


def kept_letters() -> list[Document]:
    """Return the newest letters, newest first."""
    return list(get_db().letters.find().sort("_id", -1).limit(SHOWN))
