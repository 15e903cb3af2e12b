"""Read a roster as spreadsheets save it: with commas, semicolons or tabs, in UTF-8, UTF-16 or Korean Windows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from final_app.users.nicknames import AROUND

COLUMNS = ("name", "user_id", "nickname", "email")
OTHER_NAMES = {
    **{"username": "user_id", "user": "user_id", "e_mail": "email", "user_email": "email", "user_name": "name"},
    **{"이름": "name", "성명": "name", "아이디": "user_id", "닉네임": "nickname", "별명": "nickname"},
    **{"이메일": "email"},
}
MOST_ROWS = 1000
UTF16 = (b"\xff\xfe", b"\xfe\xff")  # how such a file begins


class RosterError(Exception):
    """A roster that is not taken, with a line of text for each thing that is wrong."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Row:
    """One person of a roster; "" for what is not given."""

    line: int
    name: str
    user_id: str
    nickname: str
    email: str


def read_roster(data: bytes) -> list[Row]:
    """Return the rows of a roster; raises RosterError naming every line that cannot be read."""
    text = decode(data)
    lines = csv_lines(text, find_delimiter(text))
    columns = read_columns(next(lines, (0, []))[1])
    rows, wrong = [], []
    for number, cells in lines:
        if any(cells[len(columns) :]):
            wrong.append(at_line(number, _("There are more cells than in the first line.")))
        elif any(cells):
            given = dict(zip(columns, cells, strict=False))
            rows.append(Row(number, *(given.get(column, "") for column in COLUMNS)))
    if len(rows) > MOST_ROWS:
        wrong.append(_("A roster has at most %(most)s people.", most=MOST_ROWS))
    if wrong:
        raise RosterError(*wrong)
    return rows


def read_columns(cells: list[str]) -> list[str]:
    """Return the names of the columns in the first line; their case does not matter, and others than ours may be there.

    Raises RosterError without a name, or where a column is there twice.
    """
    keys = [cell.casefold().replace(" ", "_").replace("-", "_") for cell in cells]
    columns = [OTHER_NAMES.get(key, key) for key in keys]
    if "name" not in columns:
        raise RosterError(_("The first line must name the columns: name, and perhaps user_id, nickname, email."))
    twice = sorted({column for column in COLUMNS if columns.count(column) > 1})
    if twice:
        raise RosterError(_("There are two columns for: %(columns)s", columns=", ".join(twice)))
    return columns


def decode(data: bytes) -> str:
    """Return the text of a file, without its byte order mark; raises RosterError for what is no text."""
    encodings = ["utf-16"] if data.startswith(UTF16) else ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterError(_("This file is no text that can be read. Save it as “CSV UTF-8” in the spreadsheet."))


def find_delimiter(text: str) -> str:
    """Return what separates the cells: whichever of the usual three the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def csv_lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each line that is not empty, and its cells without what is invisible around them.

    A row with a line break in quotes has the number of its first line. Raises RosterError for quotes that do not match.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            trimmed = [AROUND.sub("", cell) for cell in cells]
            if any(trimmed) and not cells[0].startswith("sep="):  # which some spreadsheets want to be told
                yield number, trimmed
            number = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(at_line(number, _("The quotes do not match."))) from error


def at_line(number: int, message: object) -> str:
    """Return a message about a line."""
    return str(_("Line %(number)s: %(message)s", number=number, message=message))
