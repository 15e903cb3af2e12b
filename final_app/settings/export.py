"""Export all data of a user as a zip, a little at a time, so that other requests are answered meanwhile.

index.html is to read it, in the user's language and without a network; the JSON files are for programs.
"""

import json
import threading
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from bson import ObjectId
from flask import current_app
from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.extensions import socketio
from final_app.media import store as media_store
from final_app.notifications.sentences import notification_sentence
from final_app.schema import User
from final_app.settings.own_data import Kind
from final_app.settings.own_data import all_kinds
from final_app.settings.own_data import batches

PIECES = 200  # of a page, at a time
turn = threading.Lock()  # one export at a time
exporting: set[ObjectId] = set()


def write_export(user: User, file: IO[bytes]) -> None:
    """Write all stored data of a user: a page to read it, JSON by kind, and pictures (WebP).

    Raises AppError (429) while another export of the same user is being written.
    """
    if user["_id"] in exporting:
        raise AppError(_("Your data is being collected already. Please wait for that download."), 429, retry_after=60)
    exporting.add(user["_id"])
    try:
        with turn, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as files:
            write_entry(files, "index.html", page_pieces(user))
            write_entry(files, "style.css", [read_style()])
            for name, facts in all_kinds(user).items():
                write_entry(files, f"{name}.json", json_pieces(facts))
            for image in media_store.images_of(user["_id"]):
                files.writestr(zipfile.ZipInfo(f"pictures/{image['_id']}.webp"), image["full"])  # compressed already
                socketio.sleep(0)
    finally:
        exporting.discard(user["_id"])


def write_entry(files: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    """Write a file of the zip, and let others have a turn after each piece."""
    with files.open(name, "w") as entry:
        for piece in pieces:
            entry.write(piece.encode())
            socketio.sleep(0)


def page_pieces(user: User) -> Iterator[str]:
    """Yield the page, in the user's language; what it shows is read on the way."""
    now = datetime.now(UTC)
    page = current_app.jinja_env.get_template("settings/export.html")
    with force_locale(user["language"]):
        pieces = page.generate(all_kinds(user), sentence=notification_sentence, language=user["language"], now=now)
        while some := "".join(islice(pieces, PIECES)):
            yield some


def read_style() -> str:
    """Return the style sheet of the page."""
    return Path(str(current_app.static_folder), "export.css").read_text(encoding="utf-8")


def json_pieces(facts: Kind) -> Iterator[str]:
    """Yield the pieces of an object, or of a list, as JSON."""
    if isinstance(facts, Mapping):
        yield to_json(facts)
        return
    between = "[\n"
    for some in batches(facts):
        yield between + ",\n".join(map(to_json, some))
        between = ",\n"
    yield "\n]" if between == ",\n" else "[]"


def to_json(fact: object) -> str:
    """Return a fact as JSON."""
    return json.dumps(fact, default=str, ensure_ascii=False, indent=2)
