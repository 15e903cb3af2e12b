"""The command line of the course."""

import os
import sys

import click

from classroom import exercise_commands
from classroom import hint_commands
from classroom import lesson_commands
from classroom import work
from classroom.arguments import in_language
from classroom.language import Words
from classroom.language import say
from classroom.serve import hand_over
from classroom.serve import serve
from classroom.stages import ROOT
from classroom.stages import STAGES
from classroom.stages import Stage
from classroom.stages import find_stage

COMMANDS = {
    "read 01": Words("read the lesson of a stage", "스테이지의 노트를 읽는다"),
    "start 01": Words("take its exercises into work/", "연습을 work/로 가져온다"),
    "check 01": Words("am I right? (--watch: at each change)", "맞게 했나? (--watch: 고칠 때마다)"),
    "hint 01": Words("the next hint; also: solution, reset", "다음 힌트. solution, reset도 있다"),
    "diff 01 02": Words("what changed, step by step", "무엇이 달라졌는지 차례로 본다"),
    "progress": Words("how far you are", "어디까지 했는지 본다"),
    "test": Words("runs every test", "모든 테스트를 실행한다"),
}


class StageName(click.ParamType[Stage]):
    """A stage by its number or its folder's name."""

    name = "stage"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Stage:
        """Return the stage, or say which there are."""
        stage = find_stage(value)
        if stage is None:
            names = ", ".join(stage.number for stage in STAGES)
            self.fail(say(f"There is no stage {value}. There are: {names}", f"{value} 스테이지는 없어요: {names}"))
        return stage


@click.group(invoke_without_command=True)
@in_language
@click.pass_context
def main(context: click.Context) -> None:
    """Learn Flask by running it: 01 to 04, then final_app."""
    if context.invoked_subcommand is None:
        list_stages()


def list_stages() -> None:
    """Print the stages, what each teaches, and how to run it."""
    for stage in STAGES:
        click.echo(f"  python3 course.py run {stage.number:<10} {say(stage.english, stage.korean)}")
    for command, words in COMMANDS.items():
        click.echo(f"  python3 course.py {command:<14} {words}")


@main.command()
@click.argument("stage", type=StageName())
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on; 0.0.0.0 lets a class in.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535), help="Port to serve on.")
@click.option("--reload", is_flag=True, help="Start again whenever a file of the stage changes.")
@click.option("--mine", is_flag=True, help="Serve your own copy in work/.")
@in_language
def run(stage: Stage, host: str, port: int, reload: bool, mine: bool) -> None:
    """Serve a stage: 01, 02, 03, 04 or final_app."""
    serve(stage, work.own_copy(stage) if mine else stage.path, host, port, reload)


exercise_commands.add_to(main)
hint_commands.add_to(main)
lesson_commands.add_to(main)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", nargs=-1, type=click.UNPROCESSED)
def test(what: tuple[str, ...]) -> None:
    """Run every test, or a part: 01, final_app, browser... Options go on to pytest."""
    parts = [test_path(name) for name in what] or ["tests", "-n", "auto"]
    os.chdir(ROOT)
    hand_over([sys.executable, "-m", "pytest", *parts])


def test_path(name: str) -> str:
    """Return the tests folder that a part's name means; anything else stays as it is, for pytest."""
    stage = find_stage(name)
    folder = ROOT / "tests" / (stage.folder if stage else name)
    return str(folder) if folder.exists() and not name.startswith("-") else name
