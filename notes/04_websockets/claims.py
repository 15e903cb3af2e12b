"""Prove what the lesson says: a function runs the stage, and a list names the checks that say the same.

Each fails if its sentence is no longer true.
"""

import json
from contextlib import contextmanager

import flask_socketio
import pytest
import requests
import websocket
from flask import jsonify

from classroom.checks.stage02.like import expect_like_counts
from classroom.checks.stage04 import comment_post
from classroom.checks.stage04 import connect
from classroom.checks.stage04 import send_notice
from classroom.checks.stage04 import stage
from classroom.checks.stage04.people import everyone
from classroom.checks.stage04.people import notice_of
from classroom.checks.stage04.people import request_of

COMMENT = {"kind": "append_comment", "post_id": 1, "text": "welcome"}
NOTICE = notice_of("bob", 1, "welcome")
SUCCESS = {"result": "success"}
JOIN = '        join_room(session["nickname"])\n'


class Browser:
    """A browser that has logged in at a served stage."""

    def __init__(self, address, user_id):
        self.address = address
        form = {"user_id": user_id, "password": "flask"}
        response = requests.post(f"{address}/login", data=form, allow_redirects=False, timeout=10)
        assert response.status_code == 302
        self.cookies = response.cookies

    def request(self, path, **body):
        """Send a GET, or a POST if there is a body; a path that begins with ? belongs to Socket.IO."""
        url = self.address + (f"/socket.io/{path}" if path.startswith("?") else path)
        return requests.request("POST" if body else "GET", url, cookies=self.cookies, timeout=10, **body)

    def open_by_polling(self):
        """Open a connection by polling, as every page does first; return its path and the server's settings."""
        packet = self.request("?EIO=4&transport=polling").text
        assert packet.startswith("0{")
        settings = json.loads(packet[1:])
        return f"?EIO=4&transport=polling&sid={settings['sid']}", settings

    @contextmanager
    def websocket(self, sid=""):
        """Open a WebSocket, or upgrade a polling connection to one."""
        url = self.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        socket = websocket.create_connection(url + (f"&sid={sid}" if sid else ""), cookie=cookie, timeout=10)
        try:
            yield socket
        finally:
            socket.close()
            socket.shutdown()  # also after the server has closed it


def enter(socket):
    """Connect as a client does: read the open packet, send 40, wait for 40."""
    assert socket.recv().startswith("0{")
    socket.send("40")
    next_frame(socket, "40{")


def next_frame(socket, start):
    """Return the next frame that begins like this."""
    return next(frame for frame in (socket.recv() for _ in range(20)) if frame.startswith(start))


def W1(show):
    """A like by fetch reaches only the server: another open page receives nothing, and shows it at its next request."""
    app = show.app()
    alice, bob, _ = everyone(app)
    bob.client.post("/content_reaction_submit", json={"kind": "like", "post_id": 1}).expect(200)
    assert app.received_since() == {"alice": [], "bob": [], "minsu": []}
    expect_like_counts(alice.client.get("/").page, {1: "1"})


def W2(show):
    """A notice arrives over alice's open WebSocket, although she has sent nothing since she connected."""
    address = show.serve()
    alice, bob = Browser(address, "alice"), Browser(address, "bob")
    with alice.websocket() as hers, bob.websocket() as his:
        enter(hers)
        enter(his)
        comment = bob.request("/content_reaction_submit", json=COMMENT).json()["comment"]
        his.send(f'427["comment_post",{{"comment_id":{comment["id"]}}}]')
        assert next_frame(his, "43") == '437[{"result":"success"}]'
        assert json.loads(next_frame(hers, '42["comment_notice"')[2:]) == ["comment_notice", NOTICE]


def W3(show):
    """create_app registers the handlers and connects Socket.IO; another call builds another app, without the views."""
    app = show.app()
    _, bob, _ = everyone(app)
    bob.comment(1, "welcome")
    app.expect_received("comment_notice", {"alice": [NOTICE]})
    another = app.module.create_app(debug=True)
    assert (another is app.flask, another.debug, app.flask.debug) == (False, True, False)
    assert set(another.view_functions) == {"static"}
    assert "login" in app.flask.view_functions


def W3b(show):
    """With app.run the pages open, and the handshake of a WebSocket fails with 500."""
    browser = Browser(show.serve(patch=("socketio.run(app, port=port)", "app.run(port=port)")), "alice")
    assert browser.request("/").status_code == 200
    with pytest.raises(websocket.WebSocketBadStatusException, match="500"), browser.websocket():
        pass


def W4(show):
    """A client of protocol 3 is rejected with 400 and the word unsupported; a client of protocol 4 is accepted."""
    browser = Browser(show.serve(), "alice")
    old, new = (browser.request(f"?EIO={version}&transport=polling") for version in (3, 4))
    assert (old.status_code, new.status_code) == (400, 200)
    assert "unsupported version" in old.text


