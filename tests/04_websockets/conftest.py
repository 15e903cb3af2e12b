import json
from contextlib import ExitStack

import pytest
import requests
import websocket

STAGE = "04_websockets"


class Person:
    """Someone who has logged in, with one page open: its socket is `tab`."""

    def __init__(self, stage, user_id):
        self.stage = stage
        self.http = stage.app.test_client()
        self.http.post("/login", data={"user_id": user_id, "password": "flask"})
        self.tab = self.opens_a_tab()

    def opens_a_tab(self):
        tab = self.stage.socketio.test_client(self.stage.app, flask_test_client=self.http)
        assert tab.is_connected()
        return tab

    def writes_a_comment(self, post_id, text, **more):
        """Send the comment, as the page's script does, and return the answer."""
        data = {"kind": "append_comment", "post_id": post_id, "text": text, **more}
        return self.http.post("/content_reaction_submit", json=data)

    def comments(self, post_id, text):
        """Write a comment, then tell the socket, as the page does."""
        comment = self.writes_a_comment(post_id, text).json["comment"]
        assert self.says("comment_post", {"comment_id": comment["id"]}) == {"result": "success"}

    def says(self, event, *data):
        """Send a message and return the acknowledgement."""
        return self.tab.emit(event, *data, callback=True)

    def hears(self):
        """Return what has come since the last time, as (event, data)."""
        return [(message["name"], *message["args"]) for message in self.tab.get_received()]

    def notices(self):
        return self.http.get("/notices").json["notices"]


@pytest.fixture
def stage(load_stage):
    """Return a stage 04 that has just started: its app and its socketio."""
    return load_stage(STAGE)


@pytest.fixture
def comes():
    """Return a function that lets a person in: log in, open a page."""
    return Person


@pytest.fixture
def people(stage):
    """Return alice, bob and 민수, who are all here already."""
    people = [Person(stage, user_id) for user_id in ("alice", "bob", "minsu")]
    for person in people:
        person.hears()  # who came after them
    return people


@pytest.fixture(scope="module")
def site(start_stage):
    """Return the address of a stage 04 that serves."""
    return start_stage(STAGE)


@pytest.fixture
def browse():
    """Return a function that gives a browser, logged in at a site."""
    with ExitStack() as opened:

        def browse(site, user_id="alice"):
            browser = opened.enter_context(requests.Session())
            browser.post(f"{site}/login", data={"user_id": user_id, "password": "flask"}, timeout=10)
            return browser

        yield browse


@pytest.fixture
def shake_hands():
    """Return a function that opens Engine.IO by polling, as every page does first: the URL to go on with, the facts."""

    def open_by_polling(site, browser):
        url = f"{site}/socket.io/?EIO=4&transport=polling"
        packet = browser.get(url, timeout=10).text
        assert packet[0] == "0"  # the type of an open packet
        facts = json.loads(packet[1:])
        return f"{url}&sid={facts['sid']}", facts

    return open_by_polling


@pytest.fixture
def open_socket():
    """Return a function that opens a WebSocket as a browser does, with its cookies."""
    with ExitStack() as opened:

        def open_socket(site, browser, sid=None):
            url = site.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
            cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            socket = websocket.create_connection(url + (f"&sid={sid}" if sid else ""), cookie=cookie, timeout=10)
            opened.callback(socket.close)
            return socket

        yield open_socket
