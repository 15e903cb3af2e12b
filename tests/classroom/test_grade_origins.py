"""What a student did counts: work/ before anything else, the course itself not at all, and copies are flagged."""

import shutil
import subprocess
import zipfile

import pytest

from classroom.lessons import lessons
from classroom.origins import is_copy
from classroom.origins import is_starter
from classroom.stages import ROOT
from classroom.starters import write_starter

LESSONS = {lesson.number: lesson for lesson in lessons()}


@pytest.fixture
def course_copy(grade):
    """Return a function that hands in the whole course, as a student who cloned it has it."""

    def copy(student):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                target = grade.folder / student / "flask-course-main" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, target)
        return grade.folder / student / "flask-course-main"

    return copy


def zip_up(folder):
    """Replace a folder by a zip of it."""
    shutil.make_archive(str(folder), "zip", folder)
    shutil.rmtree(folder)


def test_the_untouched_course_gets_no_points(grade, course_copy):
    """The whole repository without work is flagged, as a folder and as a zip; so is work/ as start made it."""
    course_copy("ann")
    course_copy("ben")
    zip_up(grade.folder / "ben")
    write_starter(LESSONS["01"], course_copy("cho") / "work" / "01_routes")
    with (course_copy("dan") / "01_routes" / "app.py").open("a") as app:
        app.write("# I have read this.\n\n\nprint()\n")
    grade()
    assert {row["student"] for row in grade.rows} == {"ann", "ben", "cho", "dan"}
    assert {row["points"] for row in grade.rows} == {"0"}
    for row in grade.rows:
        words = "exercises are untouched" if row["student"] == "cho" else "copy of the reference"
        assert words in row["note"], row


def test_work_comes_before_the_reference(grade, course_copy):
    """In the whole course, the points are those of work/, and the untouched stages beside it have no rows."""
    work = course_copy("ann") / "work" / "01_routes"
    write_starter(LESSONS["01"], work, LESSONS["01"].exercises[1:])
    zip_up(grade.folder / "ann")
    grade()
    assert [(row["stage"], row["passed"], row["note"]) for row in grade.rows] == [("01_routes", "show_one", "")]


def test_a_copy_of_the_reference_is_flagged(grade, hand_in):
    """A copy keeps its points, and the teacher is told; work of one's own has no note."""
    hand_in("ann")
    hand_in("ben", "# my own\n\nimport os\n")
    app = hand_in("cho") / "app.py"
    app.write_text(app.read_text().replace('return {"post": get_post(post_id)}', "return dict(post=get_post(post_id))"))
    rows = grade()
    assert {row["points"] for row in rows.values()} == {"12"}
    assert "copy of the reference" in rows["ann"]["note"]
    assert "copy of the reference" in rows["ben"]["note"]
    assert rows["cho"]["note"] == ""


def test_one_of_several_folders_is_graded_and_named(grade, hand_in):
    """Outside work/ the folder nearest to the top counts, and the note says which it is."""
    folder = hand_in("ann")
    folder.parent.rename(grade.folder / "ann" / "new")
    shutil.copytree(grade.folder / "ann" / "new", grade.folder / "ann" / "old" / "deeper")
    rows = grade()
    assert "(new/01_routes)" in rows["ann"]["note"]


@pytest.mark.parametrize("number", LESSONS)
def test_each_stage_is_told_from_its_starter(tmp_path, number):
    """A reference is a copy and no starter, a starter is no copy, whatever its comments and layout."""
    lesson = LESSONS[number]
    shutil.copytree(lesson.stage.path, tmp_path / "copy")
    write_starter(lesson, tmp_path / "starter")
    for app in tmp_path.glob("*/app.py"):
        app.write_text("# mine\n\n" + app.read_text(encoding="utf-8") + "\n", encoding="utf-8-sig", newline="\r\n")
    assert is_copy(lesson, tmp_path / "copy")
    assert not is_starter(lesson, tmp_path / "copy")
    assert is_starter(lesson, tmp_path / "starter")
    assert not is_copy(lesson, tmp_path / "starter")


def test_any_source_can_be_compared(tmp_path):
    """A source that no parser survives is no copy, and breaks nothing."""
    for source in (
        "(" * 100_000,
        "-" * 1_000_000 + "1",
        "\0",
        "\t if\n x",
        "'''",
        "\ud800".encode(errors="surrogatepass"),
    ):
        data = source if isinstance(source, bytes) else source.encode()
        (tmp_path / "app.py").write_bytes(data)
        assert not is_copy(LESSONS["01"], tmp_path)
        assert not is_starter(LESSONS["01"], tmp_path)


def test_a_zip_of_the_course_with_its_libraries_is_read(grade, course_copy):
    """What .venv, .git and caches hold is not counted."""
    folder = course_copy("ann")
    zip_up(grade.folder / "ann")
    with zipfile.ZipFile(grade.folder / "ann.zip", "a") as archive:
        for number in range(50):
            archive.writestr(f"{folder.name}/.venv/lib/01_routes/{number}/app.py", b"")
        archive.writestr(f"{folder.name}/work/01_routes/app.py", b"1 / 0")
    grade()
    assert [(row["stage"], row["points"]) for row in grade.rows] == [("01_routes", "0")]
    assert "division by zero" in grade.rows[0]["first_failure"]
