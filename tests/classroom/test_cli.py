"""The commands for learners and instructors, from start to grade."""

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from classroom import stages
from classroom.cli import run as run_commands
from classroom.cli.run import IN_PARALLEL
from classroom.lessons import read_lesson
from classroom.stages import ROOT
from classroom.stages import find_stage
from classroom.starters import write_starter

LESSON = read_lesson(find_stage("01"))
REFERENCE = LESSON.stage.path / "app.py"


def test_a_learner_goes_from_the_start_to_a_passed_exercise(course):
    """Start, fail, solve exercise 1, pass it, and see it in the progress."""
    output, code = course("start", "01")
    assert code == 0
    assert "1 Show one post" in output
    output, code = course("check", "01")
    assert code == 1
    for words in (
        "failed  1 Show one post",
        "content() is still empty",
        "Sent: GET /content_submit/2",
        "Rule: /content_submit/<int:post_id>",
        "First hint",
    ):
        assert words in output
    assert "not yet  2 Create a post" in output
    course.copy.write_text(
        course.copy.read_text()
        .replace('    """Show one post."""', '    """Show one post."""\n    return {"post": get_post(post_id)}')
        .replace(
            'or answer 404."""',
            'or answer 404."""\n    return post_dic[post_id] if post_id in post_dic else abort(404)',
        )
    )
    output, code = course("check", "01")
    assert code == 1
    assert "passed  1 Show one post" in output
    assert "2 of 12 points" in output
    assert "Next: exercise 2" in output
    assert "2/12" in course("progress")[0]


