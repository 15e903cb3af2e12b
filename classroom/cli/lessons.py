"""Define the commands read and diff."""

import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

import click
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.text import Text as RichText

from classroom.cli.options import LessonName
from classroom.cli.options import console
from classroom.cli.options import language_option
from classroom.i18n import system_language
from classroom.i18n import tr
from classroom.lessons import NOTES
from classroom.lessons import Lesson
from classroom.steps import Step
from classroom.steps import steps_between

DETAILS = re.compile(r"^<details>\s*<summary>.*?</summary>\s*^(.*?)^</details>\n", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)
CLAIM_MARK = re.compile(r"\s\[[A-Z]\d+[a-z]?\]\(claims\.py\)")
FILE_LINK = re.compile(r"\[([^\]]+)\]\([\w./-]+\.(?:md|py)(?:#[^)]*)?\)")


@click.command()
@click.argument("stage", metavar="STAGE")
@language_option
def read(stage: str) -> None:
    """Read a lesson, or the glossary, in the terminal."""
    text = without_file_links(find_lesson_text(stage).read_text(encoding="utf-8"))
    if console.is_terminal and sys.stdin.isatty():
        read_interactively(text)
    else:
        console.print(Markdown(answers_last(text), hyperlinks=False))


def without_file_links(text: str) -> str:
    """Return a page without the links to files, which only work on the web, and without the marks of claims."""
    return FILE_LINK.sub(r"\1", CLAIM_MARK.sub("", text))


def read_interactively(text: str) -> None:
    """Show a page part by part: each part of the answers only after the reader presses Enter."""
    os.environ.setdefault("LESS", "-FRXe")  # show colors, do not clear the screen, end at the end of the text
    *parts, rest = split_answers(text)
    for part, answers in parts:
        show_page(part)
        console.input(
            RichText(tr("\nPress Enter to see the answers ", "\n답을 보려면 Enter를 누르세요 "), "bold reverse")
        )
        console.print(Markdown(answers, hyperlinks=False))
        console.print()
    show_page(rest.text)


def show_page(text: str) -> None:
    """Show a text in the pager."""
    with console.pager(styles=True):
        console.print(Markdown(text, hyperlinks=False))


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


def find_lesson_text(name: str) -> Path:
    """Return the file of a lesson in the reader's language, or fail with the list of lessons."""
    notes = sorted(path for path in NOTES.iterdir() if (path / "en.md").exists())
    wanted = "05" if name.strip("/") == "final_app" else name.strip("/")
    found = next((path for path in notes if wanted in (path.name, path.name[:2])), None)
    if found is None:
        names = ", ".join(path.name for path in notes)
        raise click.ClickException(
            tr(
                f"There is no lesson {name}. Choose one of: {names}",
                f"{name}: 이런 강의가 없어요. 고를 수 있는 것: {names}",
            )
        )
    return found / f"{system_language()}.md"


@click.command()
@click.argument("before", type=LessonName())
@click.argument("after", type=LessonName())
@language_option
def diff(before: Lesson, after: Lesson) -> None:
    """Show what changed between two stages, and why."""
    for step in steps_between(before, after):
        show_step(step)


def show_step(step: Step) -> None:
    """Print one change: the function, the reason, and the lines."""
    console.print(RichText(f"\n{step.function}", "bold"))
    if step.why:
        console.print(RichText(str(step.why)))
    console.print(Syntax(step.diff, "diff", background_color="default"))


COMMANDS = (read, diff)
