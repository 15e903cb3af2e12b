"""Define the command grade, for instructors."""

import signal
from pathlib import Path

import click

from classroom import grading
from classroom.cli.localized import CourseCommand
from classroom.cli.options import FOLDER
from classroom.cli.options import language_option
from classroom.i18n import tr
from classroom.lessons import lessons
from classroom.submissions import submissions_in
from classroom.table import STDOUT
from classroom.table import Table
from classroom.table import printable


@click.command(cls=CourseCommand)
@click.argument("folder", type=FOLDER)
@click.option(
    "-o",
    "output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=Path("grades.csv"),
    show_default=True,
    help="The table to write; - is the terminal.",
)
@language_option
def grade(folder: Path, output: Path) -> None:
    """Grade a folder of submissions into a CSV table.

    FOLDER contains one folder, zip or tar file per student, with the stages anywhere in it.
    """
    if not submissions_in(folder, output):
        names = ", ".join(lesson.stage.folder for lesson in lessons())
        message = tr(
            f"No submissions found. Each student's folder must contain at least one of: {names}",
            f"제출물이 없어요. 학생 폴더마다 다음 중 하나가 있어야 해요: {names}",
        )
        raise click.ClickException(message)
    click.echo(grading.warning(), err=True)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C
    try:
        table = Table(output)
        grade_into(table, folder)
        table.close()
    except OSError as error:
        message = tr("The table cannot be written", "표를 저장하지 못했어요")
        raise click.ClickException(f"{message}: {output}: {error.strerror}") from error
    finally:
        signal.signal(signal.SIGTERM, before)
    if output != STDOUT:
        click.echo(tr(f"Saved: {output}", f"저장한 파일: {output}"))


def grade_into(table: Table, folder: Path) -> None:
    """Add the rows of all submissions to a table; when it is interrupted, it keeps those that there are."""
    try:
        for row in grading.grade(folder, table.output):
            table.add(row)
            why = "  ".join(filter(None, [row.first_failure, row.note]))
            shown = f"  {row.student}  {row.stage}  {row.points}/{row.of}  {why}"
            click.echo(printable(shown), err=table.output == STDOUT)
    except KeyboardInterrupt:
        table.close()
        saved = len(table.rows)
        raise click.ClickException(
            tr(
                f"Stopped before the end. Rows so far: {saved} ({table.output})",
                f"끝나기 전에 멈췄어요. 지금까지 쓴 줄: {saved} ({table.output})",
            )
        ) from None


COMMANDS = (grade,)
