"""Write a table of grades while they come in."""

import csv
import io
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from dataclasses import fields
from pathlib import Path

import click

from classroom.grading import Row

FORMULA = tuple("=+-@＝＋－＠")  # how a formula begins in a spreadsheet; some read the wide signs as the others
LONGEST = 2_000
STDOUT = Path("-")


class Table:
    """A CSV file that is complete after every row, or CSV on a stream."""

    def __init__(self, output: Path) -> None:
        """Write the names of the columns, or fail before anything is graded."""
        self.output = output
        self.rows: list[Row] = []
        self.is_stream = output == STDOUT or (output.exists() and not output.is_file())
        self.save(self.text([], header=True))

    def add(self, row: Row) -> None:
        """Add a row; if the file cannot be written now, it will be later."""
        self.rows.append(row)
        try:
            self.save(self.text([row], header=False) if self.is_stream else self.text(self.rows, header=True))
        except OSError:
            if self.is_stream:
                raise

    def close(self) -> None:
        """Write the whole file once more, so that nothing in it comes from a submission."""
        if not self.is_stream:
            self.save(self.text(self.rows, header=True))

    def text(self, rows: Iterable[Row], header: bool) -> str:
        """Return rows as CSV."""
        text = io.StringIO()
        table = csv.DictWriter(text, [field.name for field in fields(Row)])
        if header:
            table.writeheader()
        table.writerows({name: cell(value) for name, value in asdict(row).items()} for row in rows)
        return text.getvalue()

    def save(self, text: str) -> None:
        """Replace the file, with a byte order mark so that spreadsheets display Korean; or write to the stream."""
        if self.output == STDOUT:
            click.echo(text, nl=False)
        elif self.is_stream:
            with self.output.open("a", encoding="utf-8", newline="") as file:
                file.write(text)
        else:
            target = self.output.resolve()
            part = target.with_name(f".{target.name}.part")
            part.write_text(text, encoding="utf-8-sig", newline="")
            os.replace(part, target)


def cell(value: object) -> object:
    """Return a value that a spreadsheet shows as text and does not run as a formula."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def printable(text: str) -> str:
    """Return a text of bounded length, without control characters and without what UTF-8 cannot express."""
    hidden = ("Cc", "Cs")
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) in hidden and sign != "\n" else sign
        for sign in text[:LONGEST]
    )
