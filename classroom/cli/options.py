"""Define what the commands share: arguments, options and the console."""

from collections.abc import Iterable
from pathlib import Path

import click

from classroom import workspace
from classroom.i18n import set_language
from classroom.i18n import tr
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.stages import STAGES
from classroom.stages import Stage
from classroom.stages import find_stage

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class StageName(click.ParamType[Stage]):
    """A stage, given by its number or the name of its folder."""

    name = "stage"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Return what to choose from."""
        return choices(STAGES)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Stage:
        """Return the stage, or fail with the list of stages."""
        stage = find_stage(value)
        if stage is None:
            missing = tr(f"There is no stage {value}.", f"{value}: 이런 스테이지가 없어요.")
            raise click.ClickException(f"{missing} {choices(STAGES)}")
        return stage


class LessonName(click.ParamType[Lesson]):
    """A stage with exercises, given by its number or the name of its folder."""

    name = "stage"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Return what to choose from."""
        return choices(lesson.stage for lesson in lessons())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Lesson:
        """Return the lesson of the stage, or fail with the list of stages that have one."""
        return find_lesson(value)


def choices(stages: Iterable[Stage]) -> str:
    """Say which stages there are to choose from."""
    names = ", ".join(stage.number for stage in stages)
    return tr(f"Choose one of: {names}", f"고를 수 있는 것: {names}")


def find_lesson(name: str) -> Lesson:
    """Return the lesson of a stage, or fail with the list of stages that have one."""
    stage = find_stage(name)
    known = {lesson.stage: lesson for lesson in lessons()}
    if stage not in known:
        missing = tr(f"There are no exercises for {name}.", f"{name}: 이 스테이지의 연습은 없어요.")
        raise click.ClickException(f"{missing} {choices(known)}")
    return known[stage]


def apply_language(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Apply the option --lang."""
    if value:
        set_language(value)


language_option = click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    callback=apply_language,
    is_eager=True,
    expose_value=False,
    help="Language of the messages; by default that of the system.",
)


def working_on() -> Lesson:
    """Return the lesson whose copy was changed last and say which, or explain how to start."""
    lesson = workspace.latest_copy()
    if lesson is None:
        raise click.ClickException(
            tr(
                "You have not started a stage yet. Start the first one: python3 course.py start 01",
                "아직 시작한 스테이지가 없어요. 첫 스테이지를 시작하세요: python3 course.py start 01",
            )
        )
    shown = workspace.short_path(workspace.copy_path(lesson))
    click.echo(tr(f"Your latest copy: {shown}", f"마지막으로 고친 복사본: {shown}"), err=True)
    return lesson


def find_target(stage: str | None, exercise: str | None) -> tuple[Lesson, Exercise | None]:
    """Return the lesson and the exercise that two optional arguments name; one alone may be either."""
    if stage is None:
        return working_on(), None
    if exercise is None and find_stage(stage) is None and workspace.latest_copy():
        lesson, exercise = working_on(), stage
    else:
        lesson = find_lesson(stage)
    return lesson, find_exercise(lesson, exercise) if exercise else None


def find_exercise(lesson: Lesson, name: str) -> Exercise:
    """Return an exercise by name or number, or fail with the list of exercises."""
    found = lesson.exercise(name)
    if found is None:
        names = ", ".join(f"{number} {one.name}" for number, one in enumerate(lesson.exercises, 1))
        raise click.ClickException(
            tr(
                f"There is no exercise {name} in {lesson.stage.number}. Choose one of: {names}",
                f"{name}: {lesson.stage.number}에 이런 연습이 없어요. 고를 수 있는 것: {names}",
            )
        )
    return found


stage_argument = click.argument("lesson", metavar="[STAGE]", type=LessonName(), required=False)
