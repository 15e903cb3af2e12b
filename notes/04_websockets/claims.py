"""The proofs of the lesson's statements: each runs against the stage, and fails when its fact changes."""

import json
import re
from contextlib import contextmanager

import flask_socketio
import pytest
import requests
import websocket
from flask import jsonify

COMMENT = {"kind": "append_comment", "post_id": 1, "text": "welcome"}
NOTICE = {"kind": "comment", "nickname": "bob", "post_id": 1, "text": "welcome"}
JOIN = '        join_room(session["nickname"])\n'


class Person:
    """Someone who has logged in and has one page open: `page` is its socket."""

    def __init__(self, stage, user_id):
        self.stage = stage
        self.http = stage.app.test_client()
        self.log_in(user_id)
        self.page = self.open_page()

    def log_in(self, user_id):
        """Log in with the form."""
        assert self.http.post("/login", data={"user_id": user_id, "password": "flask"}).status_code == 302

    def open_page(self):
        """Open one more socket with the cookie of this browser."""
        page = self.stage.socketio.test_client(self.stage.app, flask_test_client=self.http)
        assert page.is_connected()
        return page

    def reconnect(self):
        """Close the page's socket and open another."""
        self.page.disconnect()
        self.page = self.open_page()

    def emit(self, event, data=None):
        """Send an event and return the answer to it."""
        return self.page.emit(event, data, callback=True)

    def comment(self, text="welcome"):
        """Comment on alice's post as the page does: POST, then comment_post."""
        comment = self.http.post("/content_reaction_submit", json={**COMMENT, "text": text}).json["comment"]
        assert self.emit("comment_post", {"comment_id": comment["id"]}) == {"result": "success"}

    def received(self, page=None):
        """Return the events that have arrived since the last call."""
        return [(event["name"], *event["args"]) for event in (page or self.page).get_received()]

    def notices(self):
        """Return what GET /notices lists."""
        return self.http.get("/notices").json["notices"]


def three(stage):
    """Return alice, bob and 민수, connected, with nothing left to receive."""
    people = [Person(stage, user_id) for user_id in ("alice", "bob", "minsu")]
    for person in people:
        person.received()
    return people


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
    alice, bob, _ = three(show.stage())
    bob.http.post("/content_reaction_submit", json={"kind": "like", "post_id": 1})
    assert alice.received() == []
    assert re.search(r'like_count"[^>]*>\s*1\s*<', alice.http.get("/").text)


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
    stage = show.stage()
    alice, bob, _ = three(stage)
    bob.comment()
    assert alice.received() == [("comment_notice", NOTICE)]
    another = stage.module.create_app(debug=True)
    assert (another is stage.app, another.debug, stage.app.debug) == (False, True, False)
    assert set(another.view_functions) == {"static"}
    assert "login" in stage.app.view_functions


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
    alice, bob, _ = three(show.stage())
    answer = bob.http.post("/content_reaction_submit", json=COMMENT)
    assert (answer.status_code, alice.received()) == (201, [])
    bob.emit("comment_post", {"comment_id": answer.json["comment"]["id"]})
    assert alice.received() == [("comment_notice", NOTICE)]


def W6(show):
    """With the broadcast of the old notes all three receive alice's notice, including its text."""
    people = three(show.stage())
    people[2].emit("as_the_notes_did", {"on": True})
    for person in people:
        person.received()
    people[1].comment("for alice only")
    heard = [person.received() for person in people]
    assert heard == [[("comment_notice", {**NOTICE, "text": "for alice only"})]] * 3


def W6b(show):
    """With the room only alice receives it; the switch is off at the start."""
    alice, bob, minsu = three(show.stage())
    bob.comment()
    assert [alice.received(), bob.received(), minsu.received()] == [[("comment_notice", NOTICE)], [], []]


