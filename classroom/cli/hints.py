"""Define the commands hint and solution."""

import click

from classroom import report
from classroom import workspace
from classroom.cli.options import language_option
from classroom.cli.options import stage_argument
from classroom.cli.output import print_code
from classroom.cli.output import print_text
from classroom.cli.output import print_title
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
    """Show the next hint, for the current or a named exercise."""
    found = (
        find_exercise(lesson, exercise)
        if exercise
        else report.current(lesson, run_lesson(lesson, workspace.find_copy(lesson.stage)))
    )
    if found is None:
        click.echo(
            tr("All exercises pass, so there are no more hints.", "연습을 모두 통과했어요. 더 볼 힌트가 없어요.")
        )
        return
    taken = workspace.progress_of(lesson)["hints"]
    level = min(taken.get(found.name, 0) + 1, len(found.hints))
    workspace.save_progress(lesson, hints={**taken, found.name: level})
    of = len(found.hints)
    print_title(tr(f"Hint {level} of {of}: {found.title}", f"힌트 {level}/{of}: {found.title}"))
    print_text(str(found.hints[level - 1]))
    if level == len(found.hints):
        show_code(lesson, found)


def show_code(lesson: Lesson, exercise: Exercise) -> None:
    """Print the solution from the reference stage."""
    print_code(solution_of(lesson, exercise), "python")


def find_exercise(lesson: Lesson, name: str) -> Exercise:
    """Return an exercise by name or number, or fail with the list of exercises."""
    found = lesson.exercise(name)
    if found is None:
        names = ", ".join(f"{number} {one.name}" for number, one in enumerate(lesson.exercises, 1))
        raise click.ClickException(
            tr(
                f"There is no exercise {name}. Choose one of: {names}",
                f"{name}: 이런 연습이 없어요. 고를 수 있는 것: {names}",
            )
        )
    return found


@click.command()
@stage_argument
@click.argument("exercise", required=False)
@language_option
def solution(lesson: Lesson, exercise: str | None) -> None:
    """Show the solution of each passed or of a named exercise."""
    passed = workspace.progress_of(lesson)["passed"]
    wanted = [find_exercise(lesson, exercise)] if exercise else [one for one in lesson.exercises if one.name in passed]
    if not wanted:
        names = ", ".join(one.name for one in lesson.exercises)
        message = tr(
            f"You have not passed an exercise yet. To see a solution anyway, name the exercise: {names}",
            f"아직 통과한 연습이 없어요. 그래도 보려면 연습 이름을 적으세요: {names}",
        )
        raise click.ClickException(message)
    for one in wanted:
        print_title(str(one.title))
        show_code(lesson, one)


COMMANDS = (hint, solution)