def test_the_reference_gets_all_points(course):
    """A correct copy passes: exit code 0, all points, no more hints."""
    course("start", "01")
    shutil.copy(REFERENCE, course.copy)
    output, code = course("check", "01")
    assert code == 0
    assert "12 of 12 points" in output
    assert "no more hints" in course("hint", "01")[0]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a folder with a stage 01, as the course's own, and a function that runs git in it."""
    root = tmp_path / "course"
    shutil.copytree(LESSON.stage.path, root / "01_routes", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(stages, "ROOT", root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    def git(*arguments):
        git = shutil.which("git")
        name = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
        subprocess.run([git, *name, *arguments], cwd=root, check=True, capture_output=True)

    return root, git


@pytest.mark.parametrize(("language", "words"), [("en", "was edited"), ("ko", "고쳐져 있어요")])
def test_check_says_that_the_stage_itself_was_edited(course, repository, language, words):
    """One line says so, and how to undo it; other changes of the course do not matter."""
    root, git = repository
    git("init")
    git("add", ".")
    git("commit", "-m", "Add a stage")
    (root / "README.md").write_text("an own note")
    git("add", ".")
    course("start", "01")
    assert words not in course("check", "01", "--lang", language)[0]
    with (root / "01_routes" / "app.py").open("a") as app:
        app.write("# my own line\n")
    [line] = [line for line in course("check", "01", "--lang", language)[0].splitlines() if words in line]
    assert all(words in line for words in ("git diff 01_routes", "git restore 01_routes", "work/01_routes"))


@pytest.mark.parametrize("program", ["git", None])
def test_check_says_nothing_of_the_stage_without_a_repository_or_without_git(course, repository, monkeypatch, program):
    """The course may have been downloaded as a zip file."""
    _, git = repository
    if program is None:
        git("init")
        git("add", ".")  # everything differs from the last commit: there is none
        monkeypatch.setenv("PATH", "")
    course("start", "01")
    output, code = course("check", "01")
    assert (code, "was edited" in output) == (1, False)


def test_start_asks_before_it_replaces_a_copy_and_keeps_a_backup(course):
    """No changes nothing; yes moves the old copy to work/backups."""
    course("start", "01")
    course.copy.write_text("# mine\n")
    assert "Nothing was changed" in course("start", "01", answer="n\n")[0]
    assert course.copy.read_text() == "# mine\n"
    assert "backups" in course("start", "01", answer="y\n")[0]
    assert "Exercise 1" in course.copy.read_text()
    (backup,) = (course.copy.parent.parent / "backups").glob("*/app.py")
    assert backup.read_text() == "# mine\n"


def test_hints_go_from_where_to_look_to_the_code(course):
    """Each call shows the next hint, the third with the code of the reference, in the chosen language."""
    course("start", "01")
    hints = [course("hint", "01")[0] for _ in range(3)]
    assert [hint.splitlines()[0] for hint in hints] == [f"Hint {level} of 3: Show one post" for level in (1, 2, 3)]
    assert "return post_dic[post_id]" in hints[2]
    assert "return post_dic[post_id]" not in hints[0] + hints[1]
    assert "힌트 1/3: 지우는 뷰 고치기" in course("hint", "01", "delete", "--lang", "ko")[0]


def test_a_solution_is_shown_after_passing_or_by_name(course):
    """The solution of an exercise that is not passed is shown only by name."""
    course("start", "01")
    assert "name the exercise" in course("solution", "01")[0]
    assert "def delete_post(post_id):" in course("solution", "01", "delete")[0]
    shutil.copy(REFERENCE, course.copy)
    course("check", "01")
    assert "def content_submit():" in course("solution", "01")[0]


def test_reset_restores_one_exercise_and_leaves_the_others(course):
    """Exercise 2 is at its start again; exercise 1 is as the learner wrote it."""
    course("start", "01")
    shutil.copy(REFERENCE, course.copy)
    course("reset", "01", "create", "--yes")
    assert "# Exercise 2" in course.copy.read_text()
    assert "# Exercise 1" not in course.copy.read_text()
    assert "Nothing was changed" in course("reset", "01", answer="n\n")[0]
    course("reset", "01", "--yes")
    assert "# Exercise 1" in course.copy.read_text()
    course.copy.write_text("broken(")
    output, code = course("reset", "01", "create", "--yes")
    assert code == 1
    assert "Reset the whole stage" in output
    assert course.copy.read_text() == "broken("


def test_json_has_the_format_of_check50(course):
    """The JSON is that of check50 --json; a pending check is null and names its dependency."""
    course("start", "01")
    output, code = course("check", "01", "--json")
    report = json.loads(output)
    assert code == 1
    assert report["slug"] == "01_routes"
    by_name = {result["name"]: result for result in report["results"]}
    failed, pending = by_name["shows_one_post"], by_name["creates"]
    assert failed["passed"] is False
    assert failed["cause"]["rationale"]
    assert (failed["cause"]["expected"], failed["cause"]["actual"]) == ("200", "500")
    assert (pending["passed"], pending["dependency"]) == (None, "show_one")
    assert set(failed) == {"name", "description", "passed", "log", "cause", "data", "dependency"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "01"], "course.py start 01"),
        (["check", "09"], "There are no exercises for 09"),
        (["hint", "01", "nothing"], "There is no exercise nothing"),
        (["read", "77"], "There is no lesson 77"),
        (["run", "01", "--mine"], "course.py start 01"),
        (["grade", "."], "No submissions found"),
    ],
)
def test_a_command_that_fails_says_what_to_do(course, tmp_path, monkeypatch, arguments, words):
    """A command that cannot run prints advice and exits with a non-zero code."""
    monkeypatch.chdir(tmp_path)
    if arguments[0] == "hint":
        course("start", "01")
    output, code = course(*arguments)
    assert code != 0
    assert words in output


@pytest.mark.parametrize(
    ("language", "words"), [("en", "What you will be able to explain"), ("ko", "무엇을 설명할 수")]
)
def test_read_shows_a_lesson(course, language, words):
    """read renders the lesson in the chosen language."""
    output, code = course("read", "01", "--lang", language)
    assert code == 0
    assert words in output


def test_diff_explains_each_change(course):
    """diff shows each changed function with the reason."""
    output, code = course("diff", "01", "02")
    assert code == 0
    assert "+    return redirect(url_for(" in output


