"""The app as a process: it starts alone, keeps its data however it ends, and stops on a signal."""

import os
import re
import signal
import socket
import subprocess
import time
from urllib.parse import urlencode

import pytest
import requests
import websocket


def answers(url):
    """Return whether a request to this address is answered."""
    try:
        return requests.get(url, timeout=1).ok
    except requests.RequestException:
        return False


def mongods_of(folder):
    """Return the process ids of the mongods on this folder."""
    found = subprocess.run(["pgrep", "-f", f"mongod --dbpath {folder}"], capture_output=True, text=True, check=False)
    return found.stdout.split()


def test_a_post_survives_however_the_app_was_stopped(served):
    """After Ctrl-C, SIGTERM and kill -9 all data is there, and its author is still logged in."""
    assert served.starts() == f"Ready: {served.url}"
    assert served.joins_and_logs_in().url == f"{served.url}/"
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        answer = served.submits("/content_submit", content_txt=f"before {how.name}")
        assert f"before {how.name}" in answer.text
        assert served.ends(how) == (-9 if how == signal.SIGKILL else 0)
        served.starts()
    page = served.visitor.get(f"{served.url}/").text
    assert all(f"before {how}" in page for how in ("SIGINT", "SIGTERM", "SIGKILL"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_mongod_outlives_the_app(served, how):
    """The embedded database ends with the app, however the app ends."""
    served.starts()
    assert len(mongods_of(served.folder)) == 1
    served.ends(how)
    deadline = time.monotonic() + 10
    while mongods_of(served.folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert mongods_of(served.folder) == []


def test_a_port_in_use_is_reported(served, make_served):
    """A second app on the port ends with a message and not with a traceback."""
    served.starts()
    second = make_served("second")
    second.url = served.url
    second.starts()
    _, said = second.process.communicate(timeout=30)
    assert second.process.returncode == 1
    assert served.url.removeprefix("http://") in said
    assert "--port" in said
    assert "Traceback" not in said


def test_an_unreachable_database_is_reported(served):
    """A wrong MONGO_URI ends the start with a message and not with a traceback."""
    served.starts(MONGO_URI="mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500")
    _, said = served.process.communicate(timeout=30)
    assert served.process.returncode == 1
    assert "database" in said
    assert "Traceback" not in said


def test_without_mongod_the_app_runs_and_warns_that_no_data_is_kept(served, tmp_path):
    """Where mongod cannot run, the app uses a database in memory, and the start says so."""
    broken = tmp_path / "bin/mongod"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho mongod: error while loading shared libraries: libcurl.so.4 >&2\nexit 127\n")
    broken.chmod(0o755)
    ready = served.starts(PATH=f"{broken.parent}:{os.environ['PATH']}")
    assert ready == f"Ready: {served.url}"
    assert served.joins_and_logs_in().status_code == 200
    assert served.ends(signal.SIGTERM) == 0
    assert "Data will not be saved" in served.said
    assert "libcurl.so.4" in served.said


def test_an_open_socket_does_not_keep_the_app_from_stopping(served):
    """SIGTERM ends the app within seconds even while a page is connected."""
    served.starts()
    served.joins_and_logs_in()
    polling = served.visitor.get(f"{served.url}/socket.io/?EIO=4&transport=polling", timeout=10)
    assert polling.text.startswith("0{")
    began = time.monotonic()
    assert served.ends(signal.SIGTERM) == 0
    assert time.monotonic() - began < 15


def test_a_signal_is_not_lost_while_sockets_close(served):
    """SIGTERM ends the app even while hundreds of pages are closing."""
    served.starts()
    address = served.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    pages = [websocket.create_connection(address, timeout=30) for _ in range(300)]
    for page in pages:
        page.recv()
    for page in pages:
        page.sock.close()
    assert served.ends(signal.SIGTERM) == 0


def test_a_request_in_progress_is_answered_before_the_app_ends(served):
    """A post whose body is still arriving at SIGTERM is saved, and is there after the next start."""
    served.starts()
    served.joins_and_logs_in()
    token = re.search(r'name="csrf-token" content="([^"]+)"', served.visitor.get(f"{served.url}/login").text)[1]
    body = urlencode({"csrf_token": token, "content_txt": "said in the last moment"}).encode()
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in served.visitor.cookies)
    head = (
        f"POST /content_submit HTTP/1.1\r\nHost: {served.url.removeprefix('http://')}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    host, port = served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100")  # the view has begun to read
        served.process.send_signal(signal.SIGTERM)
        while answers(f"{served.url}/healthz"):
            time.sleep(0.05)
        connection.sendall(body)
        assert connection.recv(100).startswith(b"HTTP/1.1 302")
    served.process.communicate(timeout=30)
    assert served.process.returncode == 0
    served.starts()
    assert "said in the last moment" in served.visitor.get(f"{served.url}/").text


def test_the_first_start_creates_demo_users_and_says_how_to_log_in(served):
    """A new database has content from the first page, and the second start adds nothing."""
    served.starts(SNS_DEMO="1")
    lines = [served.first_line]
    while not lines[-1].startswith("Ready"):
        lines.append(served.process.stdout.readline().strip())
    users = [line.removeprefix("log in as ").split(" / ") for line in lines[:-1]]
    assert len(users) >= 4
    assert served.submits("/login", user_id=users[0][0], password=users[0][1]).url == f"{served.url}/"
    feed = served.visitor.get(f"{served.url}/", headers={"Accept": "application/json"}).json()["posts"]
    assert feed
    served.ends(signal.SIGTERM)
    assert served.starts(SNS_DEMO="1").startswith("Ready")
