"""Write the logins of a roster: as CSV for a spreadsheet, and as slips to print and cut out."""

import csv
import io
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from flask import render_template
from flask_babel import force_locale

from final_app.joining.roster.actions import Login

COLUMNS = ("name", "user_id", "nickname", "email", "password")
FORMULA = tuple("=+-@＝＋－＠")  # how a formula begins in a spreadsheet; some read the wide signs as the others


def read_passwords(path: Path) -> dict[str, str]:
    """Return the one-time passwords by usernames that an earlier run wrote to this file, {} if it did not."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        return {row["user_id"]: row["password"] for row in rows if row.get("user_id") and row.get("password")}


@contextmanager
def written_logins(path: Path, logins: list[Login], language: str, address: str) -> Iterator[list[Path]]:
    """Write the logins as CSV, and slips beside it, once the block has ended; yield the names of both files.

    Nothing can go wrong by then: the files are complete already, under other names. Only their owner can read them.
    """
    texts = {path: to_csv(logins), path.with_suffix(".html"): to_slips(logins, language, address)}
    drafts = {place: place.with_name(f"{place.name}.part") for place in texts}
    try:
        for place, text in texts.items():
            drafts[place].unlink(missing_ok=True)
            drafts[place].touch(mode=0o600)
            drafts[place].write_text(text, encoding="utf-8", newline="")
        yield list(texts)
        for place, draft in drafts.items():
            draft.replace(place)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def to_csv(logins: Iterable[Login]) -> str:
    """Return logins as CSV that spreadsheets open with the right letters."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: as_text(str(value)) for name, value in asdict(login).items()} for login in logins)
    return "\ufeff" + file.getvalue()


def as_text(value: str) -> str:
    """Return a value that a spreadsheet shows as it is, and does not run as a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def to_slips(logins: Iterable[Login], language: str, address: str) -> str:
    """Return a page with a slip for each login that has a one-time password."""
    with force_locale(language):
        return render_template("joining/slips.html", logins=[one for one in logins if one.password], address=address)
