"""Define the command line of the course."""

import click

from classroom import guide
from classroom.cli import exercises
from classroom.cli import grade
from classroom.cli import hints
from classroom.cli import lessons as reading
from classroom.cli import run
from classroom.cli.localized import CourseGroup
from classroom.cli.options import language_option
from classroom.i18n import Text
from classroom.i18n import tr
from classroom.lessons import lessons
from classroom.stages import STAGES

OVERVIEW = {
    "read 01": Text("read the lesson of a stage", "강의 읽기"),
    "start 01": Text("copy its exercises into work/", "연습을 work/ 폴더로 가져오기"),
    "check 01": Text("check your solution (--watch: after every change)", "채점해 보기(--watch: 고칠 때마다)"),
    "hint 01": Text("show the next hint; see also solution and reset", "다음 힌트 보기(비슷한 명령: solution, reset)"),
    "diff 01 02": Text("see what changed, step by step", "달라진 점을 차례로 보기"),
    "progress": Text("show your progress", "진도 보기"),
    "test": Text("run all tests", "모든 테스트 실행하기"),
}


@click.group(cls=CourseGroup, invoke_without_command=True)
@language_option
@click.pass_context
def main(context: click.Context) -> None:
    """Learn Flask by running it: 01 to 04, then final_app."""
    if context.invoked_subcommand is None:
        list_stages()


def list_stages() -> None:
    """Print how to run each stage, the other commands, how far the learner is, and what comes next."""
    for stage in STAGES:
        click.echo(f"  python3 course.py run {stage.number:<10} {stage.title}")
    for usage, purpose in OVERVIEW.items():
        click.echo(f"  python3 course.py {usage:<14} {purpose}")
    click.echo(tr("\nYour stages:", "\n내 진도:"))
    for lesson in lessons():
        click.echo(f"  {lesson.stage.number:<10} {guide.state_of(lesson)}")
    click.echo(tr("\nNext:", "\n다음에 할 것:"))
    for step in guide.next_steps():
        click.echo(step)


for module in (run, reading, exercises, hints, grade):
    for command in module.COMMANDS:
        main.add_command(command)
