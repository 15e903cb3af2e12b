"""Run the checks of a lesson in worker processes and collect their results."""

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.checks import checks_of
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.i18n import Text
from classroom.lessons import Lesson
from classroom.process import run_worker_process
from classroom.results import Result
from classroom.results import State
from classroom.stages import ROOT
from classroom.starters import is_untouched

TOTAL_SECONDS = 120
SECONDS_TO_START = 5
SECONDS_TO_EXPLAIN = 60
DUMPED_LINE = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')

TIMED_OUT = Text(
    f"The checks did not finish within {TOTAL_SECONDS} seconds. What makes the app so slow?",
    f"검사가 {TOTAL_SECONDS}초 안에 끝나지 않았어요. 앱이 왜 느린지 찾아보세요.",
)


@dataclass(frozen=True)
class Target:
    """What is checked, and with which memory limit."""

    lesson: Lesson
    folder: Path
    megabytes: int | None


def run_lesson(lesson: Lesson, folder: Path, megabytes: int | None = None) -> list[Result]:
    """Check a folder against a lesson, optionally with a memory limit, and return all results."""
    target = Target(lesson, folder.resolve(), megabytes)
    results = [Result(check) for check in checks_of(lesson)]
    ends_at = time.monotonic() + TOTAL_SECONDS
    done = 0
    while done < len(results) and State.NOT_LOADED not in [result.state for result in results]:
        seconds = ends_at - time.monotonic()
        if seconds < SECONDS_TO_START:
            results[done].state, results[done].cause = State.FAILED, TIMED_OUT
            break
        done += run_worker(target, results[done:], done, seconds)
    mark_pending(lesson, results)
    if megabytes is None:  # a learner's own copy
        set_aside_untouched(target, results)
    explain_first_failure(target, results)
    return results


def explain_first_failure(target: Target, results: list[Result]) -> None:
    """Find the cause of the first failure, in a worker of its own."""
    result = next((one for one in results if one.state in (State.FAILED, State.NOT_LOADED)), None)
    if result is None or result.cause.en:
        return
    events, _, _ = read_worker(target, 0, SECONDS_TO_EXPLAIN, result.check.name)
    found = next((event for event in events if "cause" in event), None)
    if found:
        result.cause = Text(**found["cause"])
        result.owner, result.given = found["owner"], found["given"]
        if found["place"]:
            result.where = Place(*found["place"].values()).shown(shown_path(target.lesson, target.folder))


def shown_path(lesson: Lesson, folder: Path) -> str:
    """Return the path of a learner's folder as a reader knows it."""
    return folder.relative_to(ROOT).as_posix() if folder.is_relative_to(ROOT) else lesson.folder


def run_worker(target: Target, results: list[Result], first: int, seconds: float) -> int:
    """Run the checks from the given one on, record their results, and return how many have begun."""
    begun = done = loaded = 0
    events, dump, stopped = read_worker(target, first, seconds)
    for event in events:
        if "begins" in event:
            begun = event["begins"] + 1
        elif "loaded" in event:
            loaded = begun
        else:
            record_result(results[event["number"]], event)
            done = event["number"] + 1
    if begun == 0:
        raise RuntimeError("The checks could not run:\n" + "\n".join(dump))
    if begun > done:
        record_crash(target.lesson, results[done], target.folder, dump)
        results[done].cause = stopped or results[done].cause
        if stopped or loaded < begun:
            results[done].state = State.NOT_LOADED
    return begun


def read_worker(
    target: Target, first: int, seconds: float, explained: str = ""
) -> tuple[list[dict[str, Any]], list[str], Text | None]:
    """Return the events of a worker, the other lines that it wrote, and why it was stopped, if it was."""
    token = secrets.token_hex()  # what an app prints has no token, and is no event
    arguments = ["-m", "classroom.worker", target.lesson.number, str(target.folder), str(first)]
    arguments += [explained] if explained else []
    environment = {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    if target.megabytes:
        home = str(target.folder.parent)  # what the app leaves there goes with the copy
        environment |= {"COURSE_MEGABYTES": str(target.megabytes), "HOME": home, "TMPDIR": home}
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1"}
        environment |= {"MALLOC_ARENA_MAX": "1"}  # else each thread of the app takes 64 MB of addresses
    output, stopped = run_worker_process(arguments, target.folder, environment, token, seconds)
    events, others = [], []
    for line in output.splitlines():
        secret, _, event = line.partition(" ")
        if secret == token:
            events.append(json.loads(event))
        else:
            others.append(line)
    return events, others, stopped


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
    if any(line.startswith("Timeout (") for line in dump):
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


def set_aside_untouched(target: Target, results: list[Result]) -> None:
    """Mark the failed checks of exercises that nobody has begun as pending, but for the one to begin with."""
    failed = dict.fromkeys(result.check.exercise for result in results if result.state == State.FAILED)
    exercises = [exercise for exercise in target.lesson.exercises if exercise.name in failed]
    untouched = [one.name for one in exercises if is_untouched(target.lesson, target.folder, one)]
    if len(untouched) == len(failed):
        del untouched[:1]
    for result in results:
        if result.state == State.FAILED and result.check.exercise in untouched:
            result.state, result.dependency = State.PENDING, str(result.check.exercise)


def passed_exercises(lesson: Lesson, results: list[Result]) -> list[str]:
    """Return the names of the exercises whose checks have all passed."""
    unfinished = {result.check.exercise for result in results if result.state != State.PASSED}
    return [exercise.name for exercise in lesson.exercises if exercise.name not in unfinished]
