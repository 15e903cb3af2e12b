"""Define the commands run, cluster and test."""

import os
import subprocess
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
from classroom.serve import serve_final_app
from classroom.stages import ROOT
from classroom.stages import Stage
from classroom.stages import find_stage


@click.command(cls=CourseCommand)
@click.argument("stage", type=StageName())
@click.option("--host", show_default="127.0.0.1", help="Address to listen on; 0.0.0.0 accepts other computers.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--reload", is_flag=True, help="Restart when a file of the stage changes.")
@click.option("--mine", is_flag=True, help="Run your own copy in work/.")
@click.option("--class", "for_class", is_flag=True, help="Let a class join the final app with a class code.")
@language_option
def run(  # noqa: PLR0913 - these are the options
    stage: Stage, *, host: str | None, port: int, reload: bool, mine: bool, for_class: bool
) -> None:
    """Run a stage: 01, 02, 03, 04 or final_app."""
    if stage.number == "final_app" and (reload or mine):
        raise click.ClickException(
            tr(
                "The final app runs without --reload and --mine: python3 course.py run final_app",
                "final_app에서는 --reload와 --mine을 쓸 수 없어요. 이렇게 실행하세요: python3 course.py run final_app",
            )
        )
    if for_class and stage.number != "final_app":
        raise click.ClickException(
            tr(
                "Only the final app has --class: python3 course.py run final_app --class",
                "--class는 final_app에만 있어요: python3 course.py run final_app --class",
            )
        )
    if stage.number == "final_app":
        serve_final_app(host, port, for_class)
        return
    host = host or "127.0.0.1"
    folder = workspace.find_copy(stage) if mine else stage.path
    if reload:
        exit_if_port_taken(host, port)
        command = [sys.executable, "-m", "classroom", "run", stage.number, "--host", host, "--port", str(port)]
        serve_and_restart(command + ["--mine"] * mine, folder)
    else:
        serve(stage, folder, host, port)


IN_PARALLEL = ("tests", "-n", "auto", "--dist", "worksteal")


@click.command(cls=CourseCommand, context_settings={"ignore_unknown_options": True})
@click.argument("what", nargs=-1, type=click.UNPROCESSED)
def test(what: tuple[str, ...]) -> None:
    """Run the quick tests, or others: slow, 01, final_app, browser ... Options are passed to pytest."""
    os.chdir(ROOT)
    pytest = [sys.executable, "-m", "pytest"]
    if what == ("slow",):
        # A cluster takes all processors: its tests run alone, after the others, and share one cluster.
        calls = ([*IN_PARALLEL, "-m", "slow", "--ignore", "tests/cluster"], ["tests/cluster"])
        sys.exit(max(subprocess.run([*pytest, *call], check=False).returncode for call in calls))
    only_options = all(name.startswith("-") for name in what[:1])
    quick = [*IN_PARALLEL, "-m", "not slow"] if only_options else []
    exec_command([*pytest, *quick, *(test_path(name) for name in what)])


def test_path(name: str) -> str:
    """Return the tests folder for a name such as 01 or browser; leave other arguments as they are."""
    stage = find_stage(name)
    folder = ROOT / "tests" / (stage.folder if stage else name)
    return str(folder) if folder.exists() and not name.startswith("-") else name


@click.command(cls=CourseCommand, context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def cluster(arguments: tuple[str, ...]) -> None:
    """Run the final app on many machines, as processes of this one; --help shows how to control it."""
    os.chdir(ROOT)
    exec_command([sys.executable, "-m", "final_app.cluster", *arguments])


COMMANDS = (run, cluster, test)
