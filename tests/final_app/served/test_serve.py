"""The app as a process: it starts alone, keeps its data however it ends, and stops on a signal."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
import websocket

from tests.final_app.served.attacks import read_until_closed
from tests.final_app.served.conftest import every_server

ROOT = Path(__file__).resolve().parents[3]


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


@every_server
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
    assert second.has_ended() == 1
    said = second.said
    assert served.url.removeprefix("http://") in said
    assert "--port" in said
    assert "Traceback" not in said


def test_the_start_prints_the_address_of_the_mailbox_with_a_key_of_its_own(served):
    """It opens by that address only, and by another one after the next start."""
    addresses = []
    for _ in range(2):
        served.starts(SNS_MAIL_KEY="")
        addresses.append(served.process.stdout.readline().strip().removeprefix("Local mailbox: "))
        assert requests.get(addresses[-1], timeout=10).status_code == 200
        for wrong in ("/dev/mail", "/dev/mail?key=", "/dev/mail?key=only-for-tests"):
            assert requests.get(f"{served.url}{wrong}", timeout=10).status_code == 404
        served.ends(signal.SIGTERM)
    assert addresses[0] != addresses[1]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"MONGO_URI": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500", "SECRET_KEY": "shared"}, "database"),
        ({"MONGO_URI": "mongodb://127.0.0.1:1/"}, "SECRET_KEY"),
        ({"REDIS_URL": "redis://127.0.0.1:1"}, "REDIS_URL"),
        ({"REDIS_URL": "no address"}, "REDIS_URL"),
    ],
)
def test_a_configuration_that_cannot_work_is_reported(served, settings, named):
    """The start ends with a message that names what to set, and not with a traceback."""
    served.starts(**settings)
    assert served.has_ended() == 1
    assert named in served.said
    assert "Traceback" not in served.said


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


@every_server
def test_an_open_socket_does_not_keep_the_app_from_stopping(served):
    """SIGTERM ends the app within seconds even while a page is connected."""
    served.starts()
    served.joins_and_logs_in()
    polling = served.visitor.get(f"{served.url}/socket.io/?EIO=4&transport=polling", timeout=10)
    assert polling.text.startswith("0{")
    began = time.monotonic()
    assert served.ends(signal.SIGTERM) == 0
    assert time.monotonic() - began < 15


@every_server
def test_a_broken_handshake_of_a_websocket_is_400(served):
    """As behind a proxy that does not pass Connection on, or from a client older than RFC 6455: no 500, no wait."""
    served.starts()
    whole = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    old = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key1": "1 2", "Sec-WebSocket-Key2": "1 2"}
    broken = [{name: value for name, value in whole.items() if name != left_out} for left_out in whole]
    broken += [old, {**whole, "Sec-WebSocket-Version": "99"}, {**whole, "Sec-WebSocket-Key": "short"}]
    for headers in broken:
        answer = requests.get(f"{served.url}/socket.io/?EIO=4&transport=websocket", headers=headers, timeout=5)
        assert answer.status_code == 400, headers
    assert answers(f"{served.url}/healthz")


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


@every_server
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
        assert b"HTTP/1.1 302" in read_until_closed(connection)
    served.process.communicate(timeout=30)
    assert served.process.returncode == 0
    served.starts()
    assert "said in the last moment" in served.visitor.get(f"{served.url}/").text


@every_server
def test_a_connection_that_waits_to_be_accepted_at_the_signal_is_answered(served):
    """However many have connected before the signal, none of them is lost."""
    served.starts(SNS_CONNECTIONS_PER_ADDRESS="0")
    host, port = served.url.removeprefix("http://").split(":")
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with ExitStack() as at_the_end:
        opened = [at_the_end.enter_context(socket.create_connection((host, int(port)), timeout=30)) for _ in range(100)]
        for one in opened:
            one.sendall(request)
        served.process.send_signal(signal.SIGTERM)
        answers = [read_until_closed(one) for one in opened]
    assert served.has_ended() == 0
    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 200"}


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


def test_no_part_of_a_response_waits_for_an_acknowledgement():
    """Connections have TCP_NODELAY; without it each response on a kept-alive one takes 40 ms longer."""
    script = """if True:
        from final_app.servers.with_eventlet import listen, socket
        listener = listen("127.0.0.1", 0)
        visitor = socket.create_connection(listener.getsockname())
        connection, _ = listener.accept()
        print(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    """
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "1\n"
