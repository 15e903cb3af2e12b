"""Runs a lesson's checks in a child process and says what came of each: passed, failed, or not yet."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

from classroom.i18n import NOTHING
from classroom.i18n import Words
from classroom.lessons import Check
from classroom.lessons import Lesson
from classroom.lessons import read_checks
from classroom.stages import ROOT

SECONDS_IN_ALL = 120
KEPT = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # of the environment; the rest is not the app's business
DUMPED_LINE = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')

NO_TIME = Words(
    f"The checks took {SECONDS_IN_ALL} seconds without coming to an end: what makes the app so slow?",
    f"검사가 {SECONDS_IN_ALL}초가 지나도 끝나지 않았어요. 앱을 느리게 하는 것이 무엇일까요?",
)


@dataclass
class Result:
    """What came of one check."""

    check: Check
    state: str = "not yet"  # or passed, failed
    message: Words = NOTHING
    expected: object = None
    actual: object = None
    where: str = ""  # the learner's file:line, and what stands there
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    received: dict[str, list[Any]] = field(default_factory=dict)
    printed: str = ""
    waits_for: str = ""  # for not yet: the exercise that comes first


def run_lesson(lesson: Lesson, folder: Path, megabytes: int | None = None) -> list[Result]:
    """Check a folder against a lesson, with that much memory at most, and let what cannot be judged yet wait."""
    results = [Result(check) for check in read_checks(lesson)]
    ends_at = time.monotonic() + SECONDS_IN_ALL
    done = 0
    while done < len(results) and results[0].state != "not started":
        if time.monotonic() > ends_at:
            results[done].state, results[done].message = "failed", NO_TIME
            break
        done += run_child(lesson, folder.resolve(), results[done:], done, megabytes)
    wait(lesson, results)
    return results


def run_child(lesson: Lesson, folder: Path, results: list[Result], first: int, megabytes: int | None) -> int:
    """Let a child run the checks from the first on, fill in their results, and return how many are done."""
    begun = done = 0
    dump = []
    for line in output_of_child(lesson, folder, first, megabytes).splitlines():
        news = as_json(line)
        if "begins" in news:
            begun = news["begins"] + 1
        elif "number" in news:
            fill(results[news["number"]], news)
            done = news["number"] + 1
        else:
            dump.append(line)
    if begun == 0:
        raise RuntimeError("The checks could not run:\n" + "\n".join(dump))
    if begun > done:
        fill_ended(results[done], folder, dump)
    return begun


def output_of_child(lesson: Lesson, folder: Path, first: int, megabytes: int | None) -> str:
    """Run a child to its end or to the limit of time; end what it started, but for what hides in another session."""
    command = [sys.executable, "-P", "-m", "classroom.worker", lesson.stage.number, str(folder), str(first)]
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
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
    ) as child:
        try:
            return child.communicate(timeout=SECONDS_IN_ALL)[0]
        except subprocess.TimeoutExpired:
            end_all_of(child)
            return child.communicate()[0]
        finally:
            end_all_of(child)


def end_all_of(child: "subprocess.Popen[str]") -> None:
    """End a child and whatever it has started."""
    if os.name == "nt":
        child.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def as_json(line: str) -> dict[str, Any]:
    """Return a line of news, or nothing if it is none."""
    try:
        news = json.loads(line)
    except ValueError:
        return {}
    return news if isinstance(news, dict) else {}


def fill(result: Result, news: dict[str, Any]) -> None:
    """Write down what the child says of a check."""
    result.state = news["state"]
    if result.state != "passed":
        result.message = Words(**news["message"])
        for name in ("expected", "actual", "where", "exchanges", "received"):
            setattr(result, name, news[name])
    result.printed = news["printed"]


def fill_ended(result: Result, folder: Path, dump: list[str]) -> None:
    """Write down that the child ended in the midst of a check: it hung, or the app ended it."""
    result.state = "failed"
    result.message = Words(
        "The app ended the whole program in the midst of this.", "앱이 도중에 프로그램 전체를 끝냈어요."
    )
    if dump:
        result.message = Words(
            "It does not come to an end: a loop that never stops, or a wait for something that never comes.",
            "끝나지 않아요. 멈추지 않는 반복문이거나, 오지 않는 것을 기다리고 있어요.",
        )
    for path, line, function in DUMPED_LINE.findall("\n".join(dump)):
        if Path(path).is_relative_to(folder):
            result.where = f"{Path(path).relative_to(folder)}:{line}: {function}"
            result.state = "not started" if function == "<module>" else "failed"
            return


def wait(lesson: Lesson, results: list[Result]) -> None:
    """Turn into "not yet" what can only be judged once something else is done."""
    if results[0].state == "not started":
        results[0].state = "failed"
        for result in results[1:]:
            result.waits_for = str(Words("the app can be loaded", "앱을 불러올 수 있게 되기"))
        return
    passed = passed_exercises(lesson, results)
    for result in results:
        own = result.check.exercise
        exercise = lesson.exercise(own) if own else None
        needed = exercise.needs if exercise else tuple(one.name for one in lesson.exercises)
        missing = [name for name in needed if name not in passed]
        if result.state == "failed" and missing:
            result.state, result.waits_for = "not yet", missing[0]


def passed_exercises(lesson: Lesson, results: list[Result]) -> list[str]:
    """Return the names of the exercises whose checks all passed."""
    open_ones = {result.check.exercise for result in results if result.state != "passed"}
    return [exercise.name for exercise in lesson.exercises if exercise.name not in open_ones]