def W5(show):
    """The POST tells alice nothing; after bob's comment_post she receives comment_notice."""
    app = show.app()
    _, bob, _ = everyone(app)
    comment_id = bob.write(1, "welcome")
    app.expect_received("comment_notice", {})
    bob.page.expect_answer("comment_post", {"comment_id": comment_id}, SUCCESS)
    app.expect_received("comment_notice", {"alice": [NOTICE]})


W6 = [send_notice.the_switch_broadcasts]
W6b = [send_notice.reaches_one_person]
W7 = [comment_post.names_are_not_believed, comment_post.others_comments_are_rejected]
W7b = [connect.strangers_are_rejected]
W8 = [stage.lists_own_notices, comment_post.pushing_stores_nothing]


def M19(show):
    """Socket.IO begins with HTTP and then upgrades; on the WebSocket 42 is an event and 43 the answer to one."""
    browser = Browser(show.serve(), "alice")
    path, settings = browser.open_by_polling()
    assert settings["upgrades"] == ["websocket"]
    browser.request(path, data="40")
    assert '42["here",{"nicknames":["alice"]}]' in browser.request(path).text
    with browser.websocket(settings["sid"]) as socket:
        socket.send("2probe")
        assert socket.recv() == "3probe"
        socket.send("5")
        socket.send('427["friend_request",{"nickname":"bob"}]')
        assert next_frame(socket, "43") == '437[{"result":"success"}]'


def M20(show):
    """emit in a handler reaches the sender, a broadcast everyone, a room its members: 1 0 0, 1 1 1, 1 1 0."""
    app = show.app()
    app.socketio.on_event("join", lambda: flask_socketio.join_room("two"))
    app.socketio.on_event("alone", lambda: flask_socketio.emit("news"))
    app.socketio.on_event("all", lambda: flask_socketio.emit("news", broadcast=True))
    app.socketio.on_event("room", lambda: flask_socketio.emit("news", to="two"))
    people = everyone(app)
    for person in people[:2]:
        person.page.emit("join")
    counts = {}
    for event in ("alone", "all", "room"):
        people[0].page.emit(event)
        counts[event] = [len(messages) for messages in app.received_since().values()]
    assert counts == {"alone": [1, 0, 0], "all": [1, 1, 1], "room": [1, 1, 0]}


def M21(show):
    """In a view flask_socketio.emit is a 500; socketio.emit works."""
    app = show.app()

    def tell(emit):
        emit("news", {}, to="alice")
        return jsonify(result="success")

    app.flask.add_url_rule("/handler", "handler", lambda: tell(flask_socketio.emit))
    app.flask.add_url_rule("/server", "server", lambda: tell(app.socketio.emit))
    _, bob, _ = everyone(app)
    bob.client.get("/handler").expect(500)
    app.expect_received("news", {})
    bob.client.get("/server").expect(200)
    app.expect_received("news", {"alice": [{}]})


def M22(show):
    """A room contains connections: a page that joins it in friend_request leaves it when it reconnects."""
    asking = '        nickname = read_field(data, "nickname")\n'
    app = show.app([(JOIN, ""), (asking, JOIN + asking)])
    alice, bob, _ = everyone(app)
    alice.client.connect("alice (page 2)")
    alice.page.expect_answer("friend_request", {"nickname": "민수"}, SUCCESS)
    bob.comment(1, "welcome")
    app.expect_received("comment_notice", {"alice": [NOTICE]})
    alice.page.disconnect()
    alice.client.connect("alice again")
    bob.comment(1, "welcome")
    app.expect_received("comment_notice", {})


def M23(show):
    """After another login in the same browser the open socket keeps its session until it reconnects."""
    app = show.app()
    _, bob, _ = everyone(app)
    bob.client.post("/login", data={"user_id": "minsu", "password": "flask"}).expect(302)
    bob.page.expect_answer("friend_request", {"nickname": "alice"}, SUCCESS)
    app.expect_received("request_notice", {"alice": [request_of("bob")]})
    bob.page.disconnect()
    bob.client.connect("bob again").expect_answer("friend_request", {"nickname": "alice"}, SUCCESS)
    app.expect_received("request_notice", {"alice": [request_of("민수")]})


def M24(show):
    """After reconnecting alice receives only who is here; what was sent meanwhile is not sent again."""
    alice, bob, _ = everyone(show.app())
    alice.page.disconnect()
    bob.comment(1, "welcome")
    assert [event for event, _ in alice.client.connect("alice again").received()] == ["here"]


def M25(show):
    """The server sends 2, a ping, and disconnects a client that does not answer 3, a pong."""
    browser = Browser(show.serve(patch=("ping_interval=10)", "ping_interval=0.3, ping_timeout=0.3)")), "alice")
    with browser.websocket() as answering, browser.websocket() as silent:
        for _ in range(4):
            assert next_frame(answering, "2") == "2"
            answering.send("3")
        frames = []
        while frame := silent.recv():
            frames.append(frame)
        assert "2" in frames
