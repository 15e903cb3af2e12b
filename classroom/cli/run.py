"""Define the commands run and test."""

import os
import sys

import click

from classroom import workspace
from classroom.cli.localized import CourseCommand
from classroom.cli.options import StageName
from classroom.cli.options import language_option
from classroom.i18n import tr
from classroom.serve import exec_command
from classroom.serve import exit_if_port_taken
from classroom.serve import serve
from classroom.serve import serve_and_restart
from classroom.stages import ROOT
from classroom.stages import Stage
from classroom.stages import find_stage


@click.command(cls=CourseCommand)
@click.argument("stage", type=StageName())
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 accepts other computers."
)
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--reload", is_flag=True, help="Restart when a file of the stage changes.")
@click.option("--mine", is_flag=True, help="Run your own copy in work/.")
@language_option
def run(stage: Stage, host: str, port: int, reload: bool, mine: bool) -> None:
    """Run a stage: 01, 02, 03, 04 or final_app."""
    if stage.number == "final_app" and (reload or mine):
        raise click.ClickException(
            tr(
                "The final app runs without --reload and --mine: python3 course.py run final_app",
                "final_app에서는 --reload와 --mine을 쓸 수 없어요. 이렇게 실행하세요: python3 course.py run final_app",
            )
        )
    folder = workspace.find_copy(stage) if mine else stage.path
    if reload:
        exit_if_port_taken(host, port)
        command = [sys.executable, "-m", "classroom", "run", stage.number, "--host", host, "--port", str(port)]
        serve_and_restart(command + ["--mine"] * mine, folder)
    else:
        serve(stage, folder, host, port)


@click.command(cls=CourseCommand, context_settings={"ignore_unknown_options": True})
@click.argument("what", nargs=-1, type=click.UNPROCESSED)
def test(what: tuple[str, ...]) -> None:
    """Run all tests, or some: 01, final_app, browser ... Options are passed to pytest."""
    parts = [test_path(name) for name in what] or ["tests", "-n", "auto"]
    os.chdir(ROOT)
    exec_command([sys.executable, "-m", "pytest", *parts])


def test_path(name: str) -> str:
    """Return the tests folder for a name such as 01 or browser; leave other arguments as they are."""
    stage = find_stage(name)
    folder = ROOT / "tests" / (stage.folder if stage else name)
    return str(folder) if folder.exists() and not name.startswith("-") else name


COMMANDS = (run, test)
