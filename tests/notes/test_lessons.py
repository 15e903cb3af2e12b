"""The lessons have one shape in both languages, quote code as it is, and show commands as they run."""

import re
import shutil
import subprocess
from doctest import ELLIPSIS
from doctest import OutputChecker
from textwrap import dedent

import pytest

from classroom.stages import ROOT
from tests.notes.conftest import HEADINGS
from tests.notes.conftest import LESSONS
from tests.notes.conftest import PROJECT
from tests.notes.conftest import PROJECT_HEADINGS
from tests.notes.conftest import SOLUTION

FENCE = re.compile(r"^```(\w*)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((https?://[^)]+)\)")
FOLDERS = [*LESSONS, PROJECT]
EACH = [(folder, language) for folder in FOLDERS for language in HEADINGS]
MOST_WORDS = 1500
ADDRESS = "http://127.0.0.1:5000"


def lesson(folder, language):
    """Return the text of a lesson."""
    return (ROOT / "notes" / folder / f"{language}.md").read_text(encoding="utf-8")


def fences(folder, language):
    """Return (language, information, text) of each fenced block."""
    return FENCE.findall(lesson(folder, language))


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_a_lesson_has_the_shape_of_all(folder, language):
    """Its headings are those of every lesson, or of the project, in order; it is short, and has few links."""
    text = lesson(folder, language)
    headings = PROJECT_HEADINGS if folder == PROJECT else HEADINGS
    prose = FENCE.sub("", text)
    assert re.findall(r"^## (.+)$", prose, re.MULTILINE) == headings[language]
    assert len(re.findall(r"^# ", prose, re.MULTILINE)) == 1
    assert len(prose.split()) < MOST_WORDS
    assert len(set(LINK.findall(text))) <= 5


@pytest.mark.parametrize("folder", FOLDERS)
def test_both_languages_show_the_same(folder):
    """Code and commands are the same in both, and so is the number of subheadings and of list items in each part."""
    english, korean = fences(folder, "en"), fences(folder, "ko")
    assert [kind for kind, *_ in english] == [kind for kind, *_ in korean]
    assert [block for block in english if block[1]] == [block for block in korean if block[1]]
    outline = [
        re.findall(r"^#{2,3} |^- |^\d\. ", FENCE.sub("", lesson(folder, name)), re.MULTILINE) for name in HEADINGS
    ]
    assert outline[0] == outline[1]


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_quoted_code_stands_in_its_file(folder, language):
    """A block that names a file is in that file, line by line."""
    for _, file, text in fences(folder, language):
        if file:
            lines = [line.strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
            wanted = [line.strip() for line in text.splitlines()]
            places = [lines[start : start + len(wanted)] for start in range(len(lines))]
            assert wanted in places, f"{file} does not have:\n{text}"


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_commands_print_what_the_lesson_shows(folder, language, request, tmp_path):
    """Each command is run against the served stage, and its output is the one that stands below it."""
    for path in ROOT.iterdir():
        (tmp_path / path.name).symlink_to(path)
    address = None
    for kind, _, text in fences(folder, language):
        for command, output in re.findall(
            r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", text if kind == "console" else "", re.M
        ):
            if address is None:
                address = request.getfixturevalue("start_stage")(SOLUTION if folder == PROJECT else folder)
            shown = run(command.replace(ADDRESS, address), tmp_path).replace(address, ADDRESS)
            message = f"$ {command}\nprints:\n{shown}\nbut the lesson shows:\n{output}"
            assert OutputChecker().check_output(output, shown, ELLIPSIS), message


def run(command, folder):
    """Return what a command prints, without what is there only for the terminal."""
    bash = shutil.which("bash")
    done = subprocess.run([bash, "-c", command], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return dedent(done.stdout.replace("\r", "")) + done.stderr
