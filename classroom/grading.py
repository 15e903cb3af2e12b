"""Grade a folder of submissions and write a table."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from classroom.guard import Guard
from classroom.guard import guards
from classroom.i18n import Text
from classroom.i18n import tr
from classroom.lessons import Lesson
from classroom.origins import is_copy
from classroom.origins import is_starter
from classroom.process import MAX_DISK
from classroom.process import MAX_PROCESSES
from classroom.process import alone
from classroom.results import State
from classroom.runner import passed_exercises
from classroom.runner import run_lesson
from classroom.submissions import Candidate
from classroom.submissions import Submission
from classroom.submissions import read_submissions
from classroom.submissions import submissions_in

MEGABYTES = 1024
BROKEN = (State.FAILED, State.NOT_LOADED)

UNTOUCHED = Text(
    "the course itself, handed in untouched: this is a copy of the reference, and work/ has no such stage",
    "과정을 손대지 않고 그대로 냈어요. 과정에 있는 원본의 복사본이고, work/에는 이 스테이지가 없어요",
)
COPY = Text(
    "every solution is a copy of the reference: ask the student about it",
    "모든 해답이 과정에 있는 원본의 복사본이에요. 학생에게 물어보세요",
)
STARTER = Text("the exercises are untouched, as start made them", "start로 가져온 연습을 손대지 않고 그대로 냈어요")
CHANGED = Text(
    "changed files of the course, its libraries or other submissions, so it gets no points; what could be was put back",
    "과정이나 라이브러리, 다른 제출물의 파일을 바꿔서 점수가 없어요. 되돌릴 수 있는 것은 되돌렸어요",
)
OTHERS = Text("other folders of this stage were not graded", "이 스테이지의 다른 폴더는 채점하지 않았어요")


@dataclass(frozen=True)
class Row:
    """The grade of one student for one stage."""

    student: str
    stage: str = ""
    points: int = 0
    of: int = 0
    passed: str = ""
    first_failure: str = ""
    note: str = ""


def warning() -> str:
    """Return a warning that explains how far submissions are isolated here."""
    separate = (
        tr(
            "They have no network, and cannot see your processes.",
            "네트워크를 쓸 수 없고, 내 프로세스를 볼 수 없어요.",
        )
        if alone()
        else tr(
            "This computer does not offer more, so they can use the network and end your processes.",
            "이 컴퓨터에서는 그 이상 막을 수 없어서, 네트워크를 쓰고 내 프로세스를 끝낼 수 있어요.",
        )
    )
    return tr(
        "Each submission runs in a separate process, on a copy, with a time limit, without your environment variables "
        f"and (Linux only) with {MEGABYTES} MB of memory a process, {MAX_PROCESSES} processes and {MAX_DISK >> 20} MB "
        f"of disk. {separate} This is NOT a sandbox: the code can read and write your files, and it can fake its "
        "points. Changes to the course, its libraries and the other submissions are noticed and undone, so do not "
        "edit these while this runs. Grade code from strangers as a separate user or in a container, and review "
        "submissions with full points.",
        "제출물은 저마다 복사본에서 별도의 프로세스로 실행돼요. 시간에 제한이 있고, 내 환경 변수는 보이지 않아요. "
        f"Linux에서는 프로세스마다 메모리 {MEGABYTES}MB, 프로세스 {MAX_PROCESSES}개, "
        f"디스크 {MAX_DISK >> 20}MB까지예요. "
        f"{separate} 하지만 샌드박스는 아니에요. 내 파일을 읽고 쓰거나 점수를 꾸밀 수 있어요. "
        "과정이나 라이브러리, 다른 제출물을 바꾸면 알아내서 되돌리니, 채점하는 동안에는 고치지 마세요. "
        "모르는 사람의 코드는 별도의 사용자나 컨테이너에서 채점하고, 만점인 제출물은 직접 확인하세요.",
    )


def grade(folder: Path, output: Path) -> Iterator[Row]:
    """Yield the rows of each entry of a folder; all are read before the first one runs."""
    submissions = read_submissions(submissions_in(folder, output))
    watched = guards(folder, output)
    for submission in submissions:
        try:
            yield from grade_submission(submission, watched)
        except Exception as error:  # whatever is wrong with one entry, the others are graded
            yield Row(submission.student, first_failure=f"{type(error).__name__}: {error}")


def grade_submission(submission: Submission, watched: list[Guard]) -> Iterator[Row]:
    """Yield a row for each stage of a student, or one row if there is none."""
    if submission.problem:
        yield Row(submission.student, first_failure=str(submission.problem))
        return
    chosen = {lesson: choose(found) for lesson, found in submission.candidates.items() if found}
    untouched = [lesson for lesson, candidate in chosen.items() if is_untouched(lesson, candidate)]
    for lesson, candidate in chosen.items():
        if lesson not in untouched:
            row = grade_stage(submission.student, lesson, candidate, watched)
            several = len(submission.candidates[lesson]) > 1 and not candidate.in_work
            others = f"{OTHERS} ({'/'.join(candidate.parts[1:])})" if several else ""
            yield replace(row, note="; ".join(filter(None, [row.note, others])))
    if len(untouched) == len(chosen):
        for lesson in untouched:
            yield Row(submission.student, lesson.folder, of=lesson.points, note=str(UNTOUCHED))


def choose(found: list[Candidate]) -> Candidate:
    """Choose the folder to grade: one in work/, or else one outside the course, or else the course's own."""
    return min(found, key=lambda one: (not one.in_work, one.in_course, len(one.parts), one.parts))


def is_untouched(lesson: Lesson, candidate: Candidate) -> bool:
    """Return whether a stage lies in the course itself, and is still the reference."""
    if candidate.in_work or not candidate.in_course:
        return False
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / lesson.folder
        candidate.write(folder)
        return is_copy(lesson, folder)


def grade_stage(student: str, lesson: Lesson, candidate: Candidate, watched: list[Guard]) -> Row:
    """Check one stage, undo what it has changed elsewhere, and return its row."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / lesson.folder
        candidate.write(folder)
        note = COPY if is_copy(lesson, folder) else STARTER if is_starter(lesson, folder) else ""
        try:
            row = check_stage(student, lesson, folder)
        except Exception as error:  # whatever the app has done to its worker
            row = Row(student, lesson.folder, of=lesson.points, first_failure=f"{type(error).__name__}: {error}")
        changed = [path for guard in watched for path in guard.undo()]
    if changed:
        note = f"{CHANGED}: {', '.join(changed[:3])}"
        return replace(row, points=0, passed="", note=note)
    return replace(row, note=str(note))


def check_stage(student: str, lesson: Lesson, folder: Path) -> Row:
    """Run the checks of one stage and return its row."""
    results = run_lesson(lesson, folder, megabytes=MEGABYTES)
    passed = passed_exercises(lesson, results)
    failures = (f"{result.check.description}: {result.message}" for result in results if result.state in BROKEN)
    return Row(student, lesson.folder, lesson.points_of(passed), lesson.points, " ".join(passed), next(failures, ""))
