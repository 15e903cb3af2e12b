"""Find the stages in what a student handed in."""

import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from classroom.archives import DAMAGE
from classroom.archives import DAMAGED
from classroom.archives import EMPTY_ENTRY
from classroom.archives import TOO_LARGE
from classroom.archives import Member
from classroom.archives import Unreadable
from classroom.archives import archive_members
from classroom.archives import decode_name
from classroom.archives import members_of
from classroom.i18n import Text
from classroom.lessons import Lesson
from classroom.lessons import lessons

ARCHIVE = re.compile(r"(\.tar)?\.(zip|tar|tgz|tbz2?|txz|gz|bz2|xz|7z|rar|egg|alz)$", re.IGNORECASE)
IGNORED = re.compile(r"\.|~\$|__MACOSX$|(thumbs\.db|desktop\.ini)$", re.IGNORECASE)  # what systems add to a folder
MAX_BYTES = 50 << 20  # of the stages of one student
MAX_STAGE_FILES = 5_000
MAX_DEPTH = 2  # archives in archives
COURSE = ("course.py", "classroom", "final_app")  # what lies beside the stages in the course itself

# The folder of a stage, or what systems call a copy of it: 01_routes (1), 01_routes - Copy, 01_routes 복사본.
STAGE = re.compile(rf"({'|'.join(lesson.folder for lesson in lessons())})([ (-].*)?", re.IGNORECASE | re.DOTALL)

Parts = tuple[str, ...]


@dataclass
class Candidate:
    """A folder that has the name of a stage and an app.py."""

    parts: Parts
    files: dict[Parts, bytes]
    in_course: bool = False  # whether it lies where the course keeps the reference

    @property
    def in_work(self) -> bool:
        """Whether it is the copy that a student works on."""
        return "work" in self.parts[:-1]

    def write(self, folder: Path) -> None:
        """Write the files to a new folder."""
        folder.mkdir(parents=True)
        for parts, content in self.files.items():
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@dataclass
class Submission:
    """What a student handed in: for each stage the folders that may be it, or why there are none."""

    student: str
    candidates: dict[Lesson, list[Candidate]] = field(default_factory=dict)
    problem: Text | None = None


def submissions_in(folder: Path, output: Path | None = None) -> list[Path]:
    """Return the entries of a folder, each of one student, without the table that is written there."""
    return sorted(
        entry
        for entry in folder.iterdir()
        if not IGNORED.match(entry.name) and (output is None or entry.resolve() != output.resolve())
    )


def read_submission(entry: Path) -> Submission:
    """Read the stages of one student into memory, where no other submission can change them."""
    name = name_of(entry)
    submission = Submission(name if entry.is_dir() else ARCHIVE.sub("", name))
    try:
        found = Found()
        found.read(members_of(entry), (submission.student,))
        if not found.apps():
            for nested, content in found.read_archives(members_of(entry), (submission.student,)):
                found.read_nested(nested, content)
        submission.candidates = {lesson: found.candidates(lesson) for lesson in lessons()}
        submission.problem = found.problem()
    except Unreadable as error:
        submission.problem = error.text
    except DAMAGE:
        submission.problem = DAMAGED
    except Exception as error:  # whatever is wrong with one entry, the others are graded
        reason = f"{type(error).__name__}: {error}"
        submission.problem = Text(f"cannot be read: {reason}", f"읽을 수 없어요: {reason}")
    return submission


def read_submissions(entries: list[Path]) -> list[Submission]:
    """Read all, and tell those of the same name apart: a folder kim and kim.zip."""
    submissions = [read_submission(entry) for entry in entries]
    named = Counter(submission.student for submission in submissions)
    for entry, submission in zip(entries, submissions, strict=True):
        if named[submission.student] > 1:
            submission.student = name_of(entry)
    return submissions


def name_of(entry: Path) -> str:
    """Return the name of an entry, whatever the locale: it is UTF-8, or cp949 if Windows wrote it to the disk."""
    return unicodedata.normalize("NFC", decode_name(os.fsencode(entry.name)))


@dataclass
class Found:
    """What has been found in an entry so far."""

    names: list[Parts] = field(default_factory=list)
    files: dict[Parts, bytes] = field(default_factory=dict)
    size: int = 0

    def read(self, members: Iterator[Member], above: Parts) -> None:
        """Read the files that belong to a stage, and the names of all."""
        for member in members:
            parts = above + member.parts
            self.names.append(parts)
            if any(map(STAGE.fullmatch, parts[:-1])):
                self.files[parts] = self.content(member)
                if len(self.files) > MAX_STAGE_FILES:
                    raise Unreadable(TOO_LARGE)

    def content(self, member: Member) -> bytes:
        """Read one file, or fail if it is too large with those before it."""
        with member.open() as file:
            content = file.read(MAX_BYTES - self.size + 1)
        self.size += len(content)
        if self.size > MAX_BYTES:
            raise Unreadable(TOO_LARGE)
        return content

    def read_archives(self, members: Iterator[Member], above: Parts) -> Iterator[tuple[Parts, bytes]]:
        """Yield the archives among the files of an entry."""
        for member in members:
            if ARCHIVE.search(member.parts[-1]):
                yield above + member.parts, self.content(member)

    def read_nested(self, parts: Parts, content: bytes, depth: int = 1) -> None:
        """Read the stages in an archive that lies in another one, or in a folder."""
        above = (*parts[:-1], ARCHIVE.sub("", parts[-1]))
        self.read(archive_members(io.BytesIO(content)), above)
        if depth < MAX_DEPTH:
            for nested, inner in self.read_archives(archive_members(io.BytesIO(content)), above):
                self.read_nested(nested, inner, depth + 1)

    def apps(self) -> set[Parts]:
        """Return the folders of stages that have an app.py."""
        return {parts[:-1] for parts in self.files if parts[-1] == "app.py" and STAGE.fullmatch(parts[-2])}

    def candidates(self, lesson: Lesson) -> list[Candidate]:
        """Return the folders that may be this stage; those named as copies of one count if there are no others."""
        named = sorted(root for root in self.apps() if root[-1].lower().startswith(lesson.folder))
        roots = [root for root in named if root[-1].lower() == lesson.folder] or named
        tops = {parts[: len(root)] for root in roots for parts in self.names if len(parts) >= len(root)}
        return [
            Candidate(
                root,
                {parts[len(root) :]: content for parts, content in self.files.items() if parts[: len(root)] == root},
                any((*root[:-1], name) in tops for name in COURSE),
            )
            for root in roots
        ]

    def problem(self) -> Text | None:
        """Say why there is no stage."""
        if self.apps():
            return None
        if not self.names:
            return EMPTY_ENTRY
        folders = ", ".join(lesson.folder for lesson in lessons())
        loose = next((parts[1:] for parts in self.names if parts[-1] == "app.py"), None)
        shown = "/".join(loose) if loose else ""
        return Text(
            f"contains no stage folder with an app.py: {folders}"
            + (f". To grade {shown}, put it into the folder of its stage" if shown else ""),
            f"app.py가 있는 스테이지 폴더가 없어요: {folders}"
            + (f". 채점하려면 그 스테이지의 폴더에 넣으세요: {shown}" if shown else ""),
        )
