"""The command line of the course."""

import click

from classroom.cli import exercises
from classroom.cli import grade
from classroom.cli import hints
from classroom.cli import lessons
from classroom.cli import run
from classroom.cli.options import language_option
from classroom.i18n import Text
from classroom.i18n import tr
from classroom.stages import STAGES

OVERVIEW = {
    "read 01": Text("read the lesson of a stage", "스테이지의 노트를 읽는다"),
    "start 01": Text("take its exercises into work/", "연습을 work/로 가져온다"),
    "check 01": Text("am I right? (--watch: at each change)", "맞게 했나? (--watch: 고칠 때마다)"),
    "hint 01": Text("the next hint; also: solution, reset", "다음 힌트. solution, reset도 있다"),
    "diff 01 02": Text("what changed, step by step", "무엇이 달라졌는지 차례로 본다"),
    "progress": Text("how far you are", "어디까지 했는지 본다"),
    "test": Text("runs every test", "모든 테스트를 실행한다"),
}


@click.group(invoke_without_command=True)
@language_option
@click.pass_context
def main(context: click.Context) -> None:
    """Learn Flask by running it: 01 to 04, then final_app."""
    if context.invoked_subcommand is None:
        list_stages()


def list_stages() -> None:
    """Print the stages, what each teaches, and how to run it."""
    for stage in STAGES:
        click.echo(f"  python3 course.py run {stage.number:<10} {tr(stage.english, stage.korean)}")
    for usage, words in OVERVIEW.items():
        click.echo(f"  python3 course.py {usage:<14} {words}")


for module in (run, lessons, exercises, hints, grade):
    for command in module.COMMANDS:
        main.add_command(command)
