"""The learner's own copies in work/, and how far they have come."""

import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from classroom.i18n import tr
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.stages import ROOT
from classroom.stages import Stage
from classroom.starters import remove_solution
from classroom.starters import write_starter

WORK = Path(os.environ.get("COURSE_WORK", ROOT / "work"))
PROGRESS = WORK / "progress.json"


def copy_path(lesson: Lesson) -> Path:
    """Return where the learner's copy of a stage is, or will be."""
    return WORK / lesson.stage.folder


def find_copy(stage: Stage) -> Path:
    """Return the learner's copy of a stage, or say how to get one."""
    folder = WORK / stage.folder
    if not (folder / "app.py").exists():
        number = stage.number
        raise click.ClickException(
            tr(
                f"Start it first: python3 course.py start {number}",
                f"먼저 시작하세요: python3 course.py start {number}",
            )
        )
    return folder


def create_copy(lesson: Lesson) -> Path | None:
    """Put a starter into work/; return where the backup of what was there before, or None."""
    folder = copy_path(lesson)
    backup = back_up(folder) if folder.exists() else None
    write_starter(lesson, folder)
    return backup


def back_up(folder: Path) -> Path:
    """Move a learner's copy aside and return where it is now."""
    backup = WORK / "backups" / f"{folder.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    backup.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.move(folder, backup))


def reset_exercise(lesson: Lesson, exercise: Exercise) -> Path:
    """Put one exercise of the learner's copy back to its start; return the backup of all as it was."""
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
                "This exercise cannot be put back alone: your file differs there too much. Start the stage anew.",
                "이 연습만 되돌릴 수 없어요. 파일의 그 부분이 많이 달라졌어요. 스테이지를 다시 시작하세요.",
            )
        ) from error
    backup = back_up(folder)
    trial.rename(folder)
    return backup


def read_progress() -> dict[str, Any]:
    """Return, by stage folder, the exercises passed ("passed") and how many hints were taken ("hints")."""
    try:
        progress = json.loads(PROGRESS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return progress if isinstance(progress, dict) else {}


def progress_of(lesson: Lesson) -> dict[str, Any]:
    """Return what is noted of one stage."""
    noted: dict[str, Any] = read_progress().get(lesson.stage.folder, {})
    return {"passed": [], "hints": {}} | noted


def save_progress(lesson: Lesson, **changed: Any) -> None:
    """Write down what is new of one stage."""
    progress = read_progress()
    progress[lesson.stage.folder] = progress_of(lesson) | changed
    WORK.mkdir(exist_ok=True)
    PROGRESS.write_text(json.dumps(progress, indent=2), encoding="utf-8")
