"""Runs the checks of a lesson against an app, in a process of its own: python -m classroom.worker NN FOLDER [first]."""

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

from classroom.api import NotStarted
from classroom.api import Site
from classroom.api import load_site
from classroom.error_hints import explain
from classroom.error_hints import where
from classroom.lessons import Check
from classroom.lessons import lessons
from classroom.lessons import read_checks
from classroom.responses import Failed

if sys.platform != "win32":
    import resource

SECONDS_A_CHECK = 5


def refuse_to_serve(*arguments: object, **options: object) -> None:
    """Stand where an app would open its port: a check needs none."""
    raise NotStarted(
        'The app starts its server while it is loaded: put run() below  if __name__ == "__main__":',
        '앱이 불러오는 중에 서버를 시작해요. run()을  if __name__ == "__main__":  아래에 두세요.',
    )


def run_check(one: Check, folder: Path) -> dict[str, Any]:
    """Return what came of one check."""
    site: Site | None = None
    try:
        site = load_site(folder)
        one.run(site)
    except Failed as failure:
        return failed(failure, site)
    except BaseException as error:  # the learner's code may raise anything, also SystemExit
        return failed(surprise(error, folder), site)
    finally:
        sys.path.remove(str(folder))
    return {"state": "passed"}


def surprise(error: BaseException, folder: Path) -> Failed:
    """Return what an exception means that came out of a check: the app's, or that of reading an odd answer."""
    line, words = where(error, folder), explain(error)
    if isinstance(error, SystemExit):
        return Failed(
            "A view ends the whole program: no sys.exit() or exit() in a view.",
            "뷰가 프로그램 전체를 끝내요. 뷰에는 sys.exit()나 exit()를 쓰지 마세요.",
            where=line,
        )
    if line:
        return Failed(*words, where=line)
    return Failed(
        f"The answer does not have the expected shape: {words.en}", f"응답의 모양이 기대와 달라요: {words.ko}"
    )


def failed(failure: Failed, site: Site | None) -> dict[str, Any]:
    """Return a failure as plain data."""
    exchanges = site.exchanges if site else []
    if failure.exchange in exchanges:
        exchanges = exchanges[: exchanges.index(failure.exchange) + 1]
    return {
        "state": "not started" if isinstance(failure, NotStarted) else "failed",
        "message": failure.words._asdict(),
        "expected": failure.expected,
        "actual": failure.actual,
        "where": failure.where,
        "exchanges": [{**asdict(exchange), "rule": exchange.rule._asdict()} for exchange in exchanges[-2:]],
        "received": site.received if site else {},
    }


def run_checks(checks: list[Check], folder: Path) -> Iterator[dict[str, Any]]:
    """Run checks one after the other while the app can be loaded; before and after each give a line of news."""
    for number, one in enumerate(checks):
        yield {"begins": number}
        result = run_check(one, folder)
        yield {"number": number, **result}
        if result["state"] == "not started":
            return


def limit_memory() -> None:
    """Take no more memory than COURSE_MEGABYTES says, where the system can see to that."""
    megabytes = os.environ.get("COURSE_MEGABYTES")
    if megabytes and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)


def main() -> None:
    """Run the checks; news goes to the first standard output as JSON lines, what the app prints goes aside."""
    folder, first = Path(sys.argv[2]), int(sys.argv[3])
    checks = next(read_checks(lesson) for lesson in lessons() if lesson.stage.number == sys.argv[1])
    limit_memory()
    Flask.log_exception = lambda *_: None  # type: ignore[method-assign]  # the check itself tells of it
    Flask.run = SocketIO.run = refuse_to_serve  # type: ignore[method-assign]
    sys.dont_write_bytecode = True
    news = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as aside:
        os.dup2(aside.fileno(), 1)
        os.dup2(aside.fileno(), 2)
        sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False, buffering=1)  # noqa: SIM115
        said = 0
        for event in run_checks(checks[first:], folder):
            if "begins" in event:
                faulthandler.dump_traceback_later(SECONDS_A_CHECK, exit=True, file=news)
            else:
                faulthandler.cancel_dump_traceback_later()
                sys.stdout.flush()
                aside.seek(said)
                event["printed"] = aside.read()[-2000:]
                said = aside.tell()
            print(json.dumps(event, default=str), file=news, flush=True)
    os._exit(0)  # threads that the app may have left run on


if __name__ == "__main__":
    main()
