"""Run the checks of a lesson in worker processes and collect their results."""

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

from classroom.checks import checks_of
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.i18n import Text
from classroom.lessons import Lesson
from classroom.results import Result
from classroom.results import State
from classroom.stages import ROOT

TOTAL_SECONDS = 120
INHERITED = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # environment variables; an app needs no others
DUMPED_LINE = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')

TIMED_OUT = Text(
    f"The checks did not finish within {TOTAL_SECONDS} seconds. What makes the app so slow?",
    f"검사가 {TOTAL_SECONDS}초 안에 끝나지 않았어요. 앱이 왜 느린지 찾아보세요.",
)


def run_lesson(lesson: Lesson, folder: Path, megabytes: int | None = None) -> list[Result]:
    """Check a folder against a lesson, optionally with a memory limit, and return all results."""
    results = [Result(check) for check in checks_of(lesson)]
    ends_at = time.monotonic() + TOTAL_SECONDS
    done = 0
    while done < len(results) and State.NOT_LOADED not in [result.state for result in results]:
        if time.monotonic() > ends_at:
            results[done].state, results[done].cause = State.FAILED, TIMED_OUT
            break
        done += run_worker(lesson, folder.resolve(), results[done:], done, megabytes)
    mark_pending(lesson, results)
    explain_first_failure(lesson, folder.resolve(), results, megabytes)
    return results


def explain_first_failure(lesson: Lesson, folder: Path, results: list[Result], megabytes: int | None) -> None:
    """Find the cause of the first failure, in a worker of its own."""
    result = next((one for one in results if one.state in (State.FAILED, State.NOT_LOADED)), None)
    if result is None or result.cause.en:
        return
    output = read_worker(lesson, folder, 0, megabytes, result.check.name)
    found = next((event for line in output.splitlines() if "cause" in (event := parse_event(line))), None)
    if found:
        result.cause = Text(**found["cause"])
        result.owner, result.given = found["owner"], found["given"]
        if found["place"]:
            result.where = Place(*found["place"].values()).shown(shown_path(lesson, folder))


def shown_path(lesson: Lesson, folder: Path) -> str:
    """Return the path of a learner's folder as a reader knows it."""
    return folder.relative_to(ROOT).as_posix() if folder.is_relative_to(ROOT) else lesson.folder


def run_worker(lesson: Lesson, folder: Path, results: list[Result], first: int, megabytes: int | None) -> int:
    """Run the checks from the given one on, record their results, and return how many have begun."""
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
        record_crash(lesson, results[done], folder, dump)
    return begun


def read_worker(lesson: Lesson, folder: Path, first: int, megabytes: int | None, explained: str = "") -> str:
    """Return the output of a worker, which is killed with its child processes at the time limit."""
    command = [sys.executable, "-P", "-m", "classroom.worker", lesson.number, str(folder), str(first)]
    command += [explained] if explained else []
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
    """Kill a worker and its process group."""
    if os.name == "nt":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def parse_event(line: str) -> dict[str, Any]:
    """Parse an event of the worker; return an empty dict for any other line."""
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def record_result(result: Result, event: dict[str, Any]) -> None:
    """Copy an event of the worker into the result of its check."""
    result.state = State(event["state"])
    result.printed = event["printed"]
    if result.state == State.PASSED:
        result.remarks = [Text(**remark) for remark in event["remarks"]]
        return
    result.difference = Text(**event["difference"])
    for name in ("expected", "actual", "exchange", "received"):
        setattr(result, name, event[name])


def record_crash(lesson: Lesson, result: Result, folder: Path, dump: list[str]) -> None:
    """Record that the worker ended during a check, because it hung or the app ended it."""
    result.state = State.FAILED
    result.cause = Text(
        "The app ended the whole program during this check.", "이 검사를 하는 도중에 앱이 프로그램 전체를 끝냈어요."
    )
    if dump:
        result.cause = Text(
            "The app did not finish: it may be in an infinite loop, or waiting for something that never arrives.",
            "앱이 끝나지 않아요. 무한 반복에 빠졌거나, 오지 않는 것을 기다리고 있어요.",
        )
    for path, line, function in DUMPED_LINE.findall("\n".join(dump)):
        if Path(path).is_relative_to(folder):
            name = "" if function == "<module>" else function
            place = place_at(folder, Path(path).relative_to(folder).as_posix(), int(line), name)
            result.where = place.shown(shown_path(lesson, folder))
            result.state = State.FAILED if name else State.NOT_LOADED
            return


def mark_pending(lesson: Lesson, results: list[Result]) -> None:
    """Mark failed checks as pending if something else must pass first; everything, if the app cannot be loaded."""
    if any(result.state == State.NOT_LOADED for result in results):
        for result in results:
            if result.state != State.NOT_LOADED:
                result.state = State.PENDING
                result.dependency = str(Text("the app must load without errors", "앱이 오류 없이 불러와져야 해요"))
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
    """Return the names of the exercises whose checks have all passed."""
    unfinished = {result.check.exercise for result in results if result.state != State.PASSED}
    return [exercise.name for exercise in lesson.exercises if exercise.name not in unfinished]
