"""Nothing is cut off: whole plain lines in a pipe, wrapped lines on a terminal of any width."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest

from classroom.cli.pages import CLAIM_MARK
from classroom.cli.pages import FILE_LINK
from classroom.lessons import read_lesson
from classroom.stages import ROOT
from classroom.stages import find_stage
from classroom.starters import solution_of
from classroom.steps import steps_between

COMMAND = [sys.executable, "-m", "classroom"]
FIRST, SECOND = (read_lesson(find_stage(number)) for number in ("01", "02"))
SOLUTION = solution_of(FIRST, FIRST.exercises[2])  # has lines of more than 80 characters
ESCAPE_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Return an empty folder for the learner's copies."""
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    monkeypatch.setenv("COURSE_LANG", "en")
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PAGER", "cat")
    return tmp_path


def on_terminal(columns, *arguments):
    """Run a command on a terminal of this width and return its output."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    chunks = []
    with subprocess.Popen([*COMMAND, *arguments], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, b"\n" * 5)  # read asks for Enter before it shows the answers
        try:
            while chunk := os.read(ours, 65536):
                chunks.append(chunk)
        except OSError:  # Linux reports the end as an error
            pass
    os.close(ours)
    assert process.returncode in {0, 1}
    return b"".join(chunks).decode()


def in_pipe(*arguments):
    """Run a command whose output is no terminal, and return it."""
    return subprocess.run([*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout


def squeezed(text):
    """Return a text without its colors, frames and spaces."""
    return re.sub(r"[\s│╭╮╰╯─]+", "", ESCAPE_CODE.sub("", text))


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_code_is_whole_on_a_terminal_of_any_width(work, columns):
    """solution, diff and the last hint wrap instead of cutting off what is right of the edge."""
    assert squeezed(SOLUTION) in squeezed(on_terminal(columns, "solution", "01", "3"))
    shown = squeezed(on_terminal(columns, "diff", "01", "02"))
    assert all(squeezed(step.diff) in shown for step in steps_between(FIRST, SECOND))
    for _ in range(2):
        in_pipe("hint", "01", "3")
    shown = on_terminal(columns, "hint", "01", "3")
    assert squeezed(SOLUTION) in squeezed(shown)
    lines = ESCAPE_CODE.sub("", shown).splitlines()
    assert max(map(len, lines)) <= columns


def test_code_in_a_pipe_is_exactly_its_lines(work):
    """No padding, no wrapping and no colors get into a file."""
    assert in_pipe("solution", "01", "3") == f"{FIRST.exercises[2].title.en}\n{SOLUTION}"
    steps = list(steps_between(FIRST, SECOND))
    assert all(f"\n{step.diff}\n" in in_pipe("diff", "01", "02") for step in steps[:3])
    for level in range(3):
        hint = in_pipe("hint", "01", "3").split("\n", 1)[1]
        assert hint.startswith(FIRST.exercises[2].hints[level].en + "\n")
    assert hint.endswith("\n" + SOLUTION)


def test_a_failing_check_is_whole(work):
    """In a pipe the details of a failure have neither a frame nor breaks; on a terminal nothing is lost."""
    in_pipe("start", "01")
    plain = in_pipe("check", "01")
    for text in (FIRST.exercises[0].hints[0].en, FIRST.exercises[0].task.en):
        assert any(text in line for line in plain.splitlines())
    assert all(line == line.rstrip() and "│" not in line for line in plain.splitlines())
    assert squeezed(plain) == squeezed(on_terminal(40, "check", "01"))


@pytest.mark.parametrize("columns", [40, 80])
def test_a_lesson_is_whole_on_a_terminal(work, columns):
    """Words of tables, addresses of links, titles of answers and names of files are all there."""
    shown = squeezed(on_terminal(columns, "read", "04"))
    source = (ROOT / "notes" / "04_websockets" / "en.md").read_text(encoding="utf-8")
    source = FILE_LINK.sub(r"\1", CLAIM_MARK.sub("", source))
    source = re.sub(r"<summary>.*?</summary>|</?details>|^```\w*", "", source, flags=re.MULTILINE)
    lost = {word for word in re.findall(r"\w{3,}", source) if word not in shown}
    assert not lost
    lesson = (ROOT / "notes" / "04_websockets" / "en.md").read_text(encoding="utf-8")
    long_lines = [line for line in lesson.splitlines() if len(line) > 100 and "](" not in line]
    assert [line for line in long_lines if line not in in_pipe("read", "04")] == []


def test_progress_and_help_are_whole_on_a_narrow_terminal(work):
    """Names of stages and descriptions of commands wrap, and do not end in dots."""
    shown = on_terminal(40, "progress")
    assert "…" not in shown
    folder = "".join(re.findall(r"^ (\w+)", shown.split("01_routes")[1].split("03_sessions")[0], re.MULTILINE))
    assert folder == "02_templates_redirect_jsonify"
    assert "by default the one that you changed last." in " ".join(on_terminal(40, "--help").split())


@pytest.mark.parametrize("encoding", ["ascii", "cp949"])
@pytest.mark.parametrize("words", [["progress"], ["check", "01", "--in", "01_routes"]])
def test_a_terminal_of_another_encoding_shows_what_it_can(work, encoding, words):
    """In the locale C or of Korean Windows a mark that does not exist there ends nothing with a traceback."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COURSE_LANG": "ko"}
    done = subprocess.run([*COMMAND, *words], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert b"UnicodeEncodeError" not in done.stderr
    assert done.stdout