def test_the_overview_lists_the_commands(course):
    """Without a command, the course lists all commands."""
    output, _ = course()
    for command in ("run 01", "read 01", "start 01", "check 01", "hint 01", "progress", "test"):
        assert f"python3 course.py {command}" in output


@pytest.mark.parametrize("failing", ["slow", "tests/cluster"])
def test_the_slow_tests_are_run_and_those_of_the_cluster_alone(course, monkeypatch, failing):
    """The tests of the cluster run after the others and in one process; either call decides whether test fails."""
    calls = []

    def run(command, **_options):
        calls.append(command[3:])
        return subprocess.CompletedProcess(command, int(failing in command))

    monkeypatch.setattr(subprocess, "run", run)
    assert course("test", "slow")[1] == 1
    assert calls == [[*IN_PARALLEL, "-m", "slow", "--ignore", "tests/cluster"], ["tests/cluster"]]


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ([], [*IN_PARALLEL, "-m", "not slow"]),
        (["-k", "notice"], [*IN_PARALLEL, "-m", "not slow", "-k", "notice"]),
        (["classroom", "-x"], [str(ROOT / "tests" / "classroom"), "-x"]),
    ],
)
def test_without_a_name_the_quick_tests_are_run(course, monkeypatch, typed, given):
    """Options are passed on; with a name, all tests of that part run."""
    calls = []
    monkeypatch.setattr(run_commands, "exec_command", lambda command: calls.append(command[3:]))
    course("test", *typed)
    assert calls == [given]


def test_grade_writes_a_table_of_submissions(course, tmp_path):
    """Each submission becomes a row, whether correct, unfinished, broken or empty; a warning explains the isolation."""
    submissions = tmp_path / "submissions"
    shutil.copytree(LESSON.stage.path, submissions / "ann" / "01_routes")
    write_starter(LESSON, submissions / "ben" / "work" / "01_routes")
    shutil.copytree(LESSON.stage.path, submissions / "cho" / "01_routes")
    (submissions / "cho" / "01_routes" / "app.py").write_text("while True: pass\n")
    with zipfile.ZipFile(submissions / "dan.zip", "w") as archive:
        for name in ("app.py", "helpers.py", "static/index.html"):
            archive.write(LESSON.stage.path / name, f"01_routes/{name}")
    (submissions / "eve.zip").write_text("not a zip file")
    (submissions / "fay").mkdir()
    shutil.copytree(LESSON.stage.path, submissions / "gil" / "01_routes")
    (submissions / "gil" / "01_routes" / "flask.py").write_text("# hides the library\n")
    output, code = course("grade", str(submissions), "-o", str(tmp_path / "grades.csv"))
    assert code == 0
    assert "NOT a sandbox" in output
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {name: (row["points"], row["of"]) for name, row in rows.items()} == {
        "ann": ("12", "12"),
        "ben": ("0", "12"),
        "cho": ("0", "12"),
        "dan": ("12", "12"),
        "eve": ("0", "0"),
        "fay": ("0", "0"),
        "gil": ("0", "12"),
    }
    assert "hides the library flask" in rows["gil"]["first_failure"]
    assert "did not finish" in rows["cho"]["first_failure"]
    assert rows["ann"]["first_failure"] == ""


def test_watch_checks_again_after_each_change(tmp_path):
    """--watch prints the result, and prints it again when a file changes."""
    environment = {**os.environ, "COURSE_WORK": str(tmp_path), "COURSE_LANG": "en", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "classroom"]
    subprocess.run([*command, "start", "01"], env=environment, cwd=ROOT, check=True, capture_output=True)
    with subprocess.Popen(
        [*command, "check", "01", "--watch"], env=environment, cwd=ROOT, stdout=subprocess.PIPE
    ) as watch:
        lines = iter(watch.stdout.readline, b"")
        assert any(b"0 of 12 points" in line for line in lines)
        shutil.copy(REFERENCE, tmp_path / "01_routes" / "app.py")
        assert any(b"12 of 12 points" in line for line in lines)
        watch.terminate()
