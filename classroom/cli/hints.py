"""Define the commands hint and solution."""

import click

from classroom import report
from classroom import workspace
from classroom.cli.localized import CourseCommand
from classroom.cli.options import find_target
from classroom.cli.options import language_option
from classroom.cli.output import print_code
from classroom.cli.output import print_text
from classroom.cli.output import print_title
from classroom.i18n import tr
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.runner import run_lesson
from classroom.starters import solution_of


@click.command(cls=CourseCommand)
@click.argument("stage", required=False)
@click.argument("exercise", required=False)
@language_option
def hint(stage: str | None, exercise: str | None) -> None:
    """Show the next hint for the exercise that you are at, or for another."""
    lesson, named = find_target(stage, exercise)
    found = named or report.current(lesson, run_lesson(lesson, workspace.find_copy(lesson.stage)))
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


@click.command(cls=CourseCommand)
@click.argument("stage", required=False)
@click.argument("exercise", required=False)
@language_option
def solution(stage: str | None, exercise: str | None) -> None:
    """Show the solutions of the exercises that you have passed, or of one that you name."""
    lesson, named = find_target(stage, exercise)
    passed = workspace.progress_of(lesson)["passed"]
    wanted = [named] if named else [one for one in lesson.exercises if one.name in passed]
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
