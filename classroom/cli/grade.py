"""Define the command grade, for instructors."""

from pathlib import Path

import click

from classroom import grading
from classroom.cli.localized import CourseCommand
from classroom.cli.options import FOLDER
from classroom.cli.options import language_option
from classroom.i18n import tr
from classroom.lessons import lessons


@click.command(cls=CourseCommand)
@click.argument("folder", type=FOLDER)
@click.option(
    "-o",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("grades.csv"),
    show_default=True,
    help="The table to write.",
)
@language_option
def grade(folder: Path, output: Path) -> None:
    """Grade a folder of submissions into a CSV table.

    FOLDER contains one folder or zip file per student, with the stages anywhere in it.
    """
    click.echo(grading.warning(), err=True)
    rows = []
    for row in grading.grade(folder):
        rows.append(row)
        click.echo(f"  {row.student}  {row.stage}  {row.points}/{row.of}  {row.first_failure}")
    if not rows:
        names = ", ".join(lesson.stage.folder for lesson in lessons())
        message = tr(
            f"No submissions found. Each student's folder must contain at least one of: {names}",
            f"제출물이 없어요. 학생 폴더마다 다음 중 하나가 있어야 해요: {names}",
        )
        raise click.ClickException(message)
    grading.write_csv(rows, output)
    click.echo(tr(f"Saved: {output}", f"저장한 파일: {output}"))


COMMANDS = (grade,)
