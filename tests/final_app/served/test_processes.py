"""Several processes on one database, joined by Redis: events and logouts reach the sockets of each."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack

import pytest
import redis
import websocket

from final_app import mongod
from tests.final_app.served.conftest import every_server

SHORT = {"SNS_OFFLINE_SECONDS": "0.5", "SNS_HEARTBEAT_TIMEOUT": "3"}


@pytest.fixture
def redis_url(tmp_path):
    """Return the address of a Redis started for this test."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("there is no redis-server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with redis.Redis(port=port) as client:
        wait_for(lambda: is_up(client))
    yield f"redis://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def is_up(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def wait_for(condition):
    """Wait until the condition is true, at most 10 s."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def database_uri(tmp_path):
    """Return the address of a mongod that several processes can use."""
    try:
        process = mongod.start(tmp_path)
    except mongod.NoMongod as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no mongod: {missing}")
    yield mongod.uri(tmp_path)
    mongod.stop(process)


@pytest.fixture
def two(make_served, redis_url, database_uri):
    """Return two processes on one database, joined by one Redis."""
    apps = [make_served("one"), make_served("other")]
    for app in apps:
        ready = app.starts(MONGO_URI=database_uri, REDIS_URL=redis_url, SECRET_KEY="shared", **SHORT)
        assert ready.startswith("Ready")
    return apps


class Page:
    """An open page of one process, for a visitor who logged in on any of them."""

    def __init__(self, app, visitor):
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies)
        address = f"{app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
        self.socket = websocket.create_connection(address, header=[f"Cookie: {cookies}"], timeout=30)
        self.socket.recv()
        self.packets = []  # received, but not yet waited for
        self.socket.send("40")
        self.hears("40")

    def emits(self, name, data):
        self.socket.send(f"421{json.dumps([name, data])}")
        self.hears("431")

    def hears(self, beginning):
        """Wait for a packet that starts with this, and return it."""
        while not any(packet.startswith(beginning) for packet in self.packets):
            self.packets.append(self.socket.recv())
        found = next(packet for packet in self.packets if packet.startswith(beginning))
        self.packets.remove(found)
        return found


@pytest.fixture
def opens():
    """Return a function that opens a page on a process; close all of them at the end."""
    with ExitStack() as pages:

        def open_page(app, visitor):
            page = Page(app, visitor)
            pages.callback(page.socket.close)
            return page

        yield open_page


@every_server
def test_an_event_reaches_a_page_on_another_process(two, opens):
    """Bob comments on one process, and alice, whose page is on the other, gets the event."""
    one, other = two
    other.joins_and_logs_in("alice_1", "alice")
    post_id = other.sends("POST", "/content_submit", {"content_txt": "hi"}).json()["post"]["id"]
    page = opens(other, other.visitor)
    one.joins_and_logs_in("bob_1", "bob")
    one.sends("POST", f"/content_submit/{post_id}/comments", {"text": "hello"})
    assert "hello" in page.hears('42["comment_notice"')


@every_server
def test_logging_out_on_one_process_closes_the_sockets_on_the_other(two, opens):
    """The login has ended, so none of its open pages gets events any more."""
    one, other = two
    one.joins_and_logs_in("alice_1", "alice")
    pages = [opens(one, one.visitor), opens(other, one.visitor)]
    one.submits("/logout")
    assert [page.hears("41") for page in pages] == ["41", "41"]


def test_a_watch_ends_on_one_process_when_the_audience_changes_on_the_other(two, opens):
    """Alice's post becomes friends-only and public again; bob, who watched it, must watch again."""
    one, other = two
    one.joins_and_logs_in("alice_1", "alice")
    other.joins_and_logs_in("bob_1", "bob")
    post_id = one.sends("POST", "/content_submit", {"content_txt": "watch me"}).json()["post"]["id"]
    page = opens(other, other.visitor)
    page.emits("watch_post", {"post_id": post_id})
    one.sends("PUT", f"/content_submit/{post_id}/like")
    page.hears('42["like_count"')
    for audience in ("friends", "public"):
        one.sends("PATCH", f"/content_submit/{post_id}", {"audience": audience})
    one.sends("DELETE", f"/content_submit/{post_id}/like")
    one.sends("PUT", "/friend/bob")
    page.hears('42["request_notice"')
    assert [one for one in page.packets if "post_removed" not in one] == []  # that it went is the last that it hears


@pytest.fixture
def friends(two):
    """Return the two processes, alice logged in on one, and bob, her friend, on the other."""
    one, other = two
    one.joins_and_logs_in("alice_1", "alice")
    other.joins_and_logs_in("bob_1", "bob")
    one.sends("PUT", "/friend/bob")
    other.sends("PUT", "/friend/alice")
    return one, other


def presence(page):
    """Wait for a presence event, and return it."""
    return json.loads(page.hears('42["presence"').removeprefix("42"))[1]


def test_a_friend_is_online_while_a_page_is_open_on_any_process(friends, opens):
    """Bob sees alice's first page open and her last one close, and on connecting that she is online."""
    one, other = friends
    bobs = opens(other, other.visitor)
    alices = [opens(one, one.visitor), opens(other, one.visitor)]
    assert presence(bobs) == {"nickname": "alice", "online": True}
    assert presence(alices[0]) == {"nickname": "bob", "online": True}
    alices[0].socket.close()
    time.sleep(1.5)
    one.sends("POST", "/content_submit", {"content_txt": "still here, @bob"})
    bobs.hears('42["mention_notice"')
    assert not any('"online":false' in packet for packet in bobs.packets)
    assert presence(opens(other, other.visitor)) == {"nickname": "alice", "online": True}
    alices[1].socket.close()
    bobs.hears('42["presence",{"nickname":"alice","online":false}')


def test_users_of_a_killed_process_go_offline_after_a_while(friends, opens):
    """kill -9 sends no event; the other process finds out from the missing heartbeats."""
    one, other = friends
    bobs = opens(other, other.visitor)
    opens(one, one.visitor)
    assert presence(bobs) == {"nickname": "alice", "online": True}
    one.ends(signal.SIGKILL)
    assert presence(bobs) == {"nickname": "alice", "online": False}
