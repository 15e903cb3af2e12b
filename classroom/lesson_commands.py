"""The commands of the lessons: read, diff, and grade for instructors."""

import contextlib
import os
from pathlib import Path

import click
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.text import Text

from classroom import grading
from classroom.arguments import FOLDER
from classroom.arguments import LessonName
from classroom.arguments import console
from classroom.arguments import in_language
from classroom.language import say
from classroom.language import system_language
from classroom.lessons import NOTES
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.steps import Step
from classroom.steps import steps_between


def add_to(group: click.Group) -> None:
    """Let the course know these commands."""
    for command in (read, diff, grade):
        group.add_command(command)


@click.command()
@click.argument("stage", metavar="STAGE")
@in_language
def read(stage: str) -> None:
    """Read a lesson in the terminal."""
    os.environ.setdefault("LESS", "-R")  # else the pager shows colours as signs
    page = Markdown(find_lesson_text(stage).read_text(encoding="utf-8"))
    with console.pager(styles=True) if console.is_terminal else contextlib.nullcontext():
        console.print(page)


def find_lesson_text(name: str) -> Path:
    """Return the file of a lesson in the reader's language."""
    notes = sorted(path for path in NOTES.iterdir() if (path / "en.md").exists())
    wanted = "05" if name.strip("/") == "final_app" else name.strip("/")
    found = next((path for path in notes if wanted in (path.name, path.name[:2])), None)
    if found is None:
        names = ", ".join(path.name for path in notes)
        raise click.ClickException(
            say(f"There is no lesson {name}. There are: {names}", f"{name} 노트는 없어요: {names}")
        )
    return found / f"{system_language()}.md"


@click.command()
@click.argument("before", type=LessonName())
@click.argument("after", type=LessonName())
@in_language
def diff(before: Lesson, after: Lesson) -> None:
    """Walk through what changed between two neighbouring stages, with the reason of each change."""
    for step in steps_between(before, after):
        show_step(step)


def show_step(step: Step) -> None:
    """Print one change: which function, why, and its lines."""
    console.print(Text(f"\n{step.function}", "bold"))
    if step.why:
        console.print(Text(str(step.why)))
    console.print(Syntax(step.diff, "diff", background_color="default"))


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "-o", "output", type=click.Path(dir_okay=False, path_type=Path), default=Path("grades.csv"), show_default=True
)
@in_language
def grade(folder: Path, output: Path) -> None:
    """Check a folder of submissions, each student's folder (or zip) with stages in it, and write a table."""
    click.echo(grading.warning(), err=True)
    rows = []
    for row in grading.grade(folder):
        rows.append(row)
        click.echo(f"  {row.student}  {row.stage}  {row.points}/{row.of}  {row.first_failure}")
    if not rows:
        names = ", ".join(lesson.stage.folder for lesson in lessons())
        message = say(
            f"No submission found: each student's folder must hold one of {names}",
            f"제출물이 없어요. 학생 폴더마다 다음 중 하나가 있어야 해요: {names}",
        )
        raise click.ClickException(message)
    grading.write(rows, output)
    click.echo(say(f"Written: {output}", f"저장했어요: {output}"))
