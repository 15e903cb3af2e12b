"""The proofs of what the lesson says: each is run against the stage, and fails when the fact changes."""

import json
from contextlib import contextmanager

import flask_socketio
import pytest
import requests
import websocket
from flask import jsonify

COMMENT = {"kind": "append_comment", "post_id": 1, "text": "welcome"}
NOTICE = {"kind": "comment", "nickname": "bob", "post_id": 1, "text": "welcome"}
JOIN = '    join_room(session["nickname"])\n'


class Person:
    """Someone who has logged in, with a page open: its socket is `tab`."""

    def __init__(self, stage, user_id):
        self.stage = stage
        self.http = stage.app.test_client()
        self.logs_in(user_id)
        self.tab = self.opens_a_tab()

    def logs_in(self, user_id):
        """Log in by the form."""
        assert self.http.post("/login", data={"user_id": user_id, "password": "flask"}).status_code == 302

    def opens_a_tab(self):
        """Open one more socket with the cookie of this browser."""
        tab = self.stage.socketio.test_client(self.stage.app, flask_test_client=self.http)
        assert tab.is_connected()
        return tab

    def says(self, event, data=None):
        """Send a message and return the answer to it."""
        return self.tab.emit(event, data, callback=True)

    def comments(self, text="welcome"):
        """Write a comment on alice's post, as the page does: POST, then tell the socket."""
        comment = self.http.post("/content_reaction_submit", json={**COMMENT, "text": text}).json["comment"]
        assert self.says("comment_post", {"comment_id": comment["id"]}) == {"result": "success"}

    def hears(self, tab=None):
        """Return what has come since the last time."""
        return [(one["name"], *one["args"]) for one in (tab or self.tab).get_received()]

    def notices(self):
        """Return what GET /notices lists."""
        return self.http.get("/notices").json["notices"]


def three(stage):
    """Return alice, bob and 민수, who have heard of each other's coming."""
    people = [Person(stage, user_id) for user_id in ("alice", "bob", "minsu")]
    for person in people:
        person.hears()
    return people


class Browser:
    """A browser that has logged in at a served stage."""

    def __init__(self, site, user_id):
        self.site = site
        form = {"user_id": user_id, "password": "flask"}
        answer = requests.post(f"{site}/login", data=form, allow_redirects=False, timeout=10)
        assert answer.status_code == 302
        self.cookies = answer.cookies

    def asks(self, path, **sent):
        """Send GET, or POST where there is something to send; a path that begins with ? is of the socket."""
        url = self.site + (f"/socket.io/{path}" if path.startswith("?") else path)
        return requests.request("POST" if sent else "GET", url, cookies=self.cookies, timeout=10, **sent)

    def shakes_hands(self):
        """Open a connection by polling, as every page does first; return how to go on, and what the server says."""
        packet = self.asks("?EIO=4&transport=polling").text
        assert packet.startswith("0{")
        facts = json.loads(packet[1:])
        return f"?EIO=4&transport=polling&sid={facts['sid']}", facts

    @contextmanager
    def websocket(self, sid=""):
        """Open a WebSocket, or change over to one from polling."""
        url = self.site.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket" + (f"&sid={sid}" if sid else "")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        socket = websocket.create_connection(url, cookie=cookie, timeout=10)
        try:
            yield socket
        finally:
            socket.close()
            socket.shutdown()  # also where the server has closed it


def enter(socket):
    """Begin as a client does: read the open packet, send 40, wait for the same."""
    assert socket.recv().startswith("0{")
    socket.send("40")
    next_frame(socket, "40{")


def next_frame(socket, start):
    """Return the next frame that begins so."""
    return next(frame for frame in (socket.recv() for _ in range(20)) if frame.startswith(start))


def W1(show):
    """A like by fetch reaches the server only: another open page hears nothing, and sees it when it asks."""
    alice, bob, _ = three(show.stage())
    bob.http.post("/content_reaction_submit", json={"kind": "like", "post_id": 1})
    assert alice.hears() == []
    assert 'like_count">1<' in alice.http.get("/").text


