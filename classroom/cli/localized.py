"""Give help and errors in the reader's language, where click itself speaks English."""

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from classroom.i18n import system_language
from classroom.i18n import tr

HELP = {
    "Learn Flask by running it: 01 to 04, then final_app.": (
        "Flask를 실행해 보며 배워요. 01부터 04까지, 그다음은 final_app."
    ),
    "Run a stage: 01, 02, 03, 04 or final_app.": "스테이지를 실행해요: 01, 02, 03, 04, final_app",
    "Run the quick tests, or others: slow, 01, final_app, browser ... Options are passed to pytest.": (
        "빨리 끝나는 테스트나 다른 테스트(slow, 01, final_app, browser 등)를 실행해요. 옵션은 pytest에 그대로 전달돼요."
    ),
    "Run the final app on many machines, as processes of this one; --help shows how to control it.": (
        "final_app을 여러 컴퓨터에서처럼 실행해요(이 컴퓨터의 여러 프로세스로). --help를 붙이면 다루는 방법이 나와요."
    ),
    "Read a lesson, or the glossary, in the terminal.": "터미널에서 강의나 용어집을 읽어요.",
    "Show what changed between two stages, and why.": "두 스테이지의 다른 점과 그 이유를 보여 줘요.",
    "Copy a stage with its exercises into work/, by default the next one.": (
        "스테이지와 연습을 work/ 폴더로 복사해요. 번호를 빼면 다음 스테이지를 시작해요."
    ),
    "Check your copy of a stage, by default the one that you changed last.": (
        "내 복사본을 채점해요. 번호를 빼면 마지막으로 고친 복사본을 채점해요."
    ),
    "Show the next hint for the exercise that you are at, or for another.": (
        "지금 하는 연습이나 고른 연습의 다음 힌트를 보여 줘요."
    ),
    "Show the solutions of the exercises that you have passed, or of one that you name.": (
        "통과한 연습이나 고른 연습의 해답을 보여 줘요."
    ),
    "Put your copy, or one exercise of it, back to how it was at the start.": (
        "내 복사본이나 그 안의 연습 하나를 처음 상태로 되돌려요."
    ),
    "Show your progress in each stage.": "스테이지마다 진도를 보여 줘요.",
    "Grade a folder of submissions into a CSV table.\n\nFOLDER contains one folder, zip or tar file per "
    "student, with the stages anywhere in it.": (
        "제출물 폴더를 채점해서 CSV 표로 저장해요.\n\nFOLDER 안에 학생마다 폴더나 zip, tar 파일이 하나씩 있어야 해요."
    ),
    "Address to listen on; 0.0.0.0 accepts other computers.": (
        "접속을 받을 주소. 0.0.0.0이면 다른 컴퓨터도 접속할 수 있어요."
    ),
    "Port to listen on.": "접속을 받을 포트.",
    "Restart when a file of the stage changes.": "스테이지의 파일이 바뀌면 다시 시작해요.",
    "Run your own copy in work/.": "work/ 폴더에 있는 내 복사본을 실행해요.",
    "Let a class join the final app with a class code.": "수업 코드로 한 반이 final_app에 가입하게 해요.",
    "Do not ask for confirmation.": "묻지 않고 바로 실행해요.",
    "Check again after every change.": "파일이 바뀔 때마다 다시 채점해요.",
    "Print JSON in the format of check50.": "check50 형식의 JSON으로 출력해요.",
    "Check this folder instead of the copy in work/.": "work/ 폴더의 복사본 대신 이 폴더를 채점해요.",
    "The table to write; - is the terminal.": "저장할 표 파일. -이면 터미널에 써요.",
    "Language of the messages; by default that of the system.": "메시지의 언어. 기본값은 시스템의 언어예요.",
    "Show this message and exit.": "이 도움말을 보여 줘요.",
}
HEADINGS = {"Usage:": "사용법:", "Options:": "옵션:", "Commands:": "명령:", "[default:": "[기본값:"}

# (pattern of click's message, plain English, Korean)
ERRORS = (
    (r"No such command '(.*?)'\.", r"\g<0>", r"\1: 이런 명령이 없어요."),
    (r"No such option '(.*?)'\.", r"\g<0>", r"\1: 이런 옵션이 없어요."),
    (r"\(?Did you mean (?:one of: )?(.*)\?\)?", r"Did you mean: \1?", r"혹시 이것인가요? \1"),
    (r"Missing argument '(.*?)'\.", r"\g<0>", r"빠진 것이 있어요: \1"),
    (r"Got unexpected extra arguments? \((.*)\)", r"This is one too many: \1", r"필요 없는 것이 있어요: \1"),
    (r"Option '(.*?)' requires an argument\.", r"Add a value after \1.", r"\1 뒤에 값을 적으세요."),
    (r"Option '(.*?)' does not take a value\.", r"\1 takes no value.", r"\1 옵션에는 값을 적지 않아요."),
    (r"Invalid value for '(.*?)'(?: / '.*?')?: ", r"\1: ", r"\1: "),
    (r"'(.*)' is not a valid integer range\.", r"\1 is not a number.", r"숫자가 아니에요: \1"),
    (r"(\S+) is not in the range 1<=x<=(\d+)\.", r"\1 is not in the range 1 to \2.", r"1부터 \2까지 쓸 수 있어요: \1"),
    (r"'(.*)' is not one of (.*)\.", r"\1 is not one of \2.", r"\1 대신 다음 중 하나를 쓰세요: \2"),
    (r"\w+ '(.*)' does not exist\.", r"\1 does not exist.", r"이런 폴더가 없어요: \1"),
    (r"\w+ '(.*)' is a file\.", r"\1 is a file. Name a folder.", r"폴더가 아니라 파일이에요: \1"),
    (r"\w+ '(.*)' is a directory\.", r"\1 is a folder. Name a file.", r"파일이 아니라 폴더예요: \1"),
)


class CourseCommand(click.Command):
    """A command whose help is in the reader's language and never cut off."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first paragraph of the help, whole."""
        return translated(self.help or "").partition("\n\n")[0]

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, in Korean for Korean readers."""
        english = {part: part.help for part in (self, *self.get_params(ctx)) if isinstance(part, HasHelp)}
        for part, text in english.items():
            part.help = translated(text or "")
        page = super().get_help(ctx)
        for part, text in english.items():
            part.help = text
        for heading, korean in HEADINGS.items():
            page = page.replace(heading, tr(heading, korean))
        return page


HasHelp = click.Command | click.Option


class CourseGroup(CourseCommand, click.Group):
    """The group of all commands, which reports errors in the reader's language."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Parse the options before the command."""
        with reported_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with reported_errors():
            return super().invoke(ctx)


@contextmanager
def reported_errors() -> Iterator[None]:
    """Print an error in the reader's language, with the command that helps, and exit."""
    try:
        yield
    except click.ClickException as error:
        usage = error if isinstance(error, click.UsageError) else None
        message = plain(usage.format_message()) if usage else error.format_message()
        click.echo(tr(f"Error: {message}", f"오류: {message}"), err=True)
        if usage and usage.ctx:
            command = f"{usage.ctx.command_path} --help"
            click.echo(tr(f"Help: {command}", f"도움말: {command}"), err=True)
        raise click.exceptions.Exit(error.exit_code) from error


def translated(english: str) -> str:
    """Return a help text in the reader's language."""
    english = inspect.cleandoc(english)
    return HELP.get(english, english) if system_language() == "ko" else english


def plain(message: str) -> str:
    """Return a message of click in plain words in the reader's language."""
    for pattern, english, korean in ERRORS:
        message = re.sub(pattern, tr(english, korean), message)
    return message
