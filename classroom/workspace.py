"""Manage the learner's copies in work/ and their progress."""

import json
import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from watchfiles import Change
from watchfiles import PythonFilter
from watchfiles import watch

from classroom.i18n import tr
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.stages import ROOT
from classroom.stages import Stage
from classroom.starters import remove_solution
from classroom.starters import write_starter

WORK = Path(os.environ.get("COURSE_WORK", ROOT / "work"))
PROGRESS = WORK / "progress.json"
is_source = PythonFilter(extra_extensions=(".html", ".css", ".js"))


def copy_path(lesson: Lesson) -> Path:
    """Return the path of the learner's copy of a stage."""
    return WORK / lesson.stage.folder


def find_copy(stage: Stage) -> Path:
    """Return the learner's copy of a stage, or explain how to create one."""
    folder = WORK / stage.folder
    if not (folder / "app.py").exists():
        number = stage.number
        raise click.ClickException(
            tr(
                f"You have no copy of this stage yet. Create one: python3 course.py start {number}",
                f"이 스테이지의 복사본이 아직 없어요. 먼저 시작하세요: python3 course.py start {number}",
            )
        )
    return folder


def short_path(path: Path) -> str:
    """Return a path relative to the current folder if it is inside."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def watch_folder(folder: Path) -> Iterator[bool]:
    """Yield every 0.3 seconds whether the app in a folder has changed; watching begins before the first time."""
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it would report that Ctrl-C was pressed
    folder = folder.resolve()
    outer = WORK.resolve() if folder.parent == WORK.resolve() else folder  # reset replaces the whole folder

    def concerns(change: Change, path: str) -> bool:
        """Return whether this is the folder itself or source in it, not what the app writes while it runs."""
        return Path(path) == folder or (Path(path).is_relative_to(folder) and is_source(change, path))

    for changes in watch(outer, watch_filter=concerns, rust_timeout=300, yield_on_timeout=True, raise_interrupt=False):
        yield bool(changes)


def has_copy(lesson: Lesson) -> bool:
    """Return whether the learner has started a stage."""
    return (copy_path(lesson) / "app.py").exists()


def latest_copy() -> Lesson | None:
    """Return the lesson whose copy was changed last, or None if there is no copy."""
    return max(filter(has_copy, lessons()), key=changed_at, default=None)


def changed_at(lesson: Lesson) -> float:
    """Return when the learner last changed a copy, in seconds since 1970."""
    folder = copy_path(lesson)
    paths = [folder, *(path for path in folder.rglob("*") if is_source(Change.modified, str(path)))]
    return max(path.stat().st_mtime for path in paths)


def create_copy(lesson: Lesson) -> Path | None:
    """Create the learner's copy from the starter; return the backup of the previous copy, or None."""
    folder = copy_path(lesson)
    backup = back_up(folder) if folder.exists() else None
    write_starter(lesson, folder)
    folder.touch()  # it is the copy that was changed last, though its files are as old as the stage
    return backup


def is_stage_edited(lesson: Lesson) -> bool:
    """Return whether git says that the course's own files of a stage were edited; without git nobody knows."""
    git = shutil.which("git")
    if git is None:
        return False
    command = [git, "--no-optional-locks", "status", "--porcelain", "--untracked-files=no", "--", "."]
    return bool(subprocess.run(command, cwd=lesson.stage.path, capture_output=True, check=False).stdout)


def back_up(folder: Path) -> Path:
    """Move a learner's copy to work/backups and return its new path."""
    backup = WORK / "backups" / f"{folder.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    backup.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.move(folder, backup))


def reset_exercise(lesson: Lesson, exercise: Exercise) -> Path:
    """Reset one exercise of the learner's copy; return the backup of the whole copy."""
    folder = copy_path(lesson)
    trial = WORK / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(folder, trial)
    try:
        remove_solution(lesson, trial, exercise)
    except (StopIteration, ValueError, SyntaxError) as error:
        shutil.rmtree(trial)
        raise ValueError(
            tr(
                "This exercise cannot be reset by itself, because that part of your file has changed too much. "
                f"Reset the whole stage: python3 course.py reset {lesson.stage.number}",
                "파일의 그 부분이 많이 달라져서 이 연습만 되돌릴 수 없어요. "
                f"스테이지 전체를 되돌리세요: python3 course.py reset {lesson.stage.number}",
            )
        ) from error
    backup = back_up(folder)
    trial.rename(folder)
    return backup


def read_progress() -> dict[str, Any]:
    """Return, by stage folder, the passed exercises ("passed") and the number of hints shown ("hints")."""
    try:
        progress = json.loads(PROGRESS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return progress if isinstance(progress, dict) else {}


def progress_of(lesson: Lesson) -> dict[str, Any]:
    """Return the saved progress of one stage."""
    saved: dict[str, Any] = read_progress().get(lesson.stage.folder, {})
    return {"passed": [], "hints": {}} | saved


def next_exercise(lesson: Lesson) -> Exercise | None:
    """Return the first exercise that had not passed at the last check, or None."""
    passed = progress_of(lesson)["passed"]
    return next((exercise for exercise in lesson.exercises if exercise.name not in passed), None)


def save_progress(lesson: Lesson, **changed: Any) -> None:
    """Save changes to the progress of one stage."""
    progress = read_progress()
    progress[lesson.stage.folder] = progress_of(lesson) | changed
    WORK.mkdir(exist_ok=True)
    PROGRESS.write_text(json.dumps(progress, indent=2), encoding="utf-8")