def W2(show):
    """Over one open WebSocket a notice comes to alice, who has sent nothing since she connected."""
    site = show.serve()
    alice, bob = Browser(site, "alice"), Browser(site, "bob")
    with alice.websocket() as hers, bob.websocket() as his:
        enter(hers)
        enter(his)
        comment = bob.asks("/content_reaction_submit", json=COMMENT).json()["comment"]
        his.send(f'427["comment_post",{{"comment_id":{comment["id"]}}}]')
        assert next_frame(his, "43") == '437[{"result":"success"}]'
        assert json.loads(next_frame(hers, '42["comment_notice"')[2:]) == ["comment_notice", NOTICE]


def W3(show):
    """create_app builds a new app each time, and each has the socket with its handlers."""
    stage = show.stage()
    later = stage._replace(app=stage.module.create_app())
    assert later.app is not stage.app
    alice, bob, _ = three(later)
    bob.comments()
    assert alice.hears() == [("comment_notice", NOTICE)]


def W3b(show):
    """With app.run the pages and polling answer, and the handshake of a WebSocket fails with 500."""
    site = show.serve(patch=("socketio.run(create_app(), port=port)", "create_app().run(port=port)"))
    browser = Browser(site, "alice")
    path, facts = browser.shakes_hands()
    assert facts["upgrades"] == ["websocket"]
    assert browser.asks(path, data="40").text == "OK"
    assert "40{" in browser.asks(path).text
    with pytest.raises(websocket.WebSocketBadStatusException, match="500"), browser.websocket():
        pass


def W4(show):
    """A client of protocol 3 is refused with 400 and the word "unsupported"; one of protocol 4 is let in."""
    browser = Browser(show.serve(), "alice")
    old, new = (browser.asks(f"?EIO={version}&transport=polling") for version in (3, 4))
    assert (old.status_code, new.status_code) == (400, 200)
    assert "unsupported version" in old.text


def W5(show):
    """The POST tells alice nothing; bob's comment_post does, and she receives comment_notice."""
    alice, bob, _ = three(show.stage())
    answer = bob.http.post("/content_reaction_submit", json=COMMENT)
    assert (answer.status_code, alice.hears()) == (201, [])
    bob.says("comment_post", {"comment_id": answer.json["comment"]["id"]})
    assert alice.hears() == [("comment_notice", NOTICE)]


def W6(show):
    """With the notes' broadcast all three receive alice's notice, text and all."""
    people = three(show.stage())
    people[2].says("as_the_notes_did", {"on": True})
    for person in people:
        person.hears()
    people[1].comments("for alice only")
    heard = [person.hears() for person in people]
    assert heard == [[("comment_notice", {**NOTICE, "text": "for alice only"})]] * 3


def W6b(show):
    """With the room alice alone receives it; to begin with the switch is off."""
    alice, bob, minsu = three(show.stage())
    bob.comments()
    assert [alice.hears(), bob.hears(), minsu.hears()] == [[("comment_notice", NOTICE)], [], []]


def W7(show):
    """Whatever name the message gives, the notice has the name of the session."""
    alice, bob, minsu = three(show.stage())
    comment = bob.http.post("/content_reaction_submit", json=COMMENT).json["comment"]
    bob.says("comment_post", {"comment_id": comment["id"], "session_user": "민수", "nickname": "민수"})
    assert alice.hears() == [("comment_notice", NOTICE)]
    assert minsu.says("comment_post", {"comment_id": comment["id"]})["result"] == "error"


def W7b(show):
    """Who has no session is refused at connect, whatever name the URL or the auth data give."""
    stage = show.stage()
    browser = stage.app.test_client()
    for options in ({}, {"query_string": "nickname=alice"}, {"auth": {"nickname": "alice"}}):
        assert not stage.socketio.test_client(stage.app, flask_test_client=browser, **options).is_connected()


def W8(show):
    """What bob did while alice was away is in GET /notices, where it was stored before anything was pushed."""
    alice, bob, _ = three(show.stage())
    alice.tab.disconnect()
    comment = bob.http.post("/content_reaction_submit", json=COMMENT).json["comment"]
    assert alice.notices() == [NOTICE]
    bob.says("comment_post", {"comment_id": comment["id"]})
    assert alice.notices() == [NOTICE]


