"""Run the checks of a lesson, or explain one failure, in a process of its own.

python -m classroom.worker NN FOLDER FIRST        runs the checks from the given one on
python -m classroom.worker NN FOLDER FIRST CHECK  explains why a check fails
"""

import faulthandler
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from classroom.checks import checks_of
from classroom.checks.kit import AppNotLoaded
from classroom.checks.kit import Check
from classroom.checks.kit import Exchange
from classroom.checks.kit import Outcome
from classroom.checks.kit import run_check
from classroom.diagnosis import diagnose
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.process import kernel
from classroom.results import State
from classroom.seal import Seal

if sys.platform != "win32":
    import resource

SECONDS_PER_CHECK = 5
SECONDS_PER_DIAGNOSIS = 30


def raise_instead_of_serving(*arguments: object, **options: object) -> None:
    """Replace app.run() during a check."""
    raise AppNotLoaded(
        'The app starts its server while it is loading. Move run() under  if __name__ == "__main__":',
        '앱을 불러오는 중에 서버를 시작해요. run()을  if __name__ == "__main__":  아래로 옮기세요.',
    )


def result_of(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as a dict that can be sent as JSON."""
    if outcome.passed:
        remarks = outcome.app.remarks if outcome.app else []
        return {"state": State.PASSED, "remarks": [remark._asdict() for remark in remarks]}
    failure = outcome.failure
    error = f"{type(outcome.error).__name__}: {outcome.error}"
    return {
        "state": State.FAILED if outcome.loaded else State.NOT_LOADED,
        "difference": failure.text._asdict() if failure else {"en": error, "ko": error},
        "expected": failure.expected if failure else None,
        "actual": failure.actual if failure else None,
        "exchange": exchange_of(failure.exchange if failure else None),
        "received": outcome.app.received if outcome.app else {},
    }


def exchange_of(exchange: Exchange | None) -> dict[str, Any]:
    """Return an exchange as a dict that can be sent as JSON."""
    if exchange is None:
        return {}
    return {"request": exchange.request, "response": exchange.response, "rule": exchange.rule._asdict()}


def run_checks(checks: list[Check], folder: Path, send: Callable[[dict[str, Any]], None]) -> None:
    """Run the checks in order until the app fails to load; send an event before and after each, and in between."""
    seal = Seal()
    for number, check in enumerate(checks):
        send({"begins": number})
        outcome = run_check(check, folder, lambda: send({"loaded": True}))
        changed = seal.restore()
        result = result_of(Outcome(failure=checks_changed(changed)) if changed else outcome)
        send({"number": number, **result})
        if result["state"] == State.NOT_LOADED:
            return


def checks_changed(names: list[str]) -> AppNotLoaded:
    """Return the failure of an app that changes the checks or what they use."""
    some = ", ".join(sorted(set(names))[:3])
    return AppNotLoaded(f"The app changes the code of the checks: {some}", f"앱이 검사하는 코드를 바꿔요: {some}")


def explain_failure(check: Check, folder: Path, lesson: Lesson) -> dict[str, Any]:
    """Run a check that fails and return the cause, the learner's line, and the exercise that the line belongs to."""
    seal = Seal()
    outcome = run_check(check, folder)
    if seal.restore() or outcome.passed:
        return {}
    found = diagnose(check, folder, lesson, outcome)
    return {
        "cause": found.cause._asdict() if found.cause else {"en": "", "ko": ""},
        "place": found.place._asdict() if found.place else None,
        "owner": found.owner,
        "given": found.given,
    }


def set_limits() -> None:
    """Limit the memory to COURSE_MEGABYTES, which works on Linux only, and each file to 64 MB."""
    megabytes = os.environ.get("COURSE_MEGABYTES")
    if megabytes and sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20,) * 2)
    if megabytes and sys.platform == "linux":
        threading.stack_size(1 << 20)  # each check loads the app again, and its threads go on
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)
        if os.getpid() == 1 and kernel() >= (5, 14):  # apart from other processes, which are not counted
            resource.setrlimit(resource.RLIMIT_NPROC, (400, 400))  # nothing to root


def take_token() -> str:
    """Read the token that marks events from the input, and leave the app an empty one."""
    token = sys.stdin.readline()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    return token


def main() -> None:
    """Run what the command line asks for; write events as lines of token and JSON, and capture what the app prints."""
    folder, first, name = Path(sys.argv[2]), int(sys.argv[3]), "".join(sys.argv[4:])
    lesson = next(lesson for lesson in lessons() if lesson.number == sys.argv[1])
    checks = checks_of(lesson)
    token = take_token()
    set_limits()
    Flask.log_exception = lambda *_: None  # type: ignore[method-assign]  # the check reports it
    Flask.run = SocketIO.run = raise_instead_of_serving  # type: ignore[method-assign]
    sys.dont_write_bytecode = True
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as captured:
        os.dup2(captured.fileno(), 1)
        os.dup2(captured.fileno(), 2)
        sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)  # noqa: SIM115

        read_up_to = 0

        def send(event: dict[str, Any]) -> None:
            """Write an event, with what the app has printed during a check, and limit the time of a check."""
            nonlocal read_up_to
            if "begins" in event:
                faulthandler.dump_traceback_later(SECONDS_PER_CHECK, exit=True, file=events)
            elif "number" in event:
                faulthandler.cancel_dump_traceback_later()
                sys.stdout.flush()
                captured.seek(read_up_to)
                event["printed"] = captured.read()[-2000:]
                read_up_to = captured.tell()
            print(f"\n{token} {json.dumps(event, default=str)}", file=events, flush=True)

        if name:
            faulthandler.dump_traceback_later(SECONDS_PER_DIAGNOSIS, exit=True, file=events)
            send(explain_failure(next(check for check in checks if check.name == name), folder, lesson))
        else:
            run_checks(checks[first:], folder, send)
    os._exit(0)  # do not wait for threads of the app


if __name__ == "__main__":
    main()
