"""Define the commands read and diff."""

from pathlib import Path

import click

from classroom.cli.localized import CourseCommand
from classroom.cli.options import LessonName
from classroom.cli.options import language_option
from classroom.cli.output import print_code
from classroom.cli.output import print_text
from classroom.cli.output import print_title
from classroom.cli.pages import show_lesson
from classroom.i18n import system_language
from classroom.i18n import tr
from classroom.lessons import NOTES
from classroom.lessons import Lesson
from classroom.steps import Step
from classroom.steps import steps_between


@click.command(cls=CourseCommand)
@click.argument("stage", metavar="STAGE")
@language_option
def read(stage: str) -> None:
    """Read a lesson, or the glossary, in the terminal."""
    show_lesson(find_lesson_text(stage).read_text(encoding="utf-8"))


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


@click.command(cls=CourseCommand)
@click.argument("before", type=LessonName())
@click.argument("after", type=LessonName())
@language_option
def diff(before: Lesson, after: Lesson) -> None:
    """Show what changed between two stages, and why."""
    for step in steps_between(before, after):
        show_step(step)


def show_step(step: Step) -> None:
    """Print one change: the function, the reason, and the lines."""
    print_title(f"\n{step.function}")
    if step.why:
        print_text(str(step.why))
    print_code(step.diff, "diff")


COMMANDS = (read, diff)
