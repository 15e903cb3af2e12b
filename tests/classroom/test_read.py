"""The command read: a page in the terminal, with the answers kept back until the reader asks for them."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from classroom.cli import main
from classroom.cli.pages import split_answers
from classroom.stages import ROOT

PAGES = sorted(path.parent.name for path in (ROOT / "notes").glob("*/en.md"))
LANGUAGES = ("en", "ko")
PROMPT = {"en": "Press Enter to see the answers", "ko": "답을 보려면 Enter를 누르세요"}


def read(name, language="en"):
    """Return what read prints into a pipe."""
    result = CliRunner().invoke(main, ["read", name, "--lang", language], env={"COLUMNS": "120"})
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_no_tags_and_no_marks_of_claims(name, language):
    """HTML tags and links to proofs are for the web."""
    output = read(name, language)
    for words in ("<details", "</details", "<summary", "</summary", "claims.py)"):
        assert words not in output


@pytest.mark.parametrize(("language", "heading"), [("en", "Answers"), ("ko", "답")])
def test_in_a_pipe_the_answers_are_at_the_end(language, heading):
    """They come after everything else, below a heading of their own and that of their questions."""
    lines = [line.strip(" ┃│#") for line in read("01", language).splitlines()]
    assert lines.count(heading) == 1
    end = lines[lines.index(heading) :]
    questions = {"en": ["Before you start", "Check yourself"], "ko": ["시작하기 전에", "스스로 확인하기"]}[language]
    assert [line for line in end if line in questions] == questions
    answer = next(number for number, line in enumerate(lines) if "TypeError" in line)
    assert answer > lines.index(heading)


def test_a_page_without_answers_is_shown_as_it_is():
    """The glossary has no questions."""
    output = read("glossary")
    assert "Answers" not in output
    assert "Socket.IO" in output


def test_split_answers_pairs_each_part_with_its_answers():
    """The last part has no answers."""
    text = "ask\n\n<details><summary>Answers</summary>\n\n1. yes\n\n</details>\n\nthe rest\n"
    (first, answers), (rest, none) = split_answers(text)
    assert (first.strip(), answers.strip(), rest.strip(), none) == ("ask", "1. yes", "the rest", "")


@pytest.fixture
def terminal():
    """Return a function that runs read in a real terminal and returns the process and its screen."""
    pty = pytest.importorskip("pty")
    started = []

    def start(*arguments):
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "classroom", "read", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={**os.environ, "PAGER": "cat", "TERM": "xterm"},
        )
        os.close(theirs)
        started.append((process, ours))
        return process, ours

    yield start
    for process, ours in started:
        process.kill()
        process.wait()
        os.close(ours)


def screen_until(terminal, words):
    """Return what the terminal shows up to some words, or up to the end of the program."""
    screen = b""
    while words is None or words.encode() not in screen:
        try:
            new = os.read(terminal, 4096)
        except OSError:  # Linux reports the end of the program like this
            new = b""
        if not new:
            assert words is None, f"{words} is not on the screen:\n{screen.decode(errors='replace')}"
            break
        screen += new
    return screen.decode(errors="replace")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_terminal_each_answer_waits_for_enter(terminal, language):
    """The page stops at the questions, shows the answers after Enter, and goes on."""
    process, screen = terminal("01", "--lang", language)
    assert "TypeError" not in screen_until(screen, PROMPT[language])
    os.write(screen, b"\n")
    second = screen_until(screen, PROMPT[language])
    assert "TypeError" in second
    assert "405" in second
    os.write(screen, b"\n")
    assert "course.py diff 01 02" in screen_until(screen, None)
    assert process.wait(timeout=10) == 0


def test_ctrl_c_at_the_question_ends_without_the_answers(terminal):
    """Someone who stops reading does not see them."""
    process, screen = terminal("01", "--lang", "en")
    screen_until(screen, PROMPT["en"])
    process.send_signal(2)
    assert "TypeError" not in screen_until(screen, None)
    assert process.wait(timeout=10) == 1