def W7(show):
    """Whatever name a message contains, the notice has the session's name; other people's comments are rejected."""
    alice, bob, minsu = three(show.stage())
    comment = bob.http.post("/content_reaction_submit", json=COMMENT).json["comment"]
    bob.emit("comment_post", {"comment_id": comment["id"], "session_user": "민수", "nickname": "민수"})
    assert alice.received() == [("comment_notice", NOTICE)]
    assert minsu.emit("comment_post", {"comment_id": comment["id"]})["result"] == "error"


def W7b(show):
    """Without a session the connection is refused, whatever name the URL or the auth data contain."""
    stage = show.stage()
    browser = stage.app.test_client()
    for options in ({}, {"query_string": "nickname=alice"}, {"auth": {"nickname": "alice"}}):
        assert not stage.socketio.test_client(stage.app, flask_test_client=browser, **options).is_connected()


def W8(show):
    """What bob did while alice was away is in GET /notices, and it was stored before anything was sent."""
    alice, bob, _ = three(show.stage())
    alice.page.disconnect()
    comment = bob.http.post("/content_reaction_submit", json=COMMENT).json["comment"]
    assert alice.notices() == [NOTICE]
    bob.emit("comment_post", {"comment_id": comment["id"]})
    assert alice.notices() == [NOTICE]


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
    stage = show.stage()
    stage.socketio.on_event("join", lambda: flask_socketio.join_room("two"))
    stage.socketio.on_event("alone", lambda: flask_socketio.emit("news"))
    stage.socketio.on_event("all", lambda: flask_socketio.emit("news", broadcast=True))
    stage.socketio.on_event("room", lambda: flask_socketio.emit("news", to="two"))
    people = three(stage)
    for person in people[:2]:
        person.page.emit("join")
    counts = {}
    for event in ("alone", "all", "room"):
        people[0].page.emit(event)
        counts[event] = [len(person.received()) for person in people]
    assert counts == {"alone": [1, 0, 0], "all": [1, 1, 1], "room": [1, 1, 0]}


def M21(show):
    """In a view flask_socketio.emit is a 500; socketio.emit works."""
    stage = show.stage()

    def tell(emit):
        emit("news", to="alice")
        return jsonify(result="success")

    stage.app.add_url_rule("/handler", "handler", lambda: tell(flask_socketio.emit))
    stage.app.add_url_rule("/server", "server", lambda: tell(stage.socketio.emit))
    alice, bob, minsu = three(stage)
    assert bob.http.get("/handler").status_code == 500
    assert alice.received() == []
    assert bob.http.get("/server").status_code == 200
    assert [alice.received(), bob.received(), minsu.received()] == [[("news",)], [], []]


def M22(show):
    """A room contains connections: a page that joins it in friend_request leaves it when it reconnects."""
    asking = '        nickname = read_field(data, "nickname")\n'
    alice, bob, _ = three(show.stage(patch=[(JOIN, ""), (asking, JOIN + asking)]))
    second = alice.open_page()
    alice.received(second)
    alice.emit("friend_request", {"nickname": "민수"})
    bob.comment()
    assert [alice.received(), alice.received(second)] == [[("comment_notice", NOTICE)], []]
    alice.reconnect()
    alice.received()
    bob.comment()
    assert alice.received() == []


def M23(show):
    """After another login in the same browser the open socket keeps its session until it reconnects."""
    alice, bob, _ = three(show.stage())
    said = []
    for step in ("before", "after", "reconnected"):
        if step == "after":
            bob.log_in("minsu")
        if step == "reconnected":
            bob.reconnect()
            alice.received()
        bob.emit("friend_request", {"nickname": "alice"})
        [(_, notice)] = alice.received()
        said.append(notice["nickname"])
    assert said == ["bob", "bob", "민수"]


def M24(show):
    """After reconnecting alice receives only who is here; what was sent meanwhile is not sent again."""
    alice, bob, _ = three(show.stage())
    alice.page.disconnect()
    bob.comment()
    alice.page = alice.open_page()
    assert [event for event, *_ in alice.received()] == ["here"]


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
