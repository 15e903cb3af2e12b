"""The embedded database dies or freezes: the app starts it anew, answers meanwhile, and loses nothing."""

import os
import signal
import subprocess
import threading
import time

import pytest
import requests


def mongod_of(served):
    """Return the process id of the app's mongod."""
    found = subprocess.run(
        ["pgrep", "-f", f"mongod --dbpath {served.folder}"], capture_output=True, text=True, check=True
    )
    return int(found.stdout)


def is_ready(served):
    began = time.monotonic()
    status = requests.get(f"{served.url}/readyz", timeout=20).status_code
    assert status in (200, 503)
    assert time.monotonic() - began < 5
    return status == 200


def wait_until_ready(served, seconds):
    deadline = time.monotonic() + seconds
    while not is_ready(served):
        assert time.monotonic() < deadline, "the database is not back"
        time.sleep(0.2)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM])
def test_a_database_that_ends_or_freezes_is_started_again(served, how):
    """Requests get an answer within 5 s, and what was acknowledged is there afterwards."""
    served.starts()
    served.joins_and_logs_in()
    served.headers()
    acknowledged, waits, is_over = [], [], threading.Event()

    def write():
        while not is_over.is_set():
            began = time.monotonic()
            answer = served.sends("POST", "/content_submit", {"content_txt": "still here?"})
            waits.append(time.monotonic() - began)
            if answer.status_code == 201:
                acknowledged.append(answer.json()["post"]["id"])
            else:
                assert answer.status_code == 503

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.5)
    os.kill(mongod_of(served), how)
    time.sleep(1)
    wait_until_ready(served, 30)
    before = len(acknowledged)
    time.sleep(1)
    is_over.set()
    writer.join()
    assert len(acknowledged) > before, "nothing can be written"
    assert max(waits) < 5
    for post_id in acknowledged:
        assert served.sends("GET", f"/content_submit/{post_id}").status_code == 200
    page = served.visitor.get(f"{served.url}/login", timeout=10)
    assert page.status_code == 200
    assert served.ends(signal.SIGTERM) == 0
    assert "The database answers again" in served.said


def test_a_page_says_that_the_database_is_away(served):
    """A visitor sees a page with what to do, not a blank one."""
    served.starts()
    served.joins_and_logs_in()
    os.kill(mongod_of(served), signal.SIGSTOP)
    began = time.monotonic()
    answer = served.visitor.get(f"{served.url}/", timeout=20)
    assert (answer.status_code, "database" in answer.text) == (503, True)
    assert time.monotonic() - began < 5


def test_the_app_ends_with_a_status_if_the_database_cannot_be_started(served):
    """Whatever supervises the app sees that something is wrong, and the last lines say what."""
    served.starts()
    pid = mongod_of(served)
    (served.folder / "data").rename(served.folder / "elsewhere")
    (served.folder / "data").write_text("no folder: mongod cannot start here")
    os.kill(pid, signal.SIGKILL)
    assert served.has_ended() == 70
    assert "The database cannot be started" in served.said
    assert "Traceback" not in served.said


def test_a_frozen_database_does_not_keep_the_app_from_stopping(served):
    """SIGTERM ends the app although its database does not react."""
    served.starts()
    pid = mongod_of(served)
    os.kill(pid, signal.SIGSTOP)
    assert served.ends(signal.SIGTERM) == 0
