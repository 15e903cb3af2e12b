"""What the commands share: the stage that is meant, the language, the terminal."""

from pathlib import Path

import click
from rich.console import Console

from classroom.i18n import set_language
from classroom.i18n import tr
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.stages import STAGES
from classroom.stages import Stage
from classroom.stages import find_stage

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class StageName(click.ParamType[Stage]):
    """A stage by its number or its folder's name."""

    name = "stage"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Stage:
        """Return the stage, or say which there are."""
        stage = find_stage(value)
        if stage is None:
            names = ", ".join(stage.number for stage in STAGES)
            self.fail(tr(f"There is no stage {value}. There are: {names}", f"{value} 스테이지는 없어요: {names}"))
        return stage


class LessonName(click.ParamType[Lesson]):
    """A stage that has a lesson, by its number or its folder's name."""

    name = "stage"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Lesson:
        """Return the lesson, or say which there are."""
        stage = find_stage(value)
        known = {lesson.stage: lesson for lesson in lessons()}
        if stage not in known:
            names = ", ".join(stage.number for stage in known)
            self.fail(tr(f"There are no exercises {value}. There are: {names}", f"{value} 연습은 없어요: {names}"))
        return known[stage]


def apply_language(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Speak the language that is asked for."""
    if value:
        set_language(value)


language_option = click.option(
    "--lang",
    type=click.Choice(["en", "ko"]),
    callback=apply_language,
    is_eager=True,
    expose_value=False,
    help="Language; else as the system says.",
)
stage_argument = click.argument("lesson", metavar="STAGE", type=LessonName())
console = Console(highlight=False)
