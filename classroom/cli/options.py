"""Define what the commands share: arguments, options and the console."""

from pathlib import Path

import click

from classroom.i18n import set_language
from classroom.i18n import tr
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.stages import STAGES
from classroom.stages import Stage
from classroom.stages import find_stage

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


class StageName(click.ParamType[Stage]):
    """A stage, given by its number or the name of its folder."""

    name = "stage"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Stage:
        """Return the stage, or fail with the list of stages."""
        stage = find_stage(value)
        if stage is None:
            names = ", ".join(stage.number for stage in STAGES)
            self.fail(
                tr(
                    f"There is no stage {value}. Choose one of: {names}",
                    f"{value}: 이런 스테이지가 없어요. 고를 수 있는 것: {names}",
                )
            )
        return stage


class LessonName(click.ParamType[Lesson]):
    """A stage with exercises, given by its number or the name of its folder."""

    name = "stage"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Lesson:
        """Return the lesson of the stage, or fail with the list of stages that have one."""
        stage = find_stage(value)
        known = {lesson.stage: lesson for lesson in lessons()}
        if stage not in known:
            names = ", ".join(stage.number for stage in known)
            self.fail(
                tr(
                    f"There are no exercises for {value}. Choose one of: {names}",
                    f"{value}: 이런 연습이 없어요. 고를 수 있는 것: {names}",
                )
            )
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
stage_argument = click.argument("lesson", metavar="STAGE", type=LessonName())
