"""Run the checks of a lesson in a separate process: python -m classroom.worker NN FOLDER FIRST."""

import faulthandler
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from classroom.api import AppNotLoaded
from classroom.api import AppUnderTest
from classroom.api import load_app
from classroom.error_hints import explain
from classroom.error_hints import locate
from classroom.lessons import Check
from classroom.lessons import lessons
from classroom.lessons import read_checks
from classroom.responses import CheckFailed
from classroom.results import State

if sys.platform != "win32":
    import resource

SECONDS_PER_CHECK = 5


def raise_instead_of_serving(*arguments: object, **options: object) -> None:
    """Replace app.run() during a check."""
    raise AppNotLoaded(
        'The app starts its server while it is loading. Move run() under  if __name__ == "__main__":',
        '앱을 불러오는 중에 서버를 시작해요. run()을  if __name__ == "__main__":  아래로 옮기세요.',
    )


def run_check(check: Check, folder: Path) -> dict[str, Any]:
    """Run one check and return its result."""
    under_test: AppUnderTest | None = None
    try:
        under_test = load_app(folder)
        check.run(under_test)
    except CheckFailed as failure:
        return failed_result(failure, under_test)
    except BaseException as error:  # the learner's code may raise anything, also SystemExit
        return failed_result(failure_from(error, folder), under_test)
    finally:
        sys.path.remove(str(folder))
    return {"state": State.PASSED}


def failure_from(error: BaseException, folder: Path) -> CheckFailed:
    """Turn an exception into a failure: it was raised by the app, or by a check that read an unexpected response."""
    line, text = locate(error, folder), explain(error)
    if isinstance(error, SystemExit):
        return CheckFailed(
            "A view ends the whole program. Remove sys.exit() or exit() from it.",
            "뷰가 프로그램 전체를 끝내요. 뷰에서 sys.exit()나 exit()를 지우세요.",
            where=line,
        )
    if line:
        return CheckFailed(*text, where=line)
    return CheckFailed(
        f"The response does not have the expected form: {text.en}", f"응답의 형식이 기대와 달라요: {text.ko}"
    )


def failed_result(failure: CheckFailed, under_test: AppUnderTest | None) -> dict[str, Any]:
    """Return a failure as a dict that can be sent as JSON."""
    exchanges = under_test.exchanges if under_test else []
    if failure.exchange in exchanges:
        exchanges = exchanges[: exchanges.index(failure.exchange) + 1]
    return {
        "state": State.NOT_LOADED if isinstance(failure, AppNotLoaded) else State.FAILED,
        "message": failure.text._asdict(),
        "expected": failure.expected,
        "actual": failure.actual,
        "where": failure.where,
        "exchanges": [{**asdict(exchange), "rule": exchange.rule._asdict()} for exchange in exchanges[-2:]],
        "received": under_test.received if under_test else {},
    }


def run_checks(checks: list[Check], folder: Path) -> Iterator[dict[str, Any]]:
    """Run the checks in order until the app fails to load; yield an event before and after each."""
    for number, check in enumerate(checks):
        yield {"begins": number}
        result = run_check(check, folder)
        yield {"number": number, **result}
        if result["state"] == State.NOT_LOADED:
            return


def limit_memory() -> None:
    """Limit the memory to COURSE_MEGABYTES, which works on Linux only."""
    megabytes = os.environ.get("COURSE_MEGABYTES")
    if megabytes and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)


def main() -> None:
    """Run the checks; write events to standard output as JSON lines, and capture what the app prints."""
    folder, first = Path(sys.argv[2]), int(sys.argv[3])
    checks = next(read_checks(lesson) for lesson in lessons() if lesson.stage.number == sys.argv[1])
    limit_memory()
    Flask.log_exception = lambda *_: None  # type: ignore[method-assign]  # the check reports it
    Flask.run = SocketIO.run = raise_instead_of_serving  # type: ignore[method-assign]
    sys.dont_write_bytecode = True
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as captured:
        os.dup2(captured.fileno(), 1)
        os.dup2(captured.fileno(), 2)
        sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)  # noqa: SIM115
        read_up_to = 0
        for event in run_checks(checks[first:], folder):
            if "begins" in event:
                faulthandler.dump_traceback_later(SECONDS_PER_CHECK, exit=True, file=events)
            else:
                faulthandler.cancel_dump_traceback_later()
                sys.stdout.flush()
                captured.seek(read_up_to)
                event["printed"] = captured.read()[-2000:]
                read_up_to = captured.tell()
            print(json.dumps(event, default=str), file=events, flush=True)
    os._exit(0)  # do not wait for threads of the app


if __name__ == "__main__":
    main()
