"""Show a lesson in the terminal: the answers only when the reader asks for them."""

import os
import re
import sys
from typing import ClassVar
from typing import NamedTuple

import click
from rich.console import Console
from rich.console import ConsoleOptions
from rich.console import RenderResult
from rich.markdown import Markdown
from rich.markdown import MarkdownElement
from rich.markdown import TableElement
from rich.table import Table
from rich.text import Text as RichText

from classroom.cli.output import console
from classroom.i18n import tr

DETAILS = re.compile(r"^<details>\s*<summary>.*?</summary>\s*^(.*?)^</details>\n", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)
CLAIM_MARK = re.compile(r"\s\[[A-Z]\d+[a-z]?\]\(claims\.py\)")
FILE_LINK = re.compile(r"\[([^\]]+)\]\([\w./-]+\.(?:md|py)(?:#[^)]*)?\)")
CODE_FILE = re.compile(r"^(```\w+) (\S+)$", re.MULTILINE)


def show_lesson(text: str) -> None:
    """Show a lesson: page by page on a terminal, as plain Markdown in a pipe."""
    text = FILE_LINK.sub(r"\1", CLAIM_MARK.sub("", text))  # they lead somewhere on the web only
    if console.is_terminal and sys.stdin.isatty():
        read_interactively(text)
    elif console.is_terminal:
        console.print(Page(answers_last(text)))
    else:
        click.echo(answers_last(text), nl=False)


def read_interactively(text: str) -> None:
    """Show a page part by part: each part of the answers only after the reader presses Enter."""
    os.environ.setdefault("LESS", "-FRXe")  # show colors, do not clear the screen, end at the end of the text
    *parts, rest = split_answers(text)
    for part, answers in parts:
        show_page(part)
        console.input(
            RichText(tr("\nPress Enter to see the answers ", "\n답을 보려면 Enter를 누르세요 "), "bold reverse")
        )
        console.print(Page(answers))
        console.print()
    show_page(rest.text)


def show_page(text: str) -> None:
    """Show a text in the pager."""
    with console.pager(styles=True):
        console.print(Page(text))


class Part(NamedTuple):
    """A text up to some answers, and these answers; the last part of a page has none."""

    text: str
    answers: str


def split_answers(text: str) -> list[Part]:
    """Split a page at each <details>, whose content is the answers to what comes before it."""
    pieces = [*DETAILS.split(text), ""]
    return [Part(*pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]


def answers_last(text: str) -> str:
    """Return a page with its answers at the end, each below the heading of its questions."""
    *parts, rest = split_answers(text)
    if not parts:
        return text
    pointer = tr("*The answers are at the end of this page.*\n", "*답은 이 페이지 끝에 있어요.*\n")
    body = "".join(part.text + pointer for part in parts) + rest.text
    answers = "".join(f"\n### {HEADING.findall(part.text)[-1]}\n\n{part.answers.strip()}\n" for part in parts)
    return f"{body}\n## {tr('Answers', '답')}\n{answers}"


class WrappedTable(TableElement):
    """A table of a lesson whose cells wrap, where rich would cut off long words."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render the table with folded cells."""
        for table in super().__rich_console__(console, options):
            for column in table.columns if isinstance(table, Table) else ():
                column.overflow = "fold"
            yield table


class Page(Markdown):
    """A lesson, rendered for a terminal of any width."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "table_open": WrappedTable}

    def __init__(self, text: str) -> None:
        """Render Markdown with the file of each code block above it, and with the addresses of links."""
        super().__init__(CODE_FILE.sub(r"`\2`\n\n\1", text), hyperlinks=False)
