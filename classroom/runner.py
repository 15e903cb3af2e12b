"""Runs a lesson's checks in a child process and says what came of each: passed, failed, or not yet."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from classroom.i18n import Text
from classroom.lessons import Lesson
from classroom.lessons import read_checks
from classroom.results import Result
from classroom.results import State
from classroom.stages import ROOT

TOTAL_SECONDS = 120
INHERITED = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # environment variables; an app needs no others
DUMPED_LINE = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')

TIMED_OUT = Text(
    f"The checks took {TOTAL_SECONDS} seconds without coming to an end: what makes the app so slow?",
    f"검사가 {TOTAL_SECONDS}초가 지나도 끝나지 않았어요. 앱을 느리게 하는 것이 무엇일까요?",
)


def run_lesson(lesson: Lesson, folder: Path, megabytes: int | None = None) -> list[Result]:
    """Check a folder against a lesson, with that much memory at most, and let what cannot be judged yet wait."""
    results = [Result(check) for check in read_checks(lesson)]
    ends_at = time.monotonic() + TOTAL_SECONDS
    done = 0
    while done < len(results) and results[0].state != State.NOT_LOADED:
        if time.monotonic() > ends_at:
            results[done].state, results[done].message = State.FAILED, TIMED_OUT
            break
        done += run_worker(lesson, folder.resolve(), results[done:], done, megabytes)
    mark_pending(lesson, results)
    return results


def run_worker(lesson: Lesson, folder: Path, results: list[Result], first: int, megabytes: int | None) -> int:
    """Let a child run the checks from the first on, fill in their results, and return how many are done."""
    begun = done = 0
    dump = []
    for line in read_worker(lesson, folder, first, megabytes).splitlines():
        event = parse_event(line)
        if "begins" in event:
            begun = event["begins"] + 1
        elif "number" in event:
            record_result(results[event["number"]], event)
            done = event["number"] + 1
        else:
            dump.append(line)
    if begun == 0:
        raise RuntimeError("The checks could not run:\n" + "\n".join(dump))
    if begun > done:
        record_crash(results[done], folder, dump)
    return begun


def read_worker(lesson: Lesson, folder: Path, first: int, megabytes: int | None) -> str:
    """Run a child to its end or to the limit of time; end what it started, but for what hides in another session."""
    command = [sys.executable, "-P", "-m", "classroom.worker", lesson.stage.number, str(folder), str(first)]
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment |= {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT), "COURSE_MEGABYTES": str(megabytes or "")}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=TOTAL_SECONDS)[0]
        except subprocess.TimeoutExpired:
            kill_worker(process)
            return process.communicate()[0]
        finally:
            kill_worker(process)


def kill_worker(process: "subprocess.Popen[str]") -> None:
    """End a child and whatever it has started."""
    if os.name == "nt":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def parse_event(line: str) -> dict[str, Any]:
    """Return a line of news, or nothing if it is none."""
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def record_result(result: Result, event: dict[str, Any]) -> None:
    """Write down what the child says of a check."""
    result.state = State(event["state"])
    if result.state != State.PASSED:
        result.message = Text(**event["message"])
        for name in ("expected", "actual", "where", "exchanges", "received"):
            setattr(result, name, event[name])
    result.printed = event["printed"]


def record_crash(result: Result, folder: Path, dump: list[str]) -> None:
    """Write down that the child ended in the midst of a check: it hung, or the app ended it."""
    result.state = State.FAILED
    result.message = Text(
        "The app ended the whole program in the midst of this.", "앱이 도중에 프로그램 전체를 끝냈어요."
    )
    if dump:
        result.message = Text(
            "It does not come to an end: a loop that never stops, or a wait for something that never comes.",
            "끝나지 않아요. 멈추지 않는 반복문이거나, 오지 않는 것을 기다리고 있어요.",
        )
    for path, line, function in DUMPED_LINE.findall("\n".join(dump)):
        if Path(path).is_relative_to(folder):
            result.where = f"{Path(path).relative_to(folder)}:{line}: {function}"
            result.state = State.NOT_LOADED if function == "<module>" else State.FAILED
            return


def mark_pending(lesson: Lesson, results: list[Result]) -> None:
    """Turn into "not yet" what can only be judged once something else is done."""
    if results[0].state == State.NOT_LOADED:
        results[0].state = State.FAILED
        for result in results[1:]:
            result.dependency = str(Text("the app can be loaded", "앱을 불러올 수 있게 되기"))
        return
    passed = passed_exercises(lesson, results)
    for result in results:
        own = result.check.exercise
        exercise = lesson.exercise(own) if own else None
        needed = exercise.needs if exercise else tuple(one.name for one in lesson.exercises)
        missing = [name for name in needed if name not in passed]
        if result.state == State.FAILED and missing:
            result.state, result.dependency = State.PENDING, missing[0]


def passed_exercises(lesson: Lesson, results: list[Result]) -> list[str]:
    """Return the names of the exercises whose checks all passed."""
    open_ones = {result.check.exercise for result in results if result.state != State.PASSED}
    return [exercise.name for exercise in lesson.exercises if exercise.name not in open_ones]
