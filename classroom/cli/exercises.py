"""Define the commands start, check, reset and progress."""

import sys
from pathlib import Path

import click
from rich.table import Table

from classroom import check50
from classroom import guide
from classroom import report
from classroom import workspace
from classroom.cli.localized import CourseCommand
from classroom.cli.options import FOLDER
from classroom.cli.options import find_target
from classroom.cli.options import language_option
from classroom.cli.options import stage_argument
from classroom.cli.options import working_on
from classroom.cli.output import console
from classroom.i18n import tr
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.results import State
from classroom.runner import passed_exercises
from classroom.runner import run_lesson


@click.command(cls=CourseCommand)
@stage_argument
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@language_option
def start(lesson: Lesson | None, yes: bool) -> None:
    """Copy a stage with its exercises into work/, by default the next one."""
    lesson = lesson or next_to_start()
    folder = workspace.copy_path(lesson)
    question = tr(
        f"{workspace.short_path(folder)} already exists. Move it to work/backups and start again?",
        f"복사본이 이미 있어요: {workspace.short_path(folder)}. work/backups로 옮기고 새로 시작할까요?",
    )
    if folder.exists() and not yes and not click.confirm(question):
        click.echo(tr("Nothing was changed.", "아무것도 바꾸지 않았어요."))
        return
    show_backup(workspace.create_copy(lesson))
    workspace.save_progress(lesson, passed=[])
    files = ", ".join(sorted(path.name for path in folder.glob("*.py")))
    click.echo(
        tr(
            f"Your copy: {workspace.short_path(folder)} ({files})",
            f"내 복사본: {workspace.short_path(folder)} ({files})",
        )
    )
    for number, exercise in enumerate(lesson.exercises, 1):
        click.echo(f"  {number} {exercise.title}")
    click.echo(tr("Open it in an editor. Exercise 1:", "편집기에서 여세요. 연습 1:"))
    click.echo(f"  {lesson.exercises[0].task}")
    click.echo(tr("Then run:", "그다음에 실행할 명령:"))
    click.echo(f"  python3 course.py check {lesson.stage.number}")
    click.echo(f"  python3 course.py run {lesson.stage.number} --mine")


def next_to_start() -> Lesson:
    """Return the first unfinished lesson, or fail with what to do instead of starting one."""
    lesson = next((lesson for lesson in lessons() if workspace.next_exercise(lesson)), None)
    if lesson and not workspace.has_copy(lesson):
        return lesson
    if lesson:
        number = lesson.stage.number
        message = tr(f"You have already started {number}. Go on with it:", f"이미 시작했어요: {number}. 이어서 하세요.")
    else:
        message = tr("You have finished all stages. Next:", "스테이지를 모두 끝냈어요. 다음에 할 것:")
    steps = guide.steps_into(lesson.stage) if lesson else guide.next_steps()
    raise click.ClickException("\n".join([message, *map(str, steps)]))


def show_backup(backup: Path | None) -> None:
    """Print the path of a backup if there is one."""
    if backup:
        click.echo(
            tr(
                f"The previous copy is now in {workspace.short_path(backup)}",
                f"이전 복사본을 옮긴 곳: {workspace.short_path(backup)}",
            )
        )


@click.command(cls=CourseCommand)
@stage_argument
@click.option("--watch", is_flag=True, help="Check again after every change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in the format of check50.")
@click.option("--in", "folder", type=FOLDER, help="Check this folder instead of the copy in work/.")
@language_option
def check(lesson: Lesson | None, watch: bool, as_json: bool, folder: Path | None) -> None:
    """Check your copy of a stage, by default the one that you changed last."""
    lesson = lesson or working_on()
    folder = folder or workspace.find_copy(lesson.stage)
    if not watch:
        sys.exit(0 if check_once(lesson, folder, as_json) else 1)
    checked = False
    for changed in workspace.watch_folder(folder):
        if changed or not checked:  # the first time, watching has already begun
            console.clear()
            check_once(lesson, folder, as_json)
            click.echo(
                tr(
                    "Watching for changes. Press Ctrl-C to stop.",
                    "파일이 바뀌면 다시 채점해요. 끝내려면 Ctrl-C를 누르세요.",
                ),
                err=True,
            )
            checked = True


def check_once(lesson: Lesson, folder: Path, as_json: bool) -> bool:
    """Run the checks, print the results, and return whether all passed."""
    results = run_lesson(lesson, folder)
    passed = all(result.state == State.PASSED for result in results)
    if folder == workspace.copy_path(lesson):
        workspace.save_progress(lesson, passed=passed_exercises(lesson, results))
    if as_json:
        click.echo(check50.as_json(lesson, results))
    else:
        report.show(console, lesson, results)
        if not passed and not lesson.stage.from_empty and workspace.is_stage_edited(lesson):
            report.show_edited(console, lesson)
    return passed


@click.command(cls=CourseCommand)
@click.argument("stage", required=False)
@click.argument("exercise", required=False)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@language_option
def reset(stage: str | None, exercise: str | None, yes: bool) -> None:
    """Put your copy, or one exercise of it, back to how it was at the start."""
    lesson, found = find_target(stage, exercise)
    folder = workspace.find_copy(lesson.stage)
    what = f"{workspace.short_path(folder)}: {found.title}" if found else workspace.short_path(folder)
    if not yes and not click.confirm(tr(f"Reset this? {what}", f"처음 상태로 되돌릴까요? {what}")):
        click.echo(tr("Nothing was changed.", "아무것도 바꾸지 않았어요."))
        return
    try:
        show_backup(workspace.reset_exercise(lesson, found) if found else workspace.create_copy(lesson))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    remaining = [name for name in workspace.progress_of(lesson)["passed"] if found and name != found.name]
    workspace.save_progress(lesson, passed=remaining)


@click.command(cls=CourseCommand)
@language_option
def progress() -> None:
    """Show your progress in each stage."""
    table = Table(box=None)
    for heading in (tr("stage", "스테이지"), tr("passed", "통과"), tr("points", "점수"), tr("hints", "힌트")):
        table.add_column(heading, overflow="fold")
    for lesson in lessons():
        saved = workspace.progress_of(lesson)
        marks = "".join("✔" if exercise.name in saved["passed"] else "·" for exercise in lesson.exercises)
        table.add_row(
            lesson.stage.folder,
            marks,
            f"{lesson.points_of(saved['passed'])}/{lesson.points}",
            str(sum(saved["hints"].values())),
        )
    console.print(table)


COMMANDS = (start, check, reset, progress)
