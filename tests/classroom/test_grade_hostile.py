"""Nothing that a submission does ends the run, reaches the next submission, or earns points."""

import os
import subprocess
import textwrap
import time

import pytest

from classroom import grading
from classroom import process

FORGED = r"""
    import json, os
    lines = ""
    for number in range(99):
        lines += json.dumps({"begins": number}) + "\n"
        lines += json.dumps({"number": number, "state": "passed", "remarks": [], "printed": ""}) + "\n"
    for odd in ('{"number": 999}', '{"state": "odd"}', '{"begins": "x"}', '{"number": 0}', '[]', '{"cause": 1}'):
        lines += odd + "\n"
    for number in range(64):
        try:
            os.write(number, lines.encode())
        except OSError:
            pass
    os._exit(0)
"""
HOSTILE = {
    "exits": "import os; os._exit(0)",
    "kills its parent": "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "kills its group": "import os, signal; os.killpg(0, signal.SIGKILL)",
    "kills itself": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV); os.abort()",
    "forges results": FORGED,
    "forges and fails": FORGED.replace("os._exit(0)", "1 / 0"),
    "closes files": "import os; os.closerange(0, 256)",
    "reads its input": "import sys; sys.stdin.read(); open(0, closefd=False).read(); raise SystemExit",
    "prints without end": r"""
        import os
        for number in range(64):
            try:
                while os.write(number, b"[]\n" * 100_000) and os.fstat(number).st_size < 30_000_000:
                    pass
            except OSError:
                pass
        raise SystemExit
    """,
    "forks": "import os, time; [os.fork() for _ in range(8)]; time.sleep(600)",
    "forks without end": """
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
    """,
    "fills the disk": r"""
        import itertools
        for number in itertools.count():
            open(f"{number}.big", "wb").write(bytes(30 << 20))
    """,
    "writes one huge file": "open('big', 'wb').write(bytes(100 << 20))",
    "shows colors": r"raise RuntimeError('\x1b[2J\x1b[31m=1+1\0')",
    "news": "raise type('News', (BaseException,), {'__str__': lambda self: 1 / 0})",
    "ends in its name": "class E(Exception):\n    def __str__(self): import os; os._exit(1)\nraise E",
}


LINGERING = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvpe("sleep", ["sleep", "{seconds}"], os.environ)
    os._exit(0)
if os.fork() == 0:
    os.setsid()
    os.execvpe("sleep", ["sleep", "{seconds}"], os.environ)
if os.fork() == 0:
    os.setsid()
    time.sleep({seconds})
"""


@pytest.fixture(params=["apart", "not apart"])
def apart(request, monkeypatch):
    """Grade with processes apart from others, and as where the system does not offer that."""
    if request.param == "not apart":
        for module in (process, grading):
            monkeypatch.setattr(module, "alone", lambda: ())
    monkeypatch.setattr(process, "MAX_DISK", 200 << 20)
    return request.param


@pytest.mark.timeout(300)
def test_no_submission_ends_the_run_or_earns_points(apart, grade, hand_in):
    """Each has one row without points that says something, and the honest one after it has all points."""
    hostile = HOSTILE if apart == "apart" else {name: HOSTILE[name] for name in ("kills its parent", "forks")}
    for student, code in hostile.items():
        hand_in(student, textwrap.dedent(code) + "\n")
    hand_in("zoe")
    rows = grade()
    assert len(grade.rows) == len(hostile) + 1
    assert {name: row["points"] for name, row in rows.items()} == {**dict.fromkeys(hostile, "0"), "zoe": "12"}
    assert [name for name, row in rows.items() if not row["first_failure"]] == ["zoe"]
    assert "64 processes" in rows["forks"]["first_failure"]
    shown = grade.output + grade.table.read_text(encoding="utf-8-sig")
    assert "\x1b" not in shown
    assert "\0" not in shown
    if apart == "apart":
        assert "to the disk" in rows["fills the disk"]["first_failure"]
        assert "ended the whole program" in rows["exits"]["first_failure"]
    promised = "They have no network" if process.alone() else "This computer does not offer more"
    assert promised in grade.output


@pytest.mark.timeout(300)
def test_nothing_keeps_running(apart, grade, hand_in):
    """A process that left the group, and holds all files open, is ended, and does not delay the run."""
    hand_in("ann", LINGERING.format(seconds=os.getpid() + 100_000))
    began = time.monotonic()
    assert grade()["ann"]["points"] == "12"
    assert time.monotonic() - began < 60
    searched = ["pgrep", "-f", f"^sleep {os.getpid() + 100_000}"]
    assert not subprocess.run(searched, capture_output=True, check=False).stdout


def test_threads_of_an_app_take_no_points(grade, hand_in):
    """Each check loads the app again; threads that it starts while loading do not use up the memory."""
    thread = "    threading.Thread(target=time.sleep, args=[600]).start()\n"
    threads = f"import threading, time\nfor _ in range(3):\n{thread}"
    hand_in("ann", threads)
    assert grade()["ann"]["points"] == "12"


def test_the_token_of_the_events_is_not_in_the_environment(grade, hand_in):
    """An app finds neither the token nor the secrets of the teacher where programs look for them."""
    hand_in("ann", "import os\nraise RuntimeError(sorted(os.environ))\n")
    said = grade()["ann"]["first_failure"]
    assert "HOME" in said
    assert "TOKEN" not in said
    assert "SECRET" not in said
