"""The commands for whoever is stuck: hint, solution."""

import click
from rich.syntax import Syntax
from rich.text import Text as RichText

from classroom import report
from classroom import workspace
from classroom.cli.options import console
from classroom.cli.options import language_option
from classroom.cli.options import stage_argument
from classroom.i18n import tr
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.runner import run_lesson
from classroom.starters import solution_of


@click.command()
@stage_argument
@click.argument("exercise", required=False)
@language_option
def hint(lesson: Lesson, exercise: str | None) -> None:
    """Give the next hint, for the exercise that is next or for the one that is named."""
    found = (
        find_exercise(lesson, exercise)
        if exercise
        else report.current(lesson, run_lesson(lesson, workspace.find_copy(lesson.stage)))
    )
    if found is None:
        click.echo(
            tr("All exercises pass: there is nothing to hint at.", "연습을 모두 통과했어요. 힌트가 필요 없어요.")
        )
        return
    taken = workspace.progress_of(lesson)["hints"]
    level = min(taken.get(found.name, 0) + 1, len(found.hints))
    workspace.save_progress(lesson, hints={**taken, found.name: level})
    console.print(
        RichText(
            tr(f"Hint {level} of {len(found.hints)}: {found.title}", f"힌트 {level}/{len(found.hints)}: {found.title}"),
            "bold",
        )
    )
    console.print(RichText(str(found.hints[level - 1])))
    if level == len(found.hints):
        show_code(lesson, found)


def show_code(lesson: Lesson, exercise: Exercise) -> None:
    """Print what the reference stage has there."""
    console.print(Syntax(solution_of(lesson, exercise), "python", background_color="default"))


def find_exercise(lesson: Lesson, name: str) -> Exercise:
    """Return an exercise by its name or number, or say which there are."""
    found = lesson.exercise(name)
    if found is None:
        names = ", ".join(f"{number} {one.name}" for number, one in enumerate(lesson.exercises, 1))
        raise click.ClickException(
            tr(f"There is no exercise {name}. There are: {names}", f"{name} 연습은 없어요: {names}")
        )
    return found


@click.command()
@stage_argument
@click.argument("exercise", required=False)
@language_option
def solution(lesson: Lesson, exercise: str | None) -> None:
    """Show the solutions of the exercises that you have passed, or the one that you name."""
    passed = workspace.progress_of(lesson)["passed"]
    wanted = [find_exercise(lesson, exercise)] if exercise else [one for one in lesson.exercises if one.name in passed]
    if not wanted:
        names = ", ".join(one.name for one in lesson.exercises)
        message = tr(
            f"None is passed yet. To see one all the same, name it: {names}",
            f"아직 통과한 연습이 없어요. 그래도 보려면 이름을 적으세요: {names}",
        )
        raise click.ClickException(message)
    for one in wanted:
        console.print(RichText(str(one.title), "bold"))
        show_code(lesson, one)


COMMANDS = (hint, solution)
