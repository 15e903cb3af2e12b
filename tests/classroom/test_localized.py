"""Help and errors are in the reader's language, and say what to do."""

import click
import pytest

from classroom.cli import main
from classroom.cli.localized import HELP
from classroom.cli.localized import translated


def test_every_help_text_has_a_translation():
    """Each command and each option is described in Korean too, and no translation is left over."""
    commands = [main, *main.commands.values()]
    options = [
        option
        for command in commands
        for option in command.get_params(click.Context(command))
        if isinstance(option, click.Option)
    ]
    english = {translated(part.help) for part in [*commands, *options]}
    assert english == set(HELP)


def test_help_is_in_the_language_of_the_reader(course):
    """The same process can speak both, one after the other."""
    assert "Show what changed" in course("diff", "--help")[0]
    korean, code = course("--lang", "ko", "diff", "--help")
    assert code == 0
    assert "두 스테이지의 다른 점" in korean
    assert "사용법:" in korean


@pytest.mark.parametrize(
    ("arguments", "english", "korean"),
    [
        (["chek"], "Did you mean: 'check'?", "혹시 이것인가요? 'check'"),
        (["run"], "Choose one of: 01, 02, 03, 04", "고를 수 있는 것: 01, 02, 03, 04"),
        (
            ["check", "5"],
            "There are no exercises for 5. Choose one of: 01",
            "5: 이 스테이지의 연습은 없어요",
        ),
        (["run", "1"], "There is no stage 1. Choose one of: 01", "1: 이런 스테이지가 없어요"),
        (["hint", "01", "9"], "There is no exercise 9 in 01. Choose one of: 1 ", "9: 01에 이런 연습이 없어요"),
        (["run", "01", "--port", "abc"], "--port: abc is not a number", "--port: 숫자가 아니에요: abc"),
        (["run", "01", "--port", "0"], "not in the range 1 to 65535", "1부터 65535까지"),
        (["check", "--wach"], "Did you mean: '--watch'?", "혹시 이것인가요? '--watch'"),
        (["check", "01", "02"], "one too many: 02", "필요 없는 것이 있어요: 02"),
        (["check", "--in", "nowhere"], "nowhere does not exist", "이런 폴더가 없어요: nowhere"),
        (["run", "final_app", "--mine"], "python3 course.py run final_app", "쓸 수 없어요"),
        (["run", "01", "--class"], "python3 course.py run final_app --class", "final_app에만 있어요"),
        (["check"], "python3 course.py start 01", "아직 시작한 스테이지가 없어요"),
    ],
)
def test_a_wrong_command_says_what_to_do_and_changes_nothing(course, monkeypatch, arguments, english, korean):
    """The error is in the reader's language and no file appears."""
    for language, words in (("en", english), ("ko", korean)):
        monkeypatch.setenv("COURSE_LANG", language)
        output, code = course(*arguments)
        assert code != 0
        assert words in output
    assert not course.work.exists()