def M19(show):
    """Socket.IO begins as HTTP, then offers the upgrade; on the WebSocket each frame has a type in front."""
    browser = Browser(show.serve(), "alice")
    path, facts = browser.shakes_hands()
    assert facts["upgrades"] == ["websocket"]
    browser.asks(path, data="40")
    assert '42["here",{"nicknames":["alice"]}]' in browser.asks(path).text
    with browser.websocket(facts["sid"]) as socket:
        socket.send("2probe")
        assert socket.recv() == "3probe"
        socket.send("5")
        socket.send('427["friend_request",{"nickname":"bob"}]')
        assert next_frame(socket, "43") == '437[{"result":"success"}]'


def M20(show):
    """emit in a handler answers the sender, broadcast reaches all, a room those who joined it: 1 0 0, 1 1 1, 1 1 0."""
    stage = show.stage()
    stage.socketio.on_event("join", lambda: flask_socketio.join_room("two"))
    stage.socketio.on_event("alone", lambda: flask_socketio.emit("news"))
    stage.socketio.on_event("all", lambda: flask_socketio.emit("news", broadcast=True))
    stage.socketio.on_event("room", lambda: flask_socketio.emit("news", to="two"))
    people = three(stage)
    for person in people[:2]:
        person.tab.emit("join")
    counts = {}
    for event in ("alone", "all", "room"):
        people[0].tab.emit(event)
        counts[event] = [len(person.hears()) for person in people]
    assert counts == {"alone": [1, 0, 0], "all": [1, 1, 1], "room": [1, 1, 0]}


def M21(show):
    """In a view flask_socketio.emit is a 500; socketio.emit works, and names its room itself."""
    stage = show.stage()

    def tell(emit):
        emit("news", to="alice")
        return jsonify(result="success")

    stage.app.add_url_rule("/handler", "handler", lambda: tell(flask_socketio.emit))
    stage.app.add_url_rule("/server", "server", lambda: tell(stage.socketio.emit))
    alice, bob, minsu = three(stage)
    assert bob.http.get("/handler").status_code == 500
    assert alice.hears() == []
    assert bob.http.get("/server").status_code == 200
    assert [alice.hears(), bob.hears(), minsu.hears()] == [[("news",)], [], []]


def M22(show):
    """A room holds connections: who joins it in friend_request, joins with that page only, and not for good."""
    asking = '    nickname = read_field(data, "nickname")\n'
    alice, bob, _ = three(show.stage(patch=[(JOIN, ""), (asking, JOIN + asking)]))
    second = alice.opens_a_tab()
    alice.hears(second)
    alice.says("friend_request", {"nickname": "민수"})
    bob.comments()
    assert [alice.hears(), alice.hears(second)] == [[("comment_notice", NOTICE)], []]
    alice.tab.disconnect()
    alice.tab = alice.opens_a_tab()
    alice.hears()
    bob.comments()
    assert alice.hears() == []


def M23(show):
    """After another login in the same browser the open socket still speaks as before; a new connection does not."""
    alice, bob, _ = three(show.stage())
    said = []
    for step in ("before", "after", "reconnected"):
        if step == "after":
            bob.logs_in("minsu")
        if step == "reconnected":
            bob.tab.disconnect()
            bob.tab = bob.opens_a_tab()
            alice.hears()
        bob.says("friend_request", {"nickname": "alice"})
        [(_, notice)] = alice.hears()
        said.append(notice["nickname"])
    assert said == ["bob", "bob", "민수"]


def M24(show):
    """Who reconnects hears only who is here: what was sent meanwhile is not sent again."""
    alice, bob, _ = three(show.stage())
    alice.tab.disconnect()
    bob.comments()
    alice.tab = alice.opens_a_tab()
    assert [event for event, *_ in alice.hears()] == ["here"]


def M25(show):
    """The server sends 2, a ping, unasked, and goes on only with those who answer 3."""
    browser = Browser(show.serve(patch=("ping_interval=10)", "ping_interval=0.3, ping_timeout=0.3)")), "alice")
    with browser.websocket() as answering, browser.websocket() as silent:
        for _ in range(4):
            assert next_frame(answering, "2") == "2"
            answering.send("3")
        frames = []
        while frame := silent.recv():
            frames.append(frame)
        assert "2" in frames
