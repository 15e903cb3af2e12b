"""Grade a folder of submissions and write a table."""

import csv
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from pathlib import Path

from classroom.i18n import tr
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.results import State
from classroom.runner import passed_exercises
from classroom.runner import run_lesson

MEGABYTES = 1024
BROKEN = (State.FAILED, State.NOT_LOADED)


@dataclass(frozen=True)
class Row:
    """The grade of one student for one stage."""

    student: str
    stage: str
    points: int
    of: int
    passed: str
    first_failure: str


def warning() -> str:
    """Return a warning that explains how far submissions are isolated."""
    return tr(
        "Each submission runs in a separate process, on a copy, with a time limit, a memory limit "
        f"({MEGABYTES} MB, Linux only) and without your environment variables. This is NOT a sandbox: the code can "
        "access your files, the disk, the network and other processes, and it can fake its points. Grade code from "
        "strangers as a separate user or in a container, and review submissions with full points.",
        "제출물은 저마다 복사본에서 별도의 프로세스로 실행돼요. "
        f"시간과 메모리({MEGABYTES} MB, Linux에서만)에 제한이 있고, 내 환경 변수는 보이지 않아요. "
        "하지만 샌드박스는 아니에요. 내 파일, 디스크, 네트워크, 다른 프로세스에 손대거나 점수를 꾸밀 수 있어요. "
        "모르는 사람의 코드는 별도의 사용자나 컨테이너에서 채점하고, 만점인 제출물은 직접 확인하세요.",
    )


def grade(folder: Path) -> Iterator[Row]:
    """Yield a row for each stage of each student; each folder or zip file is one student."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() or entry.suffix == ".zip":
            student = entry.name.removesuffix(".zip")
            with tempfile.TemporaryDirectory() as temporary:
                copy = Path(temporary) / "submission"
                try:
                    unpack(entry, copy)
                except (OSError, shutil.Error, zipfile.BadZipFile) as error:
                    yield empty_row(student, str(error))
                else:
                    yield from grade_student(student, copy)


def unpack(entry: Path, copy: Path) -> None:
    """Copy a folder or extract a zip file."""
    if entry.is_dir():
        shutil.copytree(entry, copy, symlinks=True)
    else:
        shutil.unpack_archive(entry, copy)


def grade_student(student: str, folder: Path) -> Iterator[Row]:
    """Yield a row for each stage found in a student's folder, or one row if there is none."""
    found = False
    for lesson in lessons():
        for app in sorted(folder.rglob(f"{lesson.stage.folder}/app.py"))[:1]:
            found = True
            yield grade_stage(student, lesson, app.parent)
    if not found:
        yield empty_row(student, tr("contains no stage folder", "스테이지 폴더가 없어요"))


def empty_row(student: str, why: str) -> Row:
    """Return the row of a student whose submission cannot be checked."""
    return Row(student=student, stage="", points=0, of=0, passed="", first_failure=why)


def grade_stage(student: str, lesson: Lesson, folder: Path) -> Row:
    """Check one stage and return its row."""
    results = run_lesson(lesson, folder, megabytes=MEGABYTES)
    passed = passed_exercises(lesson, results)
    failure = next(
        (f"{result.check.description}: {result.message}" for result in results if result.state in BROKEN), ""
    )
    return Row(
        student=student,
        stage=lesson.stage.folder,
        points=lesson.points_of(passed),
        of=lesson.points,
        passed=" ".join(passed),
        first_failure=failure,
    )


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as CSV, with a byte order mark so that spreadsheets display Korean."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Row)])
        table.writeheader()
        table.writerows(map(asdict, rows))
