"""What stage 04 must do, each as a sentence, with what to say where it does not."""

import os
import re
import runpy
import sys
import tempfile
import zlib
from base64 import urlsafe_b64decode
from datetime import UTC
from datetime import datetime
from html import unescape
from pathlib import Path

from flask import Flask
from flask_socketio import SocketIO
from socketio.exceptions import ConnectionRefusedError as Refused
from werkzeug.exceptions import HTTPException

from classroom.api import check
from classroom.api import expect
from classroom.error_hints import explain
from classroom.error_hints import locate
from classroom.i18n import EMPTY
from classroom.responses import CheckFailed
from classroom.responses import Exchange

PEOPLE = {  # by nickname: what login() leaves in the session
    "alice": {"nickname": "alice", "name": "Alice Kim", "profile_img": "alice.svg"},
    "bob": {"nickname": "bob", "name": "Bob Lee", "profile_img": "bob.svg"},
    "민수": {"nickname": "민수", "name": "박민수", "profile_img": "minsu.svg"},
}
MINSU = "%EB%AF%BC%EC%88%98"  # 민수, as a URL carries it
# why a request must have its status, in both languages
SHOWN = ("The page must be shown.", "페이지가 나와야 해요.")
MADE = (
    "A form to /content_submit makes a post, and the browser is sent on to the writer's page: redirect(...).",
    "/content_submit에 폼을 보내면 글이 만들어지고, 브라우저는 쓴 사람의 페이지로 가요: redirect(...).",
)
LIKED = ('A like is answered by jsonify(result="success", ...).', '좋아요에는 jsonify(result="success", ...)로 답해요.')
DELETED = (
    'The author deletes a post: get_own_post, remove_post, and return jsonify(result="success").',
    '글쓴이가 글을 지우면 get_own_post, remove_post, 그리고 return jsonify(result="success")예요.',
)
HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
EVENTS = ("comment_post", "friend_request", "as_the_notes_did")
COMMENT_FIELDS = {
    "id": ("a new number for each comment: next(new_comment_id)", "댓글마다 새 번호: next(new_comment_id)"),
    "post_id": ("the number of the post", "글의 번호"),
    "nickname": ("who wrote it, from the session", "세션이 말하는 쓴 사람"),
    "text": ("what was written", "쓴 내용"),
}
NOTICE_FIELDS = {
    "kind": ('what happened: "comment" or "request_friend"', '무슨 일인지: "comment"나 "request_friend"'),
    "nickname": ("who did it", "그 일을 한 사람"),
    "post_id": ("the number of the post, None if there is none", "글의 번호, 글이 없으면 None"),
    "text": ("the text of the comment, else empty", "댓글의 내용, 없으면 빈 글"),
}


# How the checks are written: people with a session, their pages, and who received what.


def person(site, nickname):
    """Return the browser of someone who has logged in: its cookie already says who they are."""
    expect(
        site.app.secret_key,
        'There is no key to sign the session with: app.secret_key = os.environ.get("SECRET_KEY") or '
        "secrets.token_hex().",
        '세션에 서명할 키가 없어요: app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex().',
    )
    visitor = site.client(nickname)
    with visitor.test_client.session_transaction() as session:
        session.update(PEOPLE[nickname])
    return visitor


def expect_status(answer, status, en, ko):
    """Fail unless an answer to someone with a session has this status."""
    answer.expect(
        [rule for rule in answer.under_test.app.url_map.iter_rules() if rule.endpoint != "static"],
        "The app has no views: create_app must call app.register_blueprint(main).",
        "앱에 뷰가 하나도 없어요. create_app에서 app.register_blueprint(main)을 부르세요.",
    )
    to_login = answer.status == 302 and answer.headers.get("Location", "").endswith("/login")
    answer.expect(
        status in (302, 401) or not (to_login or answer.status == 401),
        "The session of this cookie has a nickname, and still the server asks for a login: require_login must let "
        "it pass.",
        "이 쿠키의 세션에는 nickname이 있는데도 서버가 로그인하라고 해요. require_login이 통과시켜야 해요.",
        expected=status,
        actual=answer.status,
    )
    answer.expect(
        not (isinstance(answer.error, AttributeError) and "namespace" in str(answer.error)),
        "flask_socketio.emit works only in a handler, where it knows who sent the event; a view has no such sender. "
        "In this stage the view only stores: comment_post pushes.",
        "flask_socketio.emit은 이벤트를 보낸 사람이 있는 핸들러에서만 쓸 수 있어요. 뷰에는 그런 사람이 없어요. 이 "
        "단계에서 뷰는 저장만 하고, 보내기는 comment_post가 해요.",
        expected=status,
        actual=answer.status,
    )
    return answer.expect_status(status, en, ko)


def expect_fields(found, expected, fields, en, ko):
    """Fail, naming the first field that is not right, unless a comment or notice is as expected."""
    expect(
        isinstance(found, dict),
        f"{en} must be an object with its fields.",
        f"{ko}은(는) 필드를 가진 객체여야 해요.",
        expected,
        found,
    )
    for name, (what, what_ko) in fields.items():
        expect(
            name in found and found[name] == expected[name] and type(found[name]) is type(expected[name]),
            f"{en}: the field {name} is "
            + (f"{found[name]!r}" if name in found else "missing")
            + f", and {expected[name]!r} is right. It says {what}.",
            f"{ko}: 필드 {name}이(가) "
            + (f"{found[name]!r}인데" if name in found else "없는데")
            + f" {expected[name]!r}이(가) 맞아요. 이 필드는 {what_ko}예요.",
            expected,
            found,
        )
    more = sorted(set(found) - set(fields))
    expect(
        not more,
        f"{en} has fields that nobody asked for: {more}.",
        f"{ko}에 없어야 할 필드가 있어요: {more}.",
        expected,
        found,
    )


def writes(visitor, post_id, text, **more):
    """Send a comment as the page's script does, and return the answer."""
    data = {"kind": "append_comment", "post_id": post_id, "text": text, **more}
    return visitor.post("/content_reaction_submit", json=data)


def written(visitor, post_id, text, **more):
    """Send a comment that must be kept, and return it."""
    answer = expect_status(
        writes(visitor, post_id, text, **more),
        201,
        'A comment was made, so the status is 201: if sent.get("kind") == "append_comment", return jsonify(...), 201.',
        '댓글이 만들어졌으니 상태 코드는 201이에요: sent.get("kind") == "append_comment"이면 return jsonify(...), 201.',
    )
    comment = answer.json.get("comment")
    answer.expect(
        answer.json.get("result") == "success" and isinstance(comment, dict),
        'The answer must be {"result": "success", "comment": comment}: does add_comment return the comment?',
        '응답은 {"result": "success", "comment": comment}여야 해요. add_comment가 댓글을 돌려주나요?',
        actual=answer.json,
    )
    return comment


def stored_notices(visitor):
    """Return the notices that GET /notices lists for someone."""
    answer = expect_status(
        visitor.get("/notices"), 200, "GET /notices must list the notices.", "GET /notices는 알림을 보여 줘야 해요."
    )
    notices = answer.json.get("notices") if isinstance(answer.json, dict) else None
    answer.expect(
        isinstance(notices, list),
        'GET /notices must answer {"notices": [...]}.',
        'GET /notices의 응답은 {"notices": [...]}여야 해요.',
        actual=answer.json,
    )
    return notices


def comment_notice(nickname, post_id, text):
    """Return the notice of a comment."""
    return {"kind": "comment", "nickname": nickname, "post_id": post_id, "text": text}


def friend_notice(nickname):
    """Return the notice of a friend request."""
    return {"kind": "request_friend", "nickname": nickname, "post_id": None, "text": ""}


def shown(answer):
    """Return the HTML of a page without its look behind the scenes."""
    return answer.text.split("<details")[0]


def posts_on(answer):
    """Return the HTML of each post on a page, by its data-post-id, from top to bottom."""
    parts = re.split(r'data-post-id="(\d+)"', shown(answer.expect_status(200, *SHOWN)))
    answer.expect(
        len(parts) > 1,
        "No element on the page has data-post-id: it is how the script knows which post a button or form belongs to.",
        "페이지에 data-post-id를 가진 요소가 없어요. 스크립트는 이것으로 버튼이나 폼이 어느 글의 것인지 알아요.",
    )
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


def texts_on(answer):
    """Return the words of each comment under each post of a page, as "nickname text"."""
    found = {}
    for post_id, html in posts_on(answer).items():
        listed = re.search(r'<ul class="comments".*?</ul>', html, re.S)
        items = re.findall(r"<li\b[^>]*>(.*?)</li>", listed.group() if listed else "", re.S)
        found[post_id] = [" ".join(unescape(re.sub(r"<[^>]*>", " ", item)).split()) for item in items]
    return found


def server_of(site):
    """Return the Socket.IO server that the app was given."""
    socketio = site.socketio
    expect(
        socketio.server is not None and site.app.extensions.get("socketio") is socketio,
        "The socket has no app: create_app must call socketio.init_app(app).",
        "소켓에 앱이 없어요. create_app에서 socketio.init_app(app)을 불러야 해요.",
    )
    expect(
        handlers(socketio.server),
        "No function answers any event: create_app must call socketio_init(socketio).",
        "어떤 이벤트에도 답하는 함수가 없어요. create_app에서 socketio_init(socketio)를 불러야 해요.",
    )
    return socketio.server


def open_page(visitor, name=""):
    """Open a page of someone who has logged in: its socket must be let in."""
    answered = handlers(server_of(visitor.under_test))
    try:
        page = visitor.connect(name)
    except Exception as error:
        raise crash(visitor.under_test, error, "connect") from error
    expect(
        page.socket.is_connected(),
        f"{visitor.name} has logged in, and the connection is refused: connect must let in whoever has a nickname "
        f"in the session, and return nothing. Handlers: {answered}.",
        f"{visitor.name}은(는) 로그인했는데 연결이 거절돼요. connect는 세션에 nickname이 있으면 들여보내고 아무것도 "
        f"돌려주지 않아야 해요. 핸들러: {answered}.",
    )
    return page


def hears(page):
    """Return the messages that came to a page since the last time, each as (event, data), also unnamed ones."""
    messages = page.socket.get_received() if page.socket.is_connected() else []
    unnamed = ("message", "json")  # what send() sends; the test client keeps their data bare
    heard = [
        (one["name"], one["args"] if one["name"] in unnamed else next(iter(one["args"]), None)) for one in messages
    ]
    page.under_test.received[page.name] += heard
    return heard


def handlers(server):
    """Return the names of the events that a function answers."""
    return sorted(server.handlers.get("/", {}))


def said(page, event, *data):
    """Send a message and return its answer, which must be an object with a result."""
    expect(
        page.socket.is_connected(),
        f"The server has closed {page.name}'s connection.",
        f"서버가 {page.name}의 연결을 끊었어요.",
    )
    site, tied = page.under_test, page.under_test.socketio.server.handlers.get("/", {})
    function = getattr(tied.get(event), "__name__", event)
    expect(
        function == event or function not in (*EVENTS, "connect", "disconnect"),
        f"The event {event} is tied to {function}(), which is for another: socketio.on_event({event!r}, {event}).",
        f"이벤트 {event}이(가) 다른 일을 하는 {function}()에 이어져 있어요: socketio.on_event({event!r}, {event}).",
    )
    site.exchanges.append(Exchange(f"{page.name}: emit{(event, *data)}", "", EMPTY))
    try:
        answer = page.socket.emit(event, *data, callback=True)
    except Exception as error:
        raise crash(site, error, event) from error
    expect(
        answer is not None,
        f"No function answers the event {event}: socketio_init must tie it, socketio.on_event({event!r}, ...).",
        f"이벤트 {event}에 답하는 함수가 없어요. socketio_init에서 이어야 해요: socketio.on_event({event!r}, ...).",
        expected=event,
        actual=handlers(site.socketio.server),
    )
    expect(
        isinstance(answer, dict) and answer.get("result") in ("success", "error"),
        f'Who sent {event} gets no answer (the acknowledgement): return {{"result": "success"}}, or return '
        f"refuse(...).",
        f'{event}을(를) 보낸 쪽이 답(ack)을 받지 못해요. {{"result": "success"}}나 refuse(...)를 return하세요.',
        actual=answer,
    )
    return answer


def crash(site, error, event):
    """Return what it means that the function which answers an event has failed."""
    words, line = explain(error), locate(error, site.folder)
    if isinstance(error, HTTPException):
        return CheckFailed(
            f"abort() refuses a request, and there is none here: {event} is refused by ConnectionRefusedError in "
            f"connect, by return refuse(...) in the other functions.",
            "abort()는 요청을 거절하는 것인데 여기에는 요청이 없어요. connect는 ConnectionRefusedError로, 다른 "
            "함수는 return refuse(...)로 거절해요.",
            where=line,
        )
    if isinstance(error, TypeError) and not line:
        return CheckFailed(
            f"The function that answers {event} takes other arguments than come with it ({error}): a message may "
            f"carry none or more than one, def function(data=None, *others); disconnect gets a reason.",
            f"{event}에 답하는 함수의 인자가 오는 것과 달라요 ({error}). 메시지에는 아무것도 없거나 여럿일 수 "
            f"있어요: def function(data=None, *others). disconnect는 reason을 받아요.",
        )
    return CheckFailed(
        f"The function that answers {event} fails. {words.en}",
        f"{event}에 답하는 함수에서 오류가 나요. {words.ko}",
        where=line,
    )


def accepted(page, event, data, en, ko):
    """Send a message that must be taken."""
    answer = said(page, event, data)
    expect(answer["result"] == "success", en, ko, expected={"result": "success"}, actual=answer)
    expect(
        answer == {"result": "success"},
        f'The answer to {event} says more than it needs to: return {{"result": "success"}}.',
        f'{event}의 답에 필요 없는 것이 있어요: return {{"result": "success"}}.',
        expected={"result": "success"},
        actual=answer,
    )


def refused(page, event, *data, en, ko):
    """Send a message that must be refused, in words."""
    try:
        answer = said(page, event, *data)
    except CheckFailed as failure:
        if not failure.where:
            raise
        raise CheckFailed(
            f"{event} with {list(data)} must be refused, and fails: {en} {failure.text.en}",
            f"{event}에 {list(data)}을(를) 보내면 거절해야 하는데 오류가 나요. {ko} {failure.text.ko}",
            where=failure.where,
        ) from failure
    expect(
        answer["result"] == "error",
        f"{event} with {list(data)} is taken. {en}",
        f"{event}에 {list(data)}을(를) 보냈는데 받아들여요. {ko}",
        expected="error",
        actual=answer,
    )
    expect(
        isinstance(answer.get("message"), str) and answer["message"].strip(),
        "The refusal says nothing: return refuse(message) with what to send instead.",
        "거절에 메시지가 없어요. 무엇을 보내야 하는지 담아 refuse(message)를 돌려주세요.",
        actual=answer,
    )


def switch(page, on):
    """Turn the unsafe switch on or off."""
    said(page, "as_the_notes_did", {"on": on})
    switches = getattr(sys.modules.get("events"), "switches", None)
    expect(
        not isinstance(switches, dict) or switches.get("as_the_notes_did") is on,
        f'as_the_notes_did was sent {{"on": {on}}}, and switches is as before: write it there, '
        f'switches["as_the_notes_did"] = switch.',
        f'as_the_notes_did에 {{"on": {on}}}을(를) 보냈는데 switches가 그대로예요. switches["as_the_notes_did"] = '
        f"switch로 적으세요.",
        on,
        switches,
    )


class Company:
    """Some people with a page open each, and all that the server sends."""

    def __init__(self, site, *nicknames):
        self.site = site
        self.sent = []  # (event, room) of every emit
        self.elsewhere = ""  # a namespace that no page has joined
        self.watch(server_of(site))
        self.browsers = {nickname: person(site, nickname) for nickname in PEOPLE}
        self.pages = {}
        for nickname in nicknames or PEOPLE:
            self.opens(nickname)
        self.heard()  # of those who came after them

    def watch(self, server):
        """Note each event that the server sends, and the room it goes to."""
        emit = server.emit

        def noting(event, *data, **options):
            room = options.get("to") or options.get("room")
            room = ", ".join(map(str, room)) if isinstance(room, list | tuple | set) else room
            self.sent.append((event, room))
            if options.get("namespace") not in (None, "/"):
                self.elsewhere = options["namespace"]
            return emit(event, *data, **options)

        server.emit = noting

    def opens(self, nickname, name=""):
        """Open a page, or one more, of someone."""
        self.pages[name or nickname] = open_page(self.browsers[nickname], name)
        return self.pages[name or nickname]

    def closes(self, name):
        """Close a page."""
        page = self.pages.pop(name)
        try:
            page.socket.disconnect()
        except Exception as error:
            raise crash(self.site, error, "disconnect") from error

    def heard(self, *events):
        """Return what each page received since the last time, of these events, else of all but "here"."""
        return {
            name: [[event, data] for event, data in hears(page) if (event in events if events else event != "here")]
            for name, page in self.pages.items()
        }

    def rooms(self):
        """Return the rooms by name, and which pages are in each."""
        manager = self.site.socketio.server.manager
        sids = {manager.sid_from_eio_sid(page.socket.eio_sid, "/"): name for name, page in self.pages.items()}
        rooms = {room: [sids.get(sid, "?") for sid in members] for room, members in manager.rooms.get("/", {}).items()}
        return {room: members for room, members in rooms.items() if room is not None and room not in sids}, sids

    def nobody_hears(self, en, ko):
        """Fail if anyone received anything."""
        heard = self.heard()
        names = [name for name, messages in heard.items() if messages]
        events = ", ".join(sorted({event for messages in heard.values() for event, _ in messages}))
        expect(
            not names,
            f"{', '.join(names)} received {events}. {en}",
            f"{', '.join(names)}에게 {events}이(가) 갔어요. {ko}",
            expected={name: [] for name in heard},
            actual=heard,
        )

    def only_hears(self, to, event, notice, by):
        """Fail unless this notice came to these pages, once each, and nothing to any other."""
        heard = self.heard()
        expected = {name: [[event, notice]] if name in to else [] for name in heard}
        got = [name for name, messages in heard.items() if event in [sent for sent, _ in messages]]
        if sorted(got) != sorted(to):
            raise CheckFailed(*self.why_not(to, event, by, got, heard), expected, heard)
        twice = [name for name, messages in heard.items() if len(messages) > 1 or (messages and name not in to)]
        expect(
            not twice,
            f"{', '.join(twice)} received more than this one {event}: send a notice once, and nothing beside it.",
            f"{', '.join(twice)}에게 {event} 하나보다 많은 것이 갔어요. 알림은 한 번만, 다른 것 없이 보내세요.",
            expected,
            heard,
        )
        for name in to:
            expect_fields(heard[name][0][1], notice, NOTICE_FIELDS, f"What {event} carries", f"{event}에 담긴 것")

    def why_not(self, to, event, by, got, heard):
        """Return why an event did not come to these pages and only to them."""
        rooms, sids = self.rooms()
        room = next((room for sent, room in reversed(self.sent) if sent == event), None)
        goal, goal_ko = (repr(room), repr(room)) if room else ("everyone, as there is no to=", "to=이 없어서 모두")
        if room in sids:
            goal, goal_ko = f"the connection of {sids[room]}", f"{sids[room]}의 연결"
        others = ", ".join(sorted({sent for messages in heard.values() for sent, _ in messages} - {event}))
        names, meant, known = ", ".join(got), ", ".join(to), sorted(map(str, rooms))
        names_ko = "모든 사람" if len(got) == len(heard) else names
        names = "Everyone" if len(got) == len(heard) else names
        reasons = (
            (
                not got and self.elsewhere,
                f"{event} was sent in the namespace {self.elsewhere}, and the pages are in /: leave namespace= out.",
                f"{event}을(를) 네임스페이스 {self.elsewhere}(으)로 보냈는데 페이지는 /에 있어요. namespace=를 빼세요.",
            ),
            (
                not room and set(got) - set(to),
                f"{names} received {event}, and it is meant for {meant} alone: that is a broadcast. Send it to the "
                f"room of its recipient: emit(event, notice, to=recipient).",
                f"{event}은(는) {meant}에게만 갈 것인데 {names_ko}이(가) 받았어요. 전체 전송이에요. 받을 사람의 "
                f"방으로 보내세요: emit(event, notice, to=recipient).",
            ),
            (
                not got and others,
                f"{meant} should have received {event}, and {others} was sent: an event needs the same name on both "
                f"sides.",
                f"{meant}에게 {event}이(가) 가야 하는데 {others}이(가) 갔어요. 이벤트의 이름은 양쪽이 같아야 해요.",
            ),
            (
                not got and event in [sent for sent, _ in self.sent],
                f"{event} was sent to the room {goal}, and nobody is in it. The rooms are {known}: connect must "
                f'join_room(session["nickname"]), and the notice go to the nickname of its recipient.',
                f"{event}을(를) {goal_ko} 방으로 보냈는데 거기에 아무도 없어요. 있는 방은 {known}이에요. connect는 "
                f'join_room(session["nickname"])을 부르고, 알림은 받을 사람의 nickname으로 가야 해요.',
            ),
            (
                not got,
                f"Nobody received {event}, and nothing was sent: {by} did it, so {meant} is to be told by "
                f"send_notice({event!r}, ...). Look at the condition before it, and who is the recipient.",
                f"아무도 {event}을(를) 받지 못했고, 보낸 것도 없어요. {by}이(가) 한 일이니 send_notice({event!r}, "
                f"...)로 {meant}에게 알려야 해요. 그 앞의 조건과 받을 사람을 확인하세요.",
            ),
            (
                set(got) < set(to),
                f"Only {names} received {event}, and not every page of the person: it went to {goal}. Send it to "
                f"the room, which every page of the person has joined at connect.",
                f"{event}을(를) {names_ko}만 받았고 그 사람의 모든 페이지가 받지는 못했어요. {goal_ko}(으)로 "
                f"갔어요. 그 사람의 모든 페이지가 연결할 때 들어간 방으로 보내세요.",
            ),
            (
                by in got and not set(got) & set(to),
                f"{by}, who did it, received {event}, and {meant}, whom it concerns, did not: it went to {goal}. "
                f"emit without to= answers the sender; the room is that of the recipient.",
                f"{event}을(를) 받을 {meant}이(가) 아니라 그 일을 한 {by}이(가) 받았어요. {goal_ko}(으)로 갔어요. "
                f"to= 없는 emit은 보낸 사람에게 가요. 받을 사람의 방으로 보내세요.",
            ),
        )
        last = (
            f"{event} came to {names}, and it is meant for {meant} alone: it went to {goal}. The rooms are {known}.",
            f"{event}은(는) {meant}에게만 가야 하는데 {names_ko}에게 갔어요. {goal_ko}(으)로 보냈어요. 있는 방은 "
            f"{known}이에요.",
        )
        return next(((en, ko) for holds, en, ko in reasons if holds), last)


# Exercise 1: comment


@check(
    "comment",
    "A comment is answered with 201 and what was kept of it",
    "댓글에는 201과 저장된 댓글로 답해요",
)
def keeps_a_comment(site):
    """POST /content_reaction_submit with append_comment."""
    bob, minsu = person(site, "bob"), person(site, "민수")
    first = written(bob, 1, "  welcome ")
    expected = {"id": first.get("id"), "post_id": 1, "nickname": "bob", "text": "welcome"}
    expect_fields(first, expected, COMMENT_FIELDS, "The comment in the answer", "응답의 댓글")
    second = written(minsu, 2, "반가워요 🎉")
    expected = {"id": second.get("id"), "post_id": 2, "nickname": "민수", "text": "반가워요 🎉"}
    expect_fields(second, expected, COMMENT_FIELDS, "The comment in the answer", "응답의 댓글")
    third = written(bob, "1", "1 < 2 & <b>3</b>")
    expected = {"id": third.get("id"), "post_id": 1, "nickname": "bob", "text": "1 < 2 & <b>3</b>"}
    expect_fields(third, expected, COMMENT_FIELDS, "The comment in the answer", "응답의 댓글")
    ids = [first["id"], second["id"], third["id"]]
    expect(
        len(set(ids)) == 3 and all(type(one) is int for one in ids),
        "Two comments have the same id, or one that is no number: take next(new_comment_id) for each.",
        "댓글 두 개의 id가 같거나 숫자가 아니에요. 댓글마다 next(new_comment_id)를 쓰세요.",
        actual=ids,
    )


@check("comment", "The comment stands under its post, for everyone", "댓글은 모두의 페이지에서 그 글 아래에 있어요")
def shows_the_comment(site):
    """The page of someone else."""
    written(person(site, "bob"), 1, "welcome")
    written(person(site, "민수"), 1, "저도요")
    page = expect_status(person(site, "alice").get("/"), 200, *SHOWN)
    found, expected = texts_on(page), {2: [], 1: ["bob welcome", "민수 저도요"]}
    page.expect(
        '<ul class="comments"' in page.text,
        '_post.html has no <ul class="comments">: there the comments stand, and there live.js adds new ones.',
        '_post.html에 <ul class="comments">가 없어요. 댓글이 있는 곳이고, live.js가 새 댓글을 넣는 곳이에요.',
    )
    page.expect(
        any(found.values()),
        'The page shows no comment: add_comment must append it to post_dic[post_id]["comments"], and _post.html '
        "list them.",
        '페이지에 댓글이 없어요. add_comment는 댓글을 post_dic[post_id]["comments"]에 넣고, _post.html은 보여 줘야 '
        "해요.",
        expected,
        found,
    )
    page.expect(
        sorted(found.get(1, [])) != ["welcome", "저도요"],
        "The comments stand there without the nickname of who wrote them: {{ comment.nickname }}.",
        "댓글에 쓴 사람의 nickname이 없어요: {{ comment.nickname }}.",
        expected,
        found,
    )
    page.expect(
        found.get(1) != expected[1][::-1],
        "The newest comment stands first: append each, so that they read from top to bottom, as live.js adds them.",
        "새 댓글이 맨 위에 있어요. append로 넣어야 위에서 아래로 읽혀요. live.js도 아래에 넣어요.",
        expected,
        found,
    )
    page.expect(
        found == expected,
        'The comments are not all under their own post, and only there: post_dic[post_id]["comments"].append(comment).',
        '댓글이 모두 자기 글 아래에, 거기에만 있지 않아요: post_dic[post_id]["comments"].append(comment).',
        expected,
        found,
    )


@check(
    "comment",
    "The session says who comments, whatever name is sent along",
    "무슨 이름을 보내든 댓글 쓴 사람은 세션이 말해요",
)
def believes_no_name_in_a_comment(site):
    """A forged name in the JSON."""
    forged = {"nickname": "민수", "session_user": "민수", "create_user": "민수", "user_id": "minsu"}
    comment = written(person(site, "bob"), 1, "I am 민수", **forged)
    expect(
        comment.get("nickname") == "bob",
        'bob sent another name along, and it was believed: take session["nickname"], which the browser cannot change.',
        'bob이 다른 이름을 함께 보냈더니 그대로 믿었어요. 브라우저가 바꿀 수 없는 session["nickname"]을 쓰세요.',
        expected="bob",
        actual=comment.get("nickname"),
    )


@check(
    "comment",
    "A comment without a text is 400, on a post that is not there 404, and nothing is kept",
    "글 없는 댓글은 400, 없는 글의 댓글은 404이고, 아무것도 저장되지 않아요",
)
def refuses_what_is_no_comment(site):
    """Refusals of append_comment."""
    alice, bob = person(site, "alice"), person(site, "bob")
    for text in ("", "  \n", None, 7, ["hi"]):
        expect_status(
            writes(bob, 1, text),
            400,
            f'{text!r} is no text: read it by read_text(sent, "text"), which answers 400.',
            f'{text!r}은(는) 글이 아니에요. read_text(sent, "text")로 읽으면 400으로 답해요.',
        )
    for post_id, status in ((99, 404), ("one", 400), ([1], 400), (None, 400)):
        expect_status(
            writes(bob, post_id, "hi"),
            status,
            f"post_id is {post_id!r}: let read_post_id and get_post look at it before a comment is made.",
            f"post_id가 {post_id!r}이에요. 댓글을 만들기 전에 read_post_id와 get_post로 확인하세요.",
        )
    page = alice.get("/")
    page.expect(
        texts_on(page) == {2: [], 1: []} and stored_notices(alice) == [],
        "A refused comment was kept all the same: look at what was sent first, then store.",
        "거절한 댓글이 저장됐어요. 먼저 보낸 것을 확인하고 나서 저장하세요.",
    )


@check(
    "comment",
    "The author's notice of a comment is stored, once, whoever is online",
    "글쓴이가 접속해 있든 아니든 댓글 알림은 한 번 저장돼요",
)
def stores_the_notice_of_a_comment(site):
    """GET /notices after comments, with no socket anywhere."""
    alice, bob, minsu = (person(site, nickname) for nickname in PEOPLE)
    written(bob, 1, "first")
    written(minsu, 1, "둘째")
    expected = [comment_notice("bob", 1, "first"), comment_notice("민수", 1, "둘째")]
    notices = stored_notices(alice)
    expect(
        len(notices) != 0,
        "Two comments on alice's post, and GET /notices has nothing for her: add_comment must add_notice for the "
        "author of the post. A notice that is only pushed is lost to who is away.",
        "alice의 글에 댓글 두 개가 달렸는데 GET /notices에 아무것도 없어요. add_comment가 글쓴이에게 add_notice를 "
        "해야 해요. 보내기만 한 알림은 자리에 없던 사람에게는 없는 것이에요.",
        expected,
        notices,
    )
    expect(
        len(notices) == 2,
        f"Two comments left {len(notices)} notices: keep one for each comment.",
        f"댓글은 두 개인데 알림이 {len(notices)}개예요. 댓글마다 하나씩 저장하세요.",
        expected,
        notices,
    )
    expect(
        notices != expected[::-1],
        "The newest notice stands first, and the page counts on new ones standing at the end: append, and do not "
        "turn round.",
        "새 알림이 맨 앞에 있어요. 페이지는 새 알림이 끝에 온다고 믿어요. append로 넣고 뒤집지 마세요.",
        expected,
        notices,
    )
    for found, right in zip(notices, expected, strict=True):
        expect_fields(found, right, NOTICE_FIELDS, "A notice in GET /notices", "GET /notices의 알림")
    strangers = {name: stored_notices(one) for name, one in (("bob", bob), ("민수", minsu))}
    expect(
        strangers == {"bob": [], "민수": []},
        "A notice of a comment on alice's post is kept for someone else: its recipient is the author of the post.",
        "alice의 글에 단 댓글의 알림이 다른 사람에게 저장됐어요. 알림을 받을 사람은 글쓴이예요.",
        {"bob": [], "민수": []},
        strangers,
    )


@check("comment", "A comment on one's own post leaves no notice", "내 글에 내가 단 댓글은 알림을 남기지 않아요")
def stores_no_notice_of_ones_own(site):
    """Alice comments on her own post."""
    alice = person(site, "alice")
    written(alice, 1, "by the way")
    expect(
        stored_notices(alice) == [],
        "alice got a notice of her own comment: keep one only if the post's author is not the one who writes.",
        "alice가 자기 댓글의 알림을 받았어요. 글쓴이가 쓴 사람과 다를 때만 저장하세요.",
        [],
        stored_notices(alice),
    )


# Exercise 2: connect


@check("connect", "Who has logged in gets a connection", "로그인한 사람은 연결돼요")
def lets_people_in(site):
    """Each of the three."""
    for nickname in PEOPLE:
        open_page(person(site, nickname))


@check(
    "connect",
    "A stranger is refused, in words, and counted nowhere",
    "로그인하지 않은 사람은 메시지와 함께 거절되고 어디에도 남지 않아요",
)
def refuses_strangers(site):
    """A connection without a login."""
    server = server_of(site)
    company = Company(site, "alice")
    expect(
        "connect" in handlers(server),
        'No function answers the event connect: socketio_init must tie it, socketio.on_event("connect", connect).',
        '이벤트 connect에 답하는 함수가 없어요. socketio_init에서 이어야 해요: socketio.on_event("connect", connect).',
        actual=handlers(server),
    )
    reasons, before = note_refusals(server), here_list(site)
    try:
        stranger = site.client("stranger").connect()
    except Exception as error:
        failure = crash(site, error, "connect")
        raise CheckFailed(
            f'Without a login there is no nickname to read, and connect fails instead of refusing: if "nickname" '
            f"not in session, raise ConnectionRefusedError. {failure.text.en}",
            f'로그인하지 않으면 읽을 nickname이 없어서 connect가 거절하지 못하고 오류가 나요. "nickname"이 세션에 '
            f"없으면 ConnectionRefusedError를 일으키세요. {failure.text.ko}",
            where=failure.where,
        ) from error
    expect(
        not stranger.socket.is_connected(),
        "Someone without a login is let in: connect must look for the nickname in the session and raise "
        "ConnectionRefusedError. require_login does not run for sockets.",
        "로그인하지 않은 사람이 연결돼요. connect는 세션에 nickname이 있는지 보고 ConnectionRefusedError를 일으켜야 "
        "해요. require_login은 소켓에는 실행되지 않아요.",
    )
    expect(
        reasons and reasons[-1],
        'The stranger is refused without a word: raise ConnectionRefusedError("Log in first. ..."), the one of '
        "flask_socketio; Python has another of that name.",
        '거절하면서 이유를 말하지 않아요: raise ConnectionRefusedError("Log in first. ..."). flask_socketio의 '
        "것이어야 해요. Python에도 같은 이름이 있어요.",
    )
    listed = here_list(site)
    expect(
        listed == before,
        "The refused stranger stands among those who are here: refuse first, then write into connections.",
        "거절당한 사람이 connections에 남아 있어요. 먼저 거절하고, 그다음 connections에 적으세요.",
        before,
        listed,
    )
    heard = company.heard("here")
    expect(
        heard == {"alice": []},
        "alice was told of someone who was refused: refuse before anything is sent.",
        "거절당한 사람이 왔다고 alice에게 알렸어요. 무엇을 보내기 전에 거절하세요.",
        {"alice": []},
        heard,
    )


def note_refusals(server):
    """Return a list that grows by the words of each refusal of connect."""
    reasons = []
    answer = server.handlers["/"]["connect"]

    def noting(*arguments):
        try:
            return answer(*arguments)
        except Refused as refusal:
            reasons.append(str(refusal))
            raise

    server.handlers["/"]["connect"] = noting
    return reasons


def here_list(site):
    """Return the nicknames in connections of events.py, or None if it keeps them elsewhere."""
    connections = getattr(sys.modules.get("events"), "connections", None)
    return sorted(map(str, connections.values())) if isinstance(connections, dict) else None


@check("connect", "A name in the URL or the auth data lets nobody in", "URL이나 auth에 적은 이름으로는 들어오지 못해요")
def believes_no_name_at_connect(site):
    """A connection that says it is alice."""
    server_of(site)
    names = {"nickname": "alice", "session_user": "alice", "user_id": "alice"}
    for options in ({"query_string": "nickname=alice&session_user=alice&user_id=alice"}, {"auth": names}):
        try:
            socket = site.socketio.test_client(site.app, flask_test_client=site.app.test_client(), **options)
        except Exception as error:
            raise crash(site, error, "connect") from error
        expect(
            not socket.is_connected(),
            f"A stranger got in by a name in {next(iter(options))}: only the session says who someone is.",
            f"{next(iter(options))}에 적은 이름으로 들어왔어요. 누구인지는 세션만 말할 수 있어요.",
        )
        company = Company(site, "alice")
        socket = site.socketio.test_client(site.app, flask_test_client=company.browsers["bob"].test_client, **options)
        site.socketio.emit("news", {}, to="alice")
        got = [message["name"] for message in socket.get_received()] if socket.is_connected() else []
        expect(
            "news" not in got,
            f"bob got into alice's room by her name in {next(iter(options))}: the room is that of "
            f'session["nickname"].',
            f'bob이 {next(iter(options))}에 적은 이름으로 alice의 방에 들어갔어요. 방은 session["nickname"]의 '
            f"것이에요.",
        )


@check(
    "connect",
    "Each person's pages share a room with that nickname, and no one else is in it",
    "한 사람의 페이지들은 nickname 방에 함께 있고, 다른 사람은 없어요",
)
def puts_each_into_a_room(site):
    """What goes to a room, comes to its person only."""
    company = Company(site)
    company.opens("alice", "alice's second page")
    company.heard()
    rooms, _ = company.rooms()
    expected = {"alice": ["alice", "alice's second page"], "bob": ["bob"], "민수": ["민수"]}
    for nickname, members in expected.items():
        expect(
            nickname in rooms,
            f'There is no room {nickname!r}: connect must join_room(session["nickname"]). A room is there while '
            f"someone is in it.",
            f'{nickname!r} 방이 없어요. connect에서 join_room(session["nickname"])을 부르세요. 방은 누가 들어가 '
            f"있는 동안만 있어요.",
            sorted(expected),
            sorted(map(str, rooms)),
        )
        expect(
            sorted(rooms[nickname]) == members,
            f"In the room {nickname!r} are {rooms[nickname]}: each page must join the room of its own person, and "
            f"no other.",
            f"{nickname!r} 방에 {rooms[nickname]}이(가) 있어요. 페이지는 저마다 자기 사람의 방에만 들어가야 해요.",
            members,
            rooms[nickname],
        )
    expect(
        set(rooms) == set(expected),
        "There are more rooms than people: what is sent to a room that all have joined comes to everyone.",
        "사람보다 방이 많아요. 모두가 들어간 방으로 보낸 것은 모두에게 가요.",
        sorted(expected),
        sorted(map(str, rooms)),
    )


@check("connect", "connections holds the nickname of each connection", "connections에는 연결마다 nickname이 있어요")
def notes_who_is_here(site):
    """By connection, not by person."""
    company = Company(site, "alice", "bob")
    company.opens("alice", "alice's second page")
    found = here_list(site)
    expect(
        found == ["alice", "alice", "bob"],
        "alice has two pages open and bob one; connections must hold the nickname for each: "
        'connections[request.sid] = session["nickname"].',
        "alice는 두 페이지, bob은 한 페이지를 열었어요. connections에는 연결마다 nickname이 있어야 해요: "
        'connections[request.sid] = session["nickname"].',
        ["alice", "alice", "bob"],
        found,
    )


@check(
    "connect",
    "Who comes while the unsafe switch is on is told so, else nothing is said of it",
    "위험한 스위치가 켜져 있을 때 온 사람에게는 알려 주고, 아니면 말하지 않아요",
)
def tells_of_the_switch_at_connect(site):
    """as_the_notes_did to the newcomer."""
    company = Company(site, "alice")
    company.opens("bob")
    heard = company.heard("as_the_notes_did")
    expect(
        heard == {"alice": [], "bob": []},
        "The switch is off, and as_the_notes_did was sent: it must be off when the app starts, and connect speak of "
        "it only while it is on.",
        "스위치가 꺼져 있는데 as_the_notes_did를 보냈어요. 앱이 시작할 때는 꺼져 있고, connect는 켜져 있을 때만 "
        "알려야 해요.",
        {"alice": [], "bob": []},
        heard,
    )
    switch(company.pages["alice"], True)
    company.heard()
    company.opens("민수")
    heard = company.heard("as_the_notes_did")
    expected = {"alice": [], "bob": [], "민수": [["as_the_notes_did", {"on": True}]]}
    expect(
        heard == expected,
        'The switch is on, and 민수, who comes now, must be told, nobody else again: emit("as_the_notes_did", '
        '{"on": True}), without broadcast.',
        '스위치가 켜져 있으니 지금 온 민수에게만 알려야 해요: emit("as_the_notes_did", {"on": True}), broadcast 없이.',
        expected,
        heard,
    )


# Exercise 3: send_notice


@check("send_notice", "A notice goes to the person it concerns, and to nobody else", "알림은 그 사람에게만 가요")
def sends_to_one_person(site):
    """By friend_request, which is there already."""
    company = Company(site)
    asked(company, "bob", "alice")
    company.only_hears(["alice"], "request_notice", friend_notice("bob"), "bob")
    asked(company, "bob", "민수")
    company.only_hears(["민수"], "request_notice", friend_notice("bob"), "bob")
    asked(company, "민수", "bob")
    company.only_hears(["bob"], "request_notice", friend_notice("민수"), "민수")


def asked(company, by, nickname):
    """Let someone ask another to be friends."""
    accepted(
        company.pages[by],
        "friend_request",
        {"nickname": nickname},
        f"{by} asks {nickname} to be friends, and friend_request refuses: it must take the nickname of someone else "
        f"here.",
        f"{by}이(가) {nickname}에게 친구 신청을 했는데 friend_request가 거절해요. 다른 사람의 nickname이면 받아야 "
        f"해요.",
    )


@check("send_notice", "Every page that the person has open receives it", "그 사람이 열어 둔 모든 페이지가 받아요")
def sends_to_every_page(site):
    """Two pages of one person."""
    company = Company(site)
    company.opens("alice", "alice's second page")
    company.heard()
    asked(company, "bob", "alice")
    company.only_hears(["alice", "alice's second page"], "request_notice", friend_notice("bob"), "bob")


@check(
    "send_notice",
    "With the unsafe switch on everyone receives it, switched off again only its recipient",
    "위험한 스위치를 켜면 모두가 받고, 다시 끄면 받을 사람만 받아요",
)
def broadcasts_only_while_switched_on(site):
    """As the notes did, for the lesson."""
    company = Company(site)
    switch(company.pages["민수"], True)
    company.heard()
    asked(company, "bob", "alice")
    heard = company.heard()
    expected = {name: [["request_notice", friend_notice("bob")]] for name in heard}
    expect(
        heard == expected,
        'The switch is on, and not everyone received the notice once: if switches["as_the_notes_did"], emit(event, '
        "notice, broadcast=True). The lesson shows with it what the old notes gave away.",
        '스위치를 켰는데 모두가 한 번씩 받지는 않았어요. switches["as_the_notes_did"]이면 emit(event, notice, '
        "broadcast=True)예요. 예전 노트가 무엇을 흘렸는지 보여 주는 스위치예요.",
        expected,
        heard,
    )
    switch(company.pages["민수"], False)
    company.heard()
    asked(company, "민수", "alice")
    company.only_hears(["alice"], "request_notice", friend_notice("민수"), "민수")


# Exercise 4: comment_post


@check(
    "comment_post",
    "After comment_post the post's author hears comment_notice, and nobody else",
    "comment_post 뒤에 글쓴이만 comment_notice를 들어요",
)
def tells_the_author(site):
    """Post, then tell the socket, as the page does."""
    company = Company(site)
    comments(company, "bob", 1, "welcome")
    company.only_hears(["alice"], "comment_notice", comment_notice("bob", 1, "welcome"), "bob")
    comments(company, "alice", 2, "안녕하세요 🎉")
    company.only_hears(["민수"], "comment_notice", comment_notice("alice", 2, "안녕하세요 🎉"), "alice")


def comments(company, by, post_id, text):
    """Write a comment by HTTP, then tell the socket of it; return the comment."""
    comment = written(company.browsers[by], post_id, text)
    company.nobody_hears(
        "That was sent by the POST alone: the page tells the socket by comment_post, and only then the notice goes "
        "out.",
        "POST만으로 보냈어요. 알림은 페이지가 comment_post로 소켓에 알린 다음에 나가요.",
    )
    accepted(
        company.pages[by],
        "comment_post",
        {"comment_id": comment.get("id")},
        f"{by} tells of the own comment {comment.get('id')}, and comment_post refuses: store.get_comment must find "
        f"it, and its nickname is that of the session.",
        f"{by}이(가) 자기 댓글 {comment.get('id')}을(를) 알렸는데 comment_post가 거절해요. store.get_comment가 "
        f"찾아야 하고, 댓글의 nickname은 세션의 nickname과 같아요.",
    )
    return comment


@check("comment_post", "A forged name in the message is not looked at", "메시지 속의 꾸민 이름은 보지 않아요")
def believes_no_name_in_a_message(site):
    """What else comment_post carries."""
    company = Company(site)
    comment = written(company.browsers["bob"], 1, "by bob")
    forged = dict.fromkeys(("nickname", "session_user", "create_user", "user", "author", "recipient", "to"), "민수")
    data = {"comment_id": comment.get("id"), "text": "forged", "post_id": 2, "kind": "request_friend", **forged}
    said(company.pages["bob"], "comment_post", data)
    heard = company.heard()
    believed = [
        f"{event} {value!r}"
        for messages in heard.values()
        for event, data in messages
        for value in data_values(data)
        if value in ("민수", "forged", 2, "request_friend")
    ]
    expect(
        not believed and not heard["민수"],
        f"bob's message said it was 민수's, and it was believed: {', '.join(believed) or 'it went to 민수'}. Make "
        f"the notice of what "
        'the store has: comment["nickname"], comment["post_id"], comment["text"].',
        f"bob의 메시지가 민수라고 하니 그대로 믿었어요: {', '.join(believed) or '민수에게 갔어요'}. 알림은 저장된 "
        'comment["nickname"], comment["post_id"], comment["text"]로 만드세요.',
        {"alice": [["comment_notice", comment_notice("bob", 1, "by bob")]], "bob": [], "민수": []},
        heard,
    )
    expect(
        [event for event, _ in heard["alice"]] == ["comment_notice"],
        "With more in the message than comment_id the author no longer hears of the comment: look at comment_id only.",
        "메시지에 comment_id 말고 다른 것이 있으면 글쓴이가 듣지 못해요. comment_id만 보세요.",
        [["comment_notice", comment_notice("bob", 1, "by bob")]],
        heard["alice"],
    )


def data_values(data):
    """Return the values of an object."""
    return list(data.values()) if isinstance(data, dict) else [data]


@check(
    "comment_post",
    "Another person's comment_id is refused, and nobody hears",
    "남의 comment_id는 거절하고, 아무도 듣지 못해요",
)
def refuses_anothers_comment(site):
    """Alice and 민수 send the id of bob's comment."""
    company = Company(site)
    comment_id = written(company.browsers["bob"], 1, "welcome").get("id")
    for nickname in ("민수", "alice"):
        refused(
            company.pages[nickname],
            "comment_post",
            {"comment_id": comment_id},
            en=f"bob wrote comment {comment_id}, {nickname} sent it: refuse if comment and session differ in nickname.",
            ko=f"댓글 {comment_id}은(는) bob이 쓰고 {nickname}이(가) 보냈어요. 쓴 사람이 다르면 거절하세요.",
        )
        company.nobody_hears("The message was refused: send nothing.", "거절한 메시지예요. 아무것도 보내지 마세요.")


@check(
    "comment_post",
    "What is no comment_id of a comment is refused, not a crash",
    "댓글의 comment_id가 아니면 거절하고, 오류는 나지 않아요",
)
def refuses_what_is_no_comment_id(site):
    """Whatever a message may carry."""
    company = Company(site)
    comment_id = written(company.browsers["bob"], 1, "welcome").get("id")
    for data in (
        {},
        {"comment_id": 99},
        {"comment_id": None},
        {"comment_id": [comment_id]},
        {"comment_id": str(comment_id)},
    ):
        refused(
            company.pages["bob"],
            "comment_post",
            data,
            en="No comment has this comment_id: store.get_comment gives None, so return refuse(...).",
            ko="이 comment_id를 가진 댓글이 없어요. store.get_comment가 None을 주니 return refuse(...)예요.",
        )
    company.nobody_hears("The message was refused: send nothing.", "거절한 메시지예요. 아무것도 보내지 마세요.")


@check("comment_post", "Who comments on their own post is told nothing", "내 글에 내가 단 댓글은 아무도 듣지 못해요")
def tells_nobody_of_ones_own(site):
    """Alice comments on her own post."""
    company = Company(site)
    comments(company, "alice", 1, "by the way")
    company.nobody_hears(
        "That was alice's own comment on her own post: send only if the author is not who comments.",
        "alice가 자기 글에 단 댓글이에요. 글쓴이와 쓴 사람이 다를 때만 보내세요.",
    )


@check("comment_post", "Pushing a notice does not store it a second time", "알림을 보낸다고 한 번 더 저장되지는 않아요")
def pushes_without_storing_again(site):
    """One comment, told twice, is one notice."""
    company = Company(site)
    comment = comments(company, "bob", 1, "welcome")
    said(company.pages["bob"], "comment_post", {"comment_id": comment.get("id")})
    notices = stored_notices(company.browsers["alice"])
    expect(
        len(notices) == 1,
        f"One comment, and {len(notices)} notices are kept: add_comment stores it, comment_post only pushes.",
        f"댓글은 하나인데 저장된 알림이 {len(notices)}개예요. 저장은 add_comment가 하고 comment_post는 보내기만 해요.",
        [comment_notice("bob", 1, "welcome")],
        notices,
    )


# Exercise 5: here


def told_who(company, en, ko, **expected):
    """Fail unless each page received these lists of `here`; a page is named with _ for its blanks."""
    everything = {name: [[event, data] for event, data in hears(page)] for name, page in company.pages.items()}
    heard = {name: [one for one in all_ if one[0] == "here"] for name, all_ in everything.items()}
    others = sorted({event for all_ in everything.values() for event, _ in all_} - {"here"})
    pages = {name: expected.get(name.replace("'s second page", "_2"), []) for name in heard}
    found = {
        name: [data.get("nicknames") if isinstance(data, dict) else None for _, data in all_]
        for name, all_ in heard.items()
    }
    if found == pages:
        return
    lists = [one for all_ in found.values() for one in all_ if isinstance(one, list)]
    wanted = [one for all_ in pages.values() for one in all_]
    lost = [name for name in pages if pages[name] and not found[name]]
    too_many = [name for name in pages if len(found[name]) > len(pages[name])]
    if any(data is None or not isinstance(data, list) for all_ in found.values() for data in all_):
        why = (
            '"here" must carry {"nicknames": [...]}, a list.',
            '"here"에는 {"nicknames": [...]} 리스트를 담아야 해요.',
        )
    elif any(len(set(map(str, one))) < len(one) for one in lists):
        why = (
            "A nickname stands there twice: two pages are one person. set(...) keeps each once.",
            "nickname이 두 번 있어요. 페이지가 둘이어도 사람은 하나예요. set(...)은 한 번씩만 남겨요.",
        )
    elif wanted and any(one not in wanted and sorted(one) in wanted for one in lists):
        why = ("The nicknames are not sorted: sorted(...).", "nickname이 정렬되어 있지 않아요: sorted(...).")
    elif lost and others:
        why = (
            f'{", ".join(others)} came, and live.js listens for "here": an event needs the same name on both sides.',
            f'{", ".join(others)}이(가) 왔는데 live.js는 "here"를 들어요. 이벤트의 이름은 양쪽이 같아야 해요.',
        )
    elif lost:
        why = (
            f'{", ".join(lost)} was not told: emit("here", ..., broadcast=everyone), with everyone=True if the '
            f"people changed.",
            f'{", ".join(lost)}에게 알리지 않았어요. 사람이 바뀌었으면 everyone=True로 emit("here", ..., '
            f"broadcast=everyone).",
        )
    elif too_many:
        why = (
            f"{', '.join(too_many)} was told though nothing has changed there: everyone is True only when a person "
            f"comes or goes, not one more page.",
            f"바뀐 것이 없는데 {', '.join(too_many)}에게 알렸어요. everyone은 사람이 오거나 갈 때만 True예요. "
            f"페이지가 하나 늘거나 줄 때가 아니에요.",
        )
    else:
        why = (
            "The list is not of those who are here: it is made of connections.values() after the change.",
            "지금 있는 사람들의 목록이 아니에요. 바뀐 다음의 connections.values()로 만들어요.",
        )
    raise CheckFailed(f"{en} {why[0]}", f"{ko} {why[1]}", pages, found)


@check("here", "Everyone is told who is here when someone comes", "누가 오면 모두가 지금 누가 있는지 들어요")
def tells_who_comes(site):
    """`here` at each coming."""
    company = Company(site, "alice")
    company.opens("민수")
    told_who(company, "민수 comes.", "민수가 와요.", alice=[["alice", "민수"]], 민수=[["alice", "민수"]])
    company.opens("bob")
    everyone = [["alice", "bob", "민수"]]
    told_who(company, "bob comes.", "bob이 와요.", alice=everyone, bob=everyone, 민수=everyone)


@check("here", "Who comes alone is told, too", "혼자 온 사람도 들어요")
def tells_who_comes_alone(site):
    """`here` to the first page."""
    company = Company(site, "bob")
    company.closes("bob")
    company.opens("alice")
    told_who(company, "alice comes, and is alone.", "alice가 왔고 혼자예요.", alice=[["alice"]])


@check("here", "Those who stay are told when someone goes", "누가 가면 남은 사람들이 들어요")
def tells_who_goes(site):
    """`here` at leaving."""
    company = Company(site)
    expect(
        "disconnect" in handlers(site.socketio.server),
        'No function answers the event disconnect: socketio_init must tie it, socketio.on_event("disconnect", '
        "disconnect).",
        '이벤트 disconnect에 답하는 함수가 없어요. socketio_init에서 이어야 해요: socketio.on_event("disconnect", '
        "disconnect).",
        actual=handlers(site.socketio.server),
    )
    company.closes("민수")
    told_who(company, "민수 goes.", "민수가 가요.", alice=[["alice", "bob"]], bob=[["alice", "bob"]])
    company.closes("bob")
    told_who(company, "bob goes, too.", "bob도 가요.", alice=[["alice"]])


@check(
    "here",
    "Two pages are one person, who is here until the last of them closes",
    "두 페이지는 한 사람이고, 마지막 페이지를 닫을 때까지 있는 거예요",
)
def counts_people_not_pages(site):
    """A second page comes, the first goes, the second goes."""
    company = Company(site, "alice", "bob")
    company.opens("alice", "alice's second page")
    told_who(
        company,
        "alice opens a second page: only that page needs to hear who is here.",
        "alice가 두 번째 페이지를 열어요. 그 페이지만 들으면 돼요.",
        alice_2=[["alice", "bob"]],
    )
    company.closes("alice")
    told_who(
        company,
        "alice closes one page of two: she is still here.",
        "alice가 두 페이지 가운데 하나를 닫아요. 아직 있어요.",
    )
    company.closes("alice's second page")
    told_who(company, "alice closes her last page.", "alice가 마지막 페이지를 닫아요.", bob=[["bob"]])


# The rest of the stage: what else the socket does


@check(None, "Each event is tied to a function that answers", "이벤트마다 답하는 함수가 이어져 있어요")
def answers_each_event(site):
    """socketio_init."""
    names = handlers(server_of(site))
    missing = sorted({"connect", "disconnect", *EVENTS} - set(names))
    expect(
        not missing,
        f"Nothing answers {', '.join(missing)}: socketio_init must call socketio.on_event(name, function) for each, "
        f"with the name that the page uses.",
        f"{', '.join(missing)}에 답하는 것이 없어요. socketio_init에서 페이지가 쓰는 이름으로 "
        f"socketio.on_event(이름, 함수)를 부르세요.",
        sorted({"connect", "disconnect", *EVENTS}),
        names,
    )
    extra = sorted(set(names) - {"connect", "disconnect", *EVENTS})
    expect(
        not extra,
        f"A function answers {', '.join(extra)}, which the page never sends: is the name misspelt?",
        f"페이지가 보내지 않는 {', '.join(extra)}에 답하는 함수가 있어요. 이름의 철자를 확인하세요.",
        actual=names,
    )


@check(
    None,
    "A message may carry anything: it is refused in words, and nobody hears",
    "메시지에 무엇이 있든 말로 거절하고 아무도 듣지 못해요",
)
def takes_no_nonsense(site):
    """What no page would send."""
    company = Company(site)
    nonsense = {
        "comment_post": [{"comment_id": {"id": 1}}, {"comment_id": 1.5}, {"comment_id": "\ud83c"}],
        "friend_request": [{"nickname": ["alice"]}, {"nickname": {}}, {"nickname": 1}, {"nickname": None}],
        "as_the_notes_did": [{"on": "true"}, {"on": 1}, {"on": 0}, {"on": None}, {"on": [True]}],
    }
    for event in EVENTS:
        for data in ((), (None,), ("alice",), (1,), ([],), ({},), ({}, {}), *((one,) for one in nonsense[event])):
            refused(
                company.pages["bob"],
                event,
                *data,
                en="What is missing or not of the right type, read_field gives as None: return refuse(...) then.",
                ko="없거나 종류가 맞지 않으면 read_field가 None을 줘요. 그때 return refuse(...)예요.",
            )
            company.nobody_hears("The message was refused: send nothing.", "거절한 메시지예요. 아무것도 보내지 마세요.")
    expect(
        [stored_notices(browser) for browser in company.browsers.values()] == [[], [], []],
        "A refused message left a notice.",
        "거절한 메시지가 알림을 남겼어요.",
    )


@check(
    None,
    "A friend request is stored for the person asked, once, before it is pushed",
    "친구 신청은 먼저, 한 번만 저장하고 그다음에 보내요",
)
def stores_friend_requests_first(site):
    """friend_request: store first, push second."""
    company = Company(site)
    kept_at_push = []
    emit = site.socketio.server.emit

    def looking(event, *data, **options):
        if event == "request_notice":
            kept_at_push.append(list(site.function("notices_of", "store")("민수")))
        return emit(event, *data, **options)

    site.socketio.server.emit = looking
    for _ in range(2):
        asked(company, "bob", "민수")
    notices = stored_notices(company.browsers["민수"])
    others = {name: stored_notices(company.browsers[name]) for name in ("alice", "bob")}
    expect(
        others == {"alice": [], "bob": []},
        "The notice is kept for someone who was not asked: it is for the nickname in the message.",
        "신청받지 않은 사람에게 알림이 저장됐어요. 메시지의 nickname에게 저장해야 해요.",
        {"alice": [], "bob": []},
        others,
    )
    expect(
        notices,
        "The request was pushed and not stored: GET /notices of 민수 has nothing. store.add_notice(...) before "
        "send_notice(...).",
        "신청을 보내기만 하고 저장하지 않았어요. 민수의 GET /notices가 비어 있어요. send_notice(...) 전에 "
        "store.add_notice(...)예요.",
        [friend_notice("bob")],
        notices,
    )
    expect(
        len(notices) == 1,
        "bob asked twice, and two notices are kept: add it only if it is not among store.notices_of(nickname).",
        "bob이 두 번 신청했더니 알림이 두 개예요. store.notices_of(nickname)에 없을 때만 저장하세요.",
        [friend_notice("bob")],
        notices,
    )
    expect_fields(notices[0], friend_notice("bob"), NOTICE_FIELDS, "A notice in GET /notices", "GET /notices의 알림")
    expect(
        kept_at_push and friend_notice("bob") in kept_at_push[0],
        "request_notice is pushed before it is stored: who asks GET /notices upon hearing it finds nothing. Store "
        "first, push second.",
        "저장하기 전에 request_notice를 보내요. 듣고 바로 GET /notices를 물으면 아무것도 없어요. 먼저 저장하고, "
        "그다음 보내세요.",
    )


@check(None, "A friend request is in the name of the session", "친구 신청은 세션의 이름으로 가요")
def asks_in_ones_own_name(site):
    """Forged names in friend_request."""
    company = Company(site)
    forged = dict.fromkeys(("session_user", "from", "create_user", "user", "kind", "text"), "민수")
    said(company.pages["bob"], "friend_request", {"nickname": "alice", **forged})
    company.only_hears(["alice"], "request_notice", friend_notice("bob"), "bob")
    expect(
        stored_notices(company.browsers["alice"]) == [friend_notice("bob")],
        'The stored notice believes the message: take session["nickname"].',
        '저장된 알림이 메시지를 믿어요. session["nickname"]을 쓰세요.',
        [friend_notice("bob")],
        stored_notices(company.browsers["alice"]),
    )


@check(
    None,
    "Nobody asks themselves, or someone who is not here, to be friends",
    "자기 자신이나 없는 사람에게는 친구 신청을 못 해요",
)
def asks_only_others(site):
    """Refusals of friend_request."""
    company = Company(site)
    for nickname, why, why_ko in (
        (
            "bob",
            'bob asks himself: refuse if it is session["nickname"].',
            'bob이 자기에게 신청해요. session["nickname"]이면 거절하세요.',
        ),
        (
            "nobody",
            "There is no such person in store.get_friends(): refuse.",
            "store.get_friends()에 없는 사람이에요. 거절하세요.",
        ),
        ("minsu", "minsu is a user id; the nickname is 민수.", "minsu는 아이디예요. nickname은 민수예요."),
    ):
        refused(company.pages["bob"], "friend_request", {"nickname": nickname}, en=why, ko=why_ko)
        company.nobody_hears("The request was refused: send nothing.", "거절한 신청이에요. 아무것도 보내지 마세요.")
    expect(
        stored_notices(company.browsers["bob"]) == [],
        "A refused request left a notice.",
        "거절한 신청이 알림을 남겼어요.",
    )


@check(
    None,
    "The switch turns on and off for everyone, and everyone's page is told",
    "스위치는 모두에게 켜지고 꺼지고, 모두의 페이지가 들어요",
)
def switches_for_everyone(site):
    """as_the_notes_did."""
    company = Company(site)
    for on in (True, False):
        accepted(
            company.pages["alice"],
            "as_the_notes_did",
            {"on": on},
            'as_the_notes_did must take {"on": true} and {"on": false}.',
            'as_the_notes_did는 {"on": true}와 {"on": false}를 받아야 해요.',
        )
        heard = company.heard()
        expected = {name: [["as_the_notes_did", {"on": on}]] for name in heard}
        expect(
            heard == expected,
            f'Everyone\'s page must show the switch as it now is: emit("as_the_notes_did", {{"on": {on}}}, '
            "broadcast=True).",
            f'모두의 페이지에 지금 상태가 보여야 해요: emit("as_the_notes_did", {{"on": {on}}}, broadcast=True).',
            expected,
            heard,
        )
        switch(company.pages["alice"], on)
        company.heard()
        comment = written(company.browsers["bob"], 1, "welcome")
        said(company.pages["bob"], "comment_post", {"comment_id": comment.get("id")})
        heard = company.heard()
        told = [["comment_notice", comment_notice("bob", 1, "welcome")]]
        expected = {"alice": told, "bob": told if on else [], "민수": told if on else []}
        expect(
            heard == expected,
            f"The switch is {'on' if on else 'off'}, and comment_notice does not follow it: send every notice by "
            f"send_notice.",
            f"스위치를 {'켰는데' if on else '껐는데'} comment_notice가 따르지 않아요. 모든 알림은 send_notice로 "
            f"보내세요.",
            expected,
            heard,
        )


@check(None, "By HTTP alone no other page hears anything", "HTTP만으로는 다른 페이지가 아무것도 듣지 못해요")
def http_tells_nobody(site):
    """A post, a like, a comment by POST."""
    company = Company(site)
    bob = company.browsers["bob"]
    expect_status(bob.post("/content_submit", data={"content_txt": "news"}), 302, *MADE)
    expect_status(bob.post("/content_reaction_submit", json={"kind": "like", "post_id": 1}), 200, *LIKED)
    written(bob, 1, "welcome")
    company.nobody_hears(
        "A view pushed it: in this stage only comment_post and friend_request push, so that nothing comes twice.",
        "뷰가 보냈어요. 이 단계에서는 comment_post와 friend_request만 보내서 두 번 오는 것이 없어요.",
    )


@check(
    None,
    "What was missed does not come later: GET /notices has it",
    "놓친 것은 나중에 오지 않고, GET /notices에 있어요",
)
def missed_is_not_sent_again(site):
    """Away, and back."""
    company = Company(site)
    company.closes("alice")
    comments(company, "bob", 1, "welcome")
    asked(company, "민수", "alice")
    company.heard()
    company.opens("alice")
    company.nobody_hears(
        "A missed notice was pushed at connect: the page asks GET /notices then, and would show it twice.",
        "놓친 알림을 연결할 때 보냈어요. 페이지가 그때 GET /notices를 물으니 두 번 보이게 돼요.",
    )
    expected = [comment_notice("bob", 1, "welcome"), friend_notice("민수")]
    expect(
        stored_notices(company.browsers["alice"]) == expected,
        "What alice missed is not in GET /notices, oldest first: store every notice before it is pushed.",
        "alice가 놓친 것이 GET /notices에 오래된 것부터 있지 않아요. 알림은 모두 보내기 전에 저장하세요.",
        expected,
        stored_notices(company.browsers["alice"]),
    )


@check(
    None,
    "GET /notices lists one's own notices, oldest first, as JSON",
    "GET /notices는 내 알림을 오래된 것부터 JSON으로 보여 줘요",
)
def lists_ones_own_notices(site):
    """With notices put into the store."""
    add, make = site.function("add_notice", "store"), site.function("make_notice", "store")
    add("민수", make("comment", "bob", 2, "첫째"))
    add("민수", make("request_friend", "alice"))
    minsu = person(site, "민수")
    expected = [comment_notice("bob", 2, "첫째"), friend_notice("alice")]
    for _ in range(2):
        notices = stored_notices(minsu)
        expect(
            len(notices) == 2,
            "GET /notices does not list all of them each time: it must take none away.",
            "GET /notices가 매번 모두 보여 주지 않아요. 보여 준다고 지우면 안 돼요.",
            expected,
            notices,
        )
        expect(
            [notice.get("kind") for notice in notices] == ["comment", "request_friend"],
            "The notices are not oldest first: the page counts on new ones standing at the end.",
            "알림이 오래된 것부터가 아니에요. 페이지는 새 알림이 끝에 온다고 믿어요.",
            expected,
            notices,
        )
    for found, right in zip(notices, expected, strict=True):
        expect_fields(found, right, NOTICE_FIELDS, "A notice in GET /notices", "GET /notices의 알림")
    answer = minsu.get("/notices")
    answer.expect(
        answer.raw.mimetype == "application/json" and "첫째" in answer.text,
        "GET /notices must be JSON with readable Korean: jsonify(...), and app.json.ensure_ascii = False.",
        "GET /notices는 한글이 읽히는 JSON이어야 해요: jsonify(...), app.json.ensure_ascii = False.",
    )
    expect(
        [stored_notices(person(site, name)) for name in ("alice", "bob")] == [[], []],
        'Someone reads the notices of another: store.notices_of(session["nickname"]).',
        '남의 알림이 보여요: store.notices_of(session["nickname"]).',
    )
    expect_status(minsu.post("/notices"), 405, "GET /notices is for reading only.", "GET /notices는 읽기만 해요.")


@check(None, "A page that closes takes no other page with it", "닫힌 페이지가 다른 페이지까지 데려가지 않아요")
def leaves_the_other_page(site):
    """The room while one of two pages closes."""
    company = Company(site)
    company.opens("alice", "alice's second page")
    company.closes("alice")
    company.heard()
    rooms, _ = company.rooms()
    expect(
        rooms.get("alice") == ["alice's second page"],
        "alice closed one page of two, and her other page is no longer in the room: a closed connection leaves its "
        "rooms by itself, so no close_room and no leave_room in disconnect.",
        "alice가 두 페이지 가운데 하나를 닫았더니 다른 페이지도 방에 없어요. 닫힌 연결은 저절로 방에서 나가니 "
        "disconnect에 close_room이나 leave_room은 필요 없어요.",
        ["alice's second page"],
        rooms.get("alice"),
    )
    asked(company, "bob", "alice")
    company.only_hears(["alice's second page"], "request_notice", friend_notice("bob"), "bob")


@check(None, "An open socket stays who it was at connect", "열린 소켓은 연결할 때의 사람으로 남아요")
def stays_who_it_was(site):
    """Another login in the same browser."""
    company = Company(site)
    with company.browsers["bob"].test_client.session_transaction() as session:
        session.update(PEOPLE["민수"])
    asked(company, "bob", "alice")
    company.only_hears(["alice"], "request_notice", friend_notice("bob"), "bob")


@check(
    None,
    "create_app builds a new app each time, debug only if asked for, each with a socket",
    "create_app은 매번 새 앱을 만들고, 디버그는 원할 때만, 소켓은 모두에게 있어요",
)
def builds_apps(site):
    """The factory."""
    create_app = site.function("create_app")
    try:
        one, other = create_app(), create_app(debug=True)
    except Exception as error:
        words = explain(error)
        raise CheckFailed(
            f"create_app works only once, or not with debug=True: let it build all of the app inside. {words.en}",
            f"create_app이 한 번만 되거나 debug=True로 되지 않아요. 앱 전체를 함수 안에서 만드세요. {words.ko}",
            where=locate(error, site.folder),
        ) from error
    expect(
        one is not other and isinstance(other, Flask),
        "create_app gives the same app twice: build it inside, app = Flask(__name__).",
        "create_app이 같은 앱을 두 번 줘요. 안에서 만드세요: app = Flask(__name__).",
    )
    expect(
        (one.debug, other.debug) == (False, True),
        "debug must be what create_app is given, and False if nothing: def create_app(debug=False), app.debug = debug.",
        "debug는 create_app이 받은 값이고, 없으면 False예요: def create_app(debug=False), app.debug = debug.",
        [False, True],
        [one.debug, other.debug],
    )
    site.app = create_app()
    names = handlers(server_of(site))
    expect(
        {"connect", "disconnect", *EVENTS} <= set(names),
        "An app that is built later has a socket without handlers: call socketio_init(socketio) before "
        "socketio.init_app(app).",
        "나중에 만든 앱의 소켓에는 핸들러가 없어요. socketio.init_app(app) 전에 socketio_init(socketio)를 부르세요.",
        sorted({"connect", "disconnect", *EVENTS}),
        names,
    )
    company = Company(site, "alice", "bob")
    asked(company, "bob", "alice")
    company.only_hears(["alice"], "request_notice", friend_notice("bob"), "bob")


@check(
    None,
    "The socket runs on eventlet, pings every 10 seconds, and takes its own pages only",
    "소켓은 eventlet으로 돌고, 10초마다 ping하고, 자기 페이지만 받아요",
)
def sets_the_socket_up(site):
    """SocketIO(...)."""
    engine = server_of(site).eio
    options = site.socketio.server_options
    expect(
        options.get("async_mode") == "eventlet" and engine.async_mode == "eventlet",
        'SocketIO needs async_mode="eventlet", written out: what is left out is guessed from what happens to be '
        "installed.",
        'SocketIO에 async_mode="eventlet"이라고 적어야 해요. 적지 않으면 설치된 것을 보고 짐작해요.',
        "eventlet",
        options.get("async_mode"),
    )
    expect(
        engine.ping_interval == 10,
        "The server must ping every 10 seconds: SocketIO(..., ping_interval=10), in seconds.",
        "서버가 10초마다 ping해야 해요: SocketIO(..., ping_interval=10), 초 단위예요.",
        10,
        engine.ping_interval,
    )
    expect(
        not engine.cors_allowed_origins,
        "Pages of other sites may open this socket, with the visitor's cookie: leave cors_allowed_origins out.",
        "다른 사이트의 페이지가 방문자의 쿠키로 이 소켓을 열 수 있어요. cors_allowed_origins를 빼세요.",
        None,
        engine.cors_allowed_origins,
    )
    expect(
        set(engine.transports) == {"polling", "websocket"} and engine.allow_upgrades,
        "The connection must begin by polling and be upgraded to a WebSocket: leave transports and allow_upgrades "
        "as they are.",
        "연결은 polling으로 시작해 WebSocket으로 업그레이드해야 해요. transports와 allow_upgrades를 그대로 두세요.",
        ["polling", "websocket"],
        [engine.transports, engine.allow_upgrades],
    )
    expect(
        site.socketio.manage_session,
        "The session at connect must be the socket's own copy: leave manage_session as it is.",
        "연결할 때의 세션은 소켓의 사본이어야 해요. manage_session을 그대로 두세요.",
    )


@check(
    None,
    "python app.py serves a new app with socketio.run, on PORT",
    "python app.py는 socketio.run으로 PORT에서 새 앱을 띄워요",
)
def serves_with_socketio(site):
    """The last lines of app.py."""
    for port in ("5017", None):
        runs = run_as_program(site, port)
        expect(
            runs,
            'python app.py starts no server: if __name__ == "__main__": socketio.run(create_app(), port=port).',
            'python app.py가 서버를 시작하지 않아요: if __name__ == "__main__": socketio.run(create_app(), port=port).',
        )
        kind, app, options = runs[0]
        expect(
            kind == "socketio.run",
            "app.run serves pages, but no WebSocket: socketio.run(create_app(), port=port) serves both.",
            "app.run은 페이지만 띄우고 WebSocket은 못 해요. socketio.run(create_app(), port=port)은 둘 다 해요.",
            "socketio.run",
            kind,
        )
        expect(
            isinstance(app, Flask) and not app.debug and not options.get("debug"),
            "socketio.run must get a new app without debug: socketio.run(create_app(), ...). Debug lets whoever "
            "sees an error page run code.",
            "socketio.run에는 디버그가 꺼진 새 앱을 주세요: socketio.run(create_app(), ...). 디버그는 오류 페이지를 "
            "본 사람이 코드를 실행하게 해요.",
        )
        expected = int(port or 5000)
        expect(
            options.get("port") == expected,
            f'PORT is {port}, so the port is {expected}, a number: int(os.environ.get("PORT", "5000")).',
            f'PORT가 {port}이니 포트는 숫자 {expected}이에요: int(os.environ.get("PORT", "5000")).',
            expected,
            options.get("port"),
        )
        expect(
            options.get("host") in (None, "127.0.0.1", "localhost"),
            f"host={options.get('host')} lets the whole network in: leave it out, and only this machine can connect.",
            f"host={options.get('host')}이면 네트워크 전체에 열려요. 빼면 이 컴퓨터에서만 연결돼요.",
        )


def run_as_program(site, port):
    """Run app.py as `python app.py` does, and return what it would have served: how, which app, with which options."""
    runs = []
    real = Flask.run, SocketIO.run
    Flask.run = lambda app, host=None, port=None, **options: runs.append(
        ("app.run", app, {"host": host, "port": port, **options})
    )
    SocketIO.run = lambda socketio, app, host=None, port=None, **options: runs.append(
        ("socketio.run", app, {"host": host, "port": port, **options})
    )
    before = os.environ.pop("PORT", None)
    try:
        if port:
            os.environ["PORT"] = port
        runpy.run_path(str(site.folder / "app.py"), run_name="__main__")
    finally:
        Flask.run, SocketIO.run = real
        os.environ.pop("PORT", None)
        if before is not None:
            os.environ["PORT"] = before
    return runs


# The rest of the stage: what stays of 03


@check(None, "The right password opens the first page", "맞는 비밀번호로 첫 페이지가 열려요")
def logs_in(site):
    """POST /login."""
    for user_id, nickname in (("alice", "alice"), ("bob", "bob"), ("minsu", "민수")):
        for how in ("data", "json"):
            visitor = site.client(user_id)
            answer = visitor.post("/login", **{how: {"user_id": user_id, "password": "flask"}})
            answer.expect(
                answer.status != 401,
                f"The right password of {user_id} is refused: store.check_login(user_id, password) must give the "
                f"person.",
                f"{user_id}의 맞는 비밀번호가 거절돼요. store.check_login(user_id, password)는 그 사람을 돌려줘야 "
                f"해요.",
                302,
                401,
            )
            answer.expect_status(
                302,
                'After the right password the browser is sent on: return redirect(url_for("main.index")).',
                '비밀번호가 맞으면 브라우저를 보내요: return redirect(url_for("main.index")).',
            )
            answer.expect(
                answer.headers.get("Location") != "/login",
                "POST /login is sent to /login again: require_login stops it, so the password is never looked at.",
                "POST /login이 다시 /login으로 가요. require_login이 막아서 비밀번호를 보지도 않아요.",
            )
            answer.expect(
                answer.headers.get("Location") == "/",
                'After the login the browser must go to the first page: redirect(url_for("main.index")).',
                '로그인하면 첫 페이지로 가야 해요: redirect(url_for("main.index")).',
                "/",
                answer.headers.get("Location"),
            )
            with visitor.test_client.session_transaction() as session:
                found = dict(session)
            for name, right in PEOPLE[nickname].items():
                expect(
                    found.get(name) == right,
                    f"After the login session[{name!r}] is {found.get(name)!r}, and {right!r} is right: take "
                    f"user[{name!r}].",
                    f"로그인한 뒤 session[{name!r}]이(가) {found.get(name)!r}인데 {right!r}이(가) 맞아요. "
                    f"user[{name!r}]을(를) 쓰세요.",
                    PEOPLE[nickname],
                    found,
                )
            more = sorted(set(found) - set(PEOPLE[nickname]))
            expect(
                not more,
                f"The session holds {', '.join(more)}, too: everyone can read the cookie, and it ends with the "
                f"browser. nickname, name and profile_img are all it needs.",
                f"세션에 {', '.join(more)}도 있어요. 쿠키는 누구나 읽을 수 있고 브라우저와 함께 끝나요. nickname, "
                f"name, profile_img면 돼요.",
                PEOPLE[nickname],
                found,
            )
            page = visitor.get("/").expect_status(200, "The first page must open.", "첫 페이지가 열려야 해요.")
            page.expect(
                f"Hello, {nickname}!" in page.text,
                "The page does not greet by session['nickname'].",
                "페이지가 session['nickname']으로 인사하지 않아요.",
            )


@check(
    None,
    "GET /login shows the form to everyone, and a socket to nobody",
    "GET /login은 누구에게나 폼을 보여 주고, 소켓은 열지 않아요",
)
def shows_the_login(site):
    """The login page."""
    stranger = site.client()
    page = stranger.get("/login").expect_status(
        200,
        "The login page must be open to strangers: require_login lets /login pass.",
        "로그인 페이지는 누구에게나 열려야 해요. require_login이 /login을 통과시켜요.",
    )
    for part in ('method="post"', 'action="/login"', 'name="user_id"', 'name="password"', 'type="password"'):
        page.expect(part in page.text, f"The login form lacks {part}.", f"로그인 폼에 {part}이(가) 없어요.")
    page.expect(
        "live.js" not in page.text and 'id="frames"' not in page.text and "Hello," not in page.text,
        "The login page has what belongs to people who are in: {% if session['nickname'] %} around it.",
        "로그인 페이지에 로그인한 사람의 것이 있어요. {% if session['nickname'] %}로 감싸세요.",
    )
    for path in ("style.css", "live.js", "posts.js"):
        stranger.get(f"/static/{path}", buffered=True).expect_status(
            200,
            'Static files are open to everyone: require_login lets request.endpoint == "static" pass.',
            '정적 파일은 모두에게 열려요. require_login이 request.endpoint == "static"을 통과시켜요.',
        )
    stranger.put("/login").expect_status(
        405,
        "Another method on /login is 405, not a redirect to itself.",
        "/login에 다른 메서드는 405예요. 자기에게 보내면 안 돼요.",
    )


@check(
    None,
    "A wrong password is 401 with the form again, and opens nothing",
    "틀린 비밀번호는 401과 폼이고, 아무것도 열리지 않아요",
)
def refuses_wrong_passwords(site):
    """POST /login with what is wrong."""
    for user_id, password in (
        ("alice", "flash"),
        ("alice", ""),
        ("nobody", "flask"),
        ("민수", "flask"),
        ("Alice", "flask"),
    ):
        visitor = site.client()
        answer = visitor.post("/login", data={"user_id": user_id, "password": password}).expect_status(
            401,
            f"{user_id!r} with {password!r} is no login: render the form with wrong=True, 401.",
            f"{user_id!r}와 {password!r}은(는) 로그인이 아니에요. wrong=True로 폼을 보여 주고 401이에요.",
        )
        answer.expect(
            "User id or password is wrong" in answer.text and f'value="{user_id}"' in answer.text,
            "The form must come again, with the user id and the same words whichever of the two was wrong.",
            "아이디가 적힌 폼이 다시 나오고, 어느 쪽이 틀렸든 같은 말이어야 해요.",
        )
        answer.expect(
            "Set-Cookie" not in answer.headers,
            "The wrong password left something in the session: write into it only after check_login.",
            "틀린 비밀번호인데 세션에 무언가 남았어요. check_login 다음에만 쓰세요.",
        )
        visitor.get("/").expect_status(302, "A wrong password opened the page.", "틀린 비밀번호로 페이지가 열렸어요.")
    half = r'{"user_id": "alice", "password": "\ud83c"}'
    for sent, status in (
        ({"json": {"user_id": ["alice"], "password": {}}}, 401),
        ({"json": ["alice"]}, 400),
        ({"data": "alice", "content_type": "text/plain"}, 415),
        ({"data": half, "content_type": "application/json"}, 401),
    ):
        site.client().post("/login", **sent).expect_status(
            status,
            "What is no login must be refused, not fail: read_sent(), str(...), whole(...).",
            "로그인이 아닌 것은 오류 없이 거절하세요: read_sent(), str(...), whole(...).",
        )


@check(None, "A new login takes the place of the old one, whole", "새 로그인은 예전 로그인을 완전히 대신해요")
def replaces_a_login(site):
    """session.clear() before the new one."""
    visitor = person(site, "alice")
    with visitor.test_client.session_transaction() as session:
        session["cart"] = ["alice's"]
    visitor.post("/login", data={"user_id": "bob", "password": "flask"}).expect_status(
        302,
        "Who is logged in may log in as someone else: the right password starts a new session.",
        "로그인한 사람도 다른 사람으로 로그인할 수 있어요. 맞는 비밀번호면 새 세션이 시작돼요.",
    )
    with visitor.test_client.session_transaction() as session:
        found = dict(session)
    expect(
        "cart" not in found and found.get("nickname") == "bob",
        "Something of the one before is left in the session: session.clear() first.",
        "앞사람의 것이 세션에 남았어요. 먼저 session.clear()를 부르세요.",
        PEOPLE["bob"],
        found,
    )


@check(
    None,
    "POST /logout empties the session; GET /logout is 405 and says why",
    "POST /logout은 세션을 비우고, GET /logout은 405와 이유예요",
)
def logs_out(site):
    """Logging out."""
    alice = person(site, "alice")
    for visitor in (alice, site.client()):
        answer = visitor.get("/logout").expect_status(
            405,
            'A link must not log anyone out: methods=["POST"].',
            '링크가 로그아웃시키면 안 돼요: methods=["POST"].',
        )
        answer.expect(
            "POST" in answer.headers.get("Allow", ""),
            "The 405 lost its header Allow, which says what is allowed: change error.get_response(), make no new "
            "answer.",
            "405에서 되는 메서드를 알려 주는 헤더 Allow가 사라졌어요. 새 응답을 만들지 말고 error.get_response()를 "
            "고치세요.",
        )
        answer.expect(
            "Log out by the button" in answer.text,
            "The 405 of /logout must say why: refuse looks into MESSAGES for (error.code, request.path) first, and "
            "@main.app_errorhandler lets it answer for the whole app.",
            "/logout의 405는 이유를 말해야 해요. refuse는 먼저 MESSAGES에서 (error.code, request.path)를 찾고, "
            "@main.app_errorhandler여야 앱 전체에 답해요.",
        )
    expect_status(alice.get("/"), 200, "GET /logout logged alice out.", "GET /logout이 로그아웃시켰어요.")
    answer = alice.post("/logout").expect_status(
        302, "Log out, then redirect to the login.", "로그아웃하고 로그인으로 보내세요."
    )
    answer.expect(
        answer.headers.get("Location") == "/login",
        'Logged out, the browser must go to /login: redirect(url_for("main.login")).',
        '로그아웃하면 /login으로 가야 해요: redirect(url_for("main.login")).',
        "/login",
        answer.headers.get("Location"),
    )
    with alice.test_client.session_transaction() as session:
        found = dict(session)
    expect(
        not found,
        "Something is left in the session: session.clear().",
        "세션에 남은 것이 있어요: session.clear().",
        {},
        found,
    )
    site.client().post("/logout").expect_status(302, "A stranger may log out, too.", "로그인하지 않은 사람도 괜찮아요.")


@check(
    None,
    "Without a login a page is 302 to /login, a script gets 401",
    "로그인하지 않으면 페이지는 /login으로 302, 스크립트는 401이에요",
)
def sends_strangers_to_the_login(site):
    """require_login."""
    paths = ("/", "/user/alice", "/whoami", "/notices", "/content_submit/1", "/nowhere", "/login-page", "/logout/now")
    asked_for = [("GET", path) for path in paths] + [
        ("POST", "/content_submit"),
        ("PUT", "/content_submit/1"),
        ("PATCH", "/content_submit/1"),
        ("DELETE", "/content_submit/1"),
        ("POST", "/content_reaction_submit"),
    ]
    stranger = site.client()
    before = [*site.function("get_posts", "store")()]
    for method, path in asked_for:
        page = stranger.send(method, path, headers=HTML, data={"content_txt": "hi"} if method != "GET" else None)
        page.expect(
            page.status == 302 and page.headers.get("Location") == "/login",
            f'A stranger\'s {method} {path} must be sent to the login: redirect(url_for("main.login")) in '
            "require_login, which stands under @main.before_app_request.",
            f"로그인하지 않은 {method} {path}은(는) 로그인으로 보내야 해요. @main.before_app_request 아래의 "
            f'require_login에서 redirect(url_for("main.login")).',
            "302 /login",
            f"{page.status} {page.headers.get('Location', '')}",
        )
        answer = stranger.send(method, path, headers=JSON)
        answer.expect_status(
            401,
            "A script cannot use a login page: if wants_json(): abort(401).",
            "스크립트는 로그인 페이지를 쓸 수 없어요: wants_json()이면 abort(401).",
        )
        answer.expect(
            answer.json.get("result") == "error" and "Log in" in str(answer.json.get("message")),
            "The 401 must say in JSON to log in.",
            "401은 로그인하라고 JSON으로 말해야 해요.",
        )
    expect(
        [*site.function("get_posts", "store")()] == before,
        "A stranger changed the posts.",
        "로그인하지 않은 사람이 글을 바꿨어요.",
    )


@check(
    None,
    "The cookie is session_04, HttpOnly, SameSite=Lax, for this browser session",
    "쿠키는 session_04이고 HttpOnly, SameSite=Lax예요",
)
def flags_the_cookie(site):
    """Set-Cookie after the login."""
    answer = site.client().post("/login", data={"user_id": "alice", "password": "flask"})
    cookie = answer.headers.get("Set-Cookie", "")
    answer.expect(
        cookie, "The login sets no cookie: write into the session.", "로그인이 쿠키를 주지 않아요. 세션에 쓰세요."
    )
    name, *flags = [cookie.split("=")[0], *cookie.split("; ")[1:]]
    answer.expect(
        name == "session_04",
        "Cookies ignore ports: with the name of another stage the two log each other out. SESSION_COOKIE_NAME is "
        "session_04.",
        "쿠키는 포트를 가리지 않아요. 이름이 같은 스테이지끼리 서로 로그아웃시켜요. SESSION_COOKIE_NAME은 "
        "session_04예요.",
        "session_04",
        name,
    )
    answer.expect(
        "HttpOnly" in flags,
        "The cookie has no HttpOnly flag: a script of the page can read it. Leave SESSION_COOKIE_HTTPONLY as it is.",
        "쿠키에 HttpOnly가 없어서 페이지의 스크립트가 읽을 수 있어요. SESSION_COOKIE_HTTPONLY를 그대로 두세요.",
        actual=flags,
    )
    answer.expect(
        "SameSite=Lax" in flags,
        "The cookie has no SameSite=Lax: a form on another site is sent with it. "
        'app.config["SESSION_COOKIE_SAMESITE"] = "Lax".',
        '쿠키에 SameSite=Lax가 없어서 다른 사이트의 폼에 실려요. app.config["SESSION_COOKIE_SAMESITE"] = "Lax".',
        actual=flags,
    )
    answer.expect(
        set(flags) == {"HttpOnly", "SameSite=Lax", "Path=/"},
        "The cookie has other flags than HttpOnly, SameSite=Lax and Path=/: Secure needs https, a lifetime outlasts "
        "the browser.",
        "쿠키에 HttpOnly, SameSite=Lax, Path=/ 말고 다른 것이 있어요. Secure는 https가 필요하고, 수명을 주면 "
        "브라우저를 닫아도 남아요.",
        ["HttpOnly", "Path=/", "SameSite=Lax"],
        sorted(flags),
    )


@check(
    None,
    "The key comes from SECRET_KEY, else is made anew at each start",
    "키는 SECRET_KEY에서 오고, 없으면 시작할 때마다 새로 만들어요",
)
def keeps_the_key_secret(site):
    """app.secret_key."""
    os.environ["SECRET_KEY"] = "one for the test"
    try:
        named = start_again(site)
    finally:
        del os.environ["SECRET_KEY"]
    expect(
        named.secret_key == "one for the test",
        'SECRET_KEY of the environment is not used, so a restart logs everyone out: os.environ.get("SECRET_KEY").',
        '환경 변수 SECRET_KEY를 쓰지 않아서 다시 시작하면 모두 로그아웃돼요: os.environ.get("SECRET_KEY").',
    )
    keys = [start_again(site).secret_key for _ in range(2)]
    expect(
        all(keys) and keys[0] != keys[1],
        "Without SECRET_KEY two starts have the same key: it stands in the source, where anyone who reads it can "
        "sign a session. Take secrets.token_hex().",
        "SECRET_KEY 없이 두 번 시작했는데 키가 같아요. 키가 소스에 있어서, 읽은 사람은 누구나 세션에 서명할 수 "
        "있어요. secrets.token_hex()를 쓰세요.",
    )
    expect(
        all(len(key) >= 32 for key in keys),
        "The key is short enough to be guessed: secrets.token_hex() makes 64 characters.",
        "키가 짧아서 알아맞힐 수 있어요. secrets.token_hex()는 64글자를 만들어요.",
        actual=[len(key) for key in keys],
    )


def start_again(site):
    """Return an app of app.py started anew."""
    return runpy.run_path(str(site.folder / "app.py"), run_name="app_again")["create_app"]()


@check(
    None,
    "/whoami takes the cookie apart and shows the session and the flags",
    "/whoami는 쿠키를 나누어 보여 주고 세션과 속성을 보여 줘요",
)
def shows_the_cookie(site):
    """GET /whoami."""
    visitor = site.client("민수")
    visitor.post("/login", data={"user_id": "minsu", "password": "flask"})
    answer = expect_status(visitor.get("/whoami"), 200, *SHOWN)
    page = unescape(answer.text)
    cookie = visitor.cookie(site.app.config["SESSION_COOKIE_NAME"]) or ""
    parts = cookie.rsplit(".", 2)
    answer.expect(
        all(f">{part}</span>" in page for part in parts),
        'The three parts of the cookie are not all there: cookie.rsplit(".", 2).',
        '쿠키의 세 부분이 다 있지 않아요: cookie.rsplit(".", 2).',
        expected=parts,
    )
    made_at = datetime.fromtimestamp(int.from_bytes(unpack(parts[1])), UTC)
    answer.expect(
        f"{made_at:%Y-%m-%d %H:%M:%S}" in page,
        "The time of signing is not that of the cookie's second part.",
        "서명한 시각이 쿠키 두 번째 부분의 시각이 아니에요.",
        expected=str(made_at),
    )
    answer.expect(
        page.count("'name': '박민수'") == 2,
        "The session must be there twice: read from the cookie without the key, and as the server reads it.",
        "세션이 두 번 있어야 해요. 키 없이 쿠키에서 읽은 것과 서버가 읽은 것이에요.",
    )
    for flag in ("HttpOnly: True", "SameSite: Lax", "Secure: False"):
        answer.expect(flag in page, f"The page does not say {flag}.", f"페이지에 {flag}가 없어요.")


def unpack(part):
    """Return the bytes of a part of a cookie."""
    data = urlsafe_b64decode(part.lstrip(".") + "=" * (-len(part.lstrip(".")) % 4))
    return zlib.decompress(data) if part.startswith(".") else data


@check(
    None,
    "The first page shows everyone and every post, newest first",
    "첫 페이지는 모든 사람과 모든 글을 새 글부터 보여 줘요",
)
def shows_the_first_page(site):
    """GET /."""
    alice = person(site, "alice")
    expect_status(alice.post("/content_submit", data={"content_txt": "the newest"}), 302, *MADE)
    answer = expect_status(alice.get("/"), 200, *SHOWN)
    posts = posts_on(answer)
    answer.expect(
        list(posts) == [3, 2, 1],
        "The page must show all posts, newest first: post_dic.values() | reverse.",
        "모든 글이 새 글부터 보여야 해요: post_dic.values() | reverse.",
        [3, 2, 1],
        list(posts),
    )
    shown = unescape(posts[2])
    for part in (
        "안녕, Flask!",
        f'href="/user/{MINSU}"',
        "minsu.svg",
        'class="like_count">1<',
        'class="like"',
        "<output",
    ):
        answer.expect(part in shown, f"Post 2 must show {part}.", f"2번 글에 {part}이(가) 있어야 해요.")
    for part in ('<form class="comment', 'name="text"', '<ul class="comments"'):
        answer.expect(
            re.search(rf"{part}[ \">]", posts[2] + " "),
            f"A post needs a place for comments, and {part} is missing in _post.html: live.js looks for it.",
            f"글에는 댓글 자리가 있어야 하는데 _post.html에 {part}이(가) 없어요. live.js가 찾는 것이에요.",
        )
    answer.expect(
        'href="/content_submit/1"' in posts[1] and 'href="/content_submit/2"' not in posts[2],
        "\"Change\" stands on one's own posts only: {% if post.nickname == session['nickname'] %}.",
        "\"고치기\"는 내 글에만 있어요: {% if post.nickname == session['nickname'] %}.",
    )
    people = answer.text.split("data-post-id")[0]
    for nickname, url in (("alice", "alice"), ("bob", "bob"), ("민수", MINSU)):
        answer.expect(
            f'href="/user/{url}"' in people,
            f"{nickname} is not among the people.",
            f"사람들 가운데 {nickname}이(가) 없어요.",
        )
    found = sorted(re.findall(r'<button[^>]*class="ask"[^>]*data-nickname="([^"]*)"', people))
    answer.expect(
        found == ["bob", "민수"],
        "Everyone but oneself has a button.ask with data-nickname, which live.js sends in friend_request.",
        "나를 뺀 모두에게 data-nickname이 있는 button.ask가 있어야 해요. live.js가 friend_request로 보내요.",
        ["bob", "민수"],
        found,
    )
    answer.expect(
        'action="/content_submit"' in answer.text and 'name="content_txt"' in answer.text,
        "The form for a post is missing.",
        "글쓰기 폼이 없어요.",
    )


@check(
    None,
    "The page has its live parts: notices, the hidden dot, who is here, frames, the unsafe switch",
    "페이지에 알림, 숨은 점, 지금 있는 사람, 프레임, 위험한 스위치가 있어요",
)
def has_its_live_parts(site):
    """What live.js looks for."""
    answer = expect_status(person(site, "alice").get("/"), 200, *SHOWN)
    page = answer.text
    for name in (
        "notices",
        "notice_dot",
        "here",
        "no_script",
        "frames",
        "leave",
        "join",
        "old_version",
        "as_the_notes_did",
    ):
        answer.expect(
            page.count(f'id="{name}"') == 1,
            f'live.js looks for id="{name}", and the page has it {page.count(f"id={chr(34)}{name}{chr(34)}")} times.',
            f'live.js가 id="{name}"을(를) 찾는데 페이지에 {page.count(f"id={chr(34)}{name}{chr(34)}")}번 있어요.',
        )
    dot = re.search(r'<p id="notice_dot"[^>]*>', page)
    answer.expect(
        dot and "hidden" in dot.group() and 'role="status"' in dot.group(),
        'The dot must be hidden until something new comes, and be a role="status", which is read aloud then.',
        '점은 새 소식이 올 때까지 hidden이고, 그때 읽히도록 role="status"여야 해요.',
    )
    switch = re.search(r'<input[^>]*id="as_the_notes_did"[^>]*>\s*(\w+)', page)
    answer.expect(
        switch and 'type="checkbox"' in switch.group() and "checked" not in switch.group().replace("checkbox", ""),
        "The broadcast switch must be a checkbox that is off at first.",
        "전체 전송 스위치는 처음에 꺼져 있는 체크박스여야 해요.",
    )
    answer.expect(
        switch.group(1) == "Unsafe", "The switch must be named unsafe.", "스위치에 위험하다고 적혀 있어야 해요."
    )
    answer.expect(
        'action="/logout" method="post"' in page,
        'The button to log out must be a form with method="post".',
        '로그아웃 버튼은 method="post"인 폼이어야 해요.',
    )


@check(
    None,
    "The page loads socket.io and then live.js: from here, else from the CDN with its hash",
    "페이지는 socket.io 다음에 live.js를 불러요. 여기에 없으면 해시가 적힌 CDN에서요",
)
def loads_the_scripts(site):
    """base.html and find_script."""
    alice = person(site, "alice")
    with tempfile.TemporaryDirectory() as folder:
        site.app.static_folder = folder
        away = expect_status(alice.get("/"), 200, *SHOWN)
        (Path(folder) / "socket.io.min.js").touch()
        here = expect_status(alice.get("/"), 200, *SHOWN)
    here.expect(
        '/static/socket.io.min.js"' in here.text and "cdn.socket.io" not in here.text,
        "static/socket.io.min.js is there, and the page does not take it: find_script gives script_is_here.",
        "static/socket.io.min.js가 있는데 페이지가 쓰지 않아요. find_script가 script_is_here를 알려 줘요.",
    )
    away.expect(
        re.search(r'src="https://cdn\.socket\.io/4\.[\d.]+/socket\.io\.min\.js"', away.text),
        "Without the file the page must take version 4 from the CDN: a 1.x or 2.x client speaks another protocol "
        "and is refused.",
        "파일이 없으면 CDN에서 4 버전을 불러와야 해요. 1.x나 2.x 클라이언트는 프로토콜이 달라 거절당해요.",
    )
    away.expect(
        re.search(r'integrity="sha384-[\w+/=]{64}" crossorigin', away.text),
        "The script of the CDN has no integrity: the browser cannot see that it was exchanged.",
        "CDN의 스크립트에 integrity가 없어서 바뀌어도 브라우저가 알 수 없어요.",
    )
    for answer in (here, away):
        scripts = re.findall(r"<script\b[^>]*>", answer.text)
        names = [next((name for name in ("posts.js", "socket.io", "live.js") if name in tag), tag) for tag in scripts]
        answer.expect(
            names == ["posts.js", "socket.io", "live.js"] and all("defer" in tag for tag in scripts),
            "The scripts must be posts.js, socket.io, live.js in this order, each with defer: live.js uses both "
            "others and the page.",
            "스크립트는 posts.js, socket.io, live.js 순서이고 모두 defer여야 해요. live.js가 앞의 둘과 페이지를 써요.",
            ["posts.js", "socket.io", "live.js"],
            scripts,
        )


@check(
    None,
    "live.js and events.py use the same names, and the script tells only what it must",
    "live.js와 events.py는 같은 이름을 쓰고, 스크립트는 필요한 것만 말해요",
)
def both_sides_use_the_same_names(site):
    """live.js, read as text."""
    script = re.sub(r"(?m)(?<![:\"'`])//.*$", "", site.source("static/live.js"))
    emitted = re.findall(r"\.emit\(\s*[\"'`](\w+)", script)
    heard = re.findall(r"socket\.on\(\s*[\"'`](\w+)", script)
    for event in EVENTS:
        expect(
            event in emitted,
            f"live.js never emits {event}, which events.py waits for: is the name misspelt?",
            f"events.py가 기다리는 {event}을(를) live.js가 emit하지 않아요. 철자를 확인하세요.",
            list(EVENTS),
            emitted,
        )
    for event in ("connect", "connect_error", "comment_notice", "request_notice", "here", "as_the_notes_did"):
        expect(
            event in heard,
            f"live.js does not listen for {event}: socket.on({event!r}, ...).",
            f"live.js가 {event}을(를) 듣지 않아요: socket.on({event!r}, ...).",
            event,
            heard,
        )
    expect(
        set(emitted) <= set(EVENTS),
        "live.js emits an event that no function answers.",
        "live.js가 답하는 함수가 없는 이벤트를 emit해요.",
        list(EVENTS),
        emitted,
    )
    told = re.search(r"emit\(\s*[\"'`]comment_post[\"'`],\s*\{([^}]*)\}", script)
    expect(
        told and [part.split(":")[0].strip() for part in told.group(1).strip(" ,").split(",")] == ["comment_id"],
        "live.js must send comment_post with comment_id alone: what else it says, nobody may believe.",
        "live.js는 comment_post에 comment_id만 담아야 해요. 다른 말은 아무도 믿으면 안 돼요.",
        "{ comment_id: answer.comment.id }",
        told.group(0) if told else None,
    )
    for event in ("comment_notice", "request_notice"):
        expect(
            re.search(rf"socket\.on\(\s*[\"'`]{event}[\"'`],\s*take_notice\s*\)", script),
            f"live.js must call take_notice for {event}: the page shows what GET /notices keeps for it, not what "
            f"was pushed, which may be another person's.",
            f"live.js는 {event}에 take_notice를 불러야 해요. 페이지는 보내온 것이 아니라 GET /notices에 저장된 것을 "
            f"보여 줘요. 보내온 것은 남의 것일 수도 있어요.",
        )
    posted = re.search(r"kind:\s*[\"'`]append_comment[\"'`]", script)
    expect(
        posted,
        'live.js does not send the kind "append_comment", which content_reaction_submit looks for.',
        'live.js가 content_reaction_submit이 찾는 kind "append_comment"를 보내지 않아요.',
    )
    expect(
        posted.start() < script.find("comment_post"),
        "live.js must POST the comment first and emit comment_post afterwards: stored first, pushed second.",
        "live.js는 먼저 댓글을 POST하고 그다음 comment_post를 emit해야 해요. 먼저 저장하고, 그다음 보내요.",
    )
    expect(
        re.search(r"fetch\(\s*[\"'`]/notices[\"'`]", script),
        "live.js does not ask GET /notices: what was missed while away would never be shown.",
        "live.js가 GET /notices를 묻지 않아요. 자리에 없는 동안 놓친 것이 보이지 않게 돼요.",
    )


@check(
    None,
    "The scripts show what others wrote as text, and find what the page has",
    "스크립트는 남이 쓴 것을 글로 보여 주고, 페이지에 있는 것을 찾아요",
)
def scripts_fit_the_page(site):
    """live.js and posts.js, read as text."""
    for file, part, what, what_ko in (
        ("static/posts.js", r'kind:\s*"like"', '{ kind: "like" }', "좋아요를 보낼 때"),
        ("static/posts.js", r'"/content_reaction_submit"', "/content_reaction_submit", "좋아요를 보낼 때"),
        ("static/posts.js", r"dataset\.postId", "dataset.postId, which is data-post-id", "글을 찾을 때"),
        ("static/posts.js", r'"DELETE",\s*`/content_submit/', "DELETE /content_submit/", "글을 지울 때"),
        ("static/live.js", r"dataset\.postId", "dataset.postId, which is data-post-id", "글을 찾을 때"),
        (
            "static/live.js",
            r'"friend_request",\s*\{\s*nickname:',
            "friend_request with { nickname: ... }",
            "친구를 신청할 때",
        ),
        ("static/live.js", r"dataset\.nickname", "dataset.nickname, which is data-nickname", "친구를 신청할 때"),
        ("static/live.js", r"\btext:", 'text, the field that read_text(sent, "text") reads', "댓글을 보낼 때"),
    ):
        expect(
            re.search(part, site.source(file)),
            f"{file} does not use {what}: server and page need the same names.",
            f"{file}이(가) {what_ko} {what}을(를) 쓰지 않아요. 서버와 페이지의 이름이 같아야 해요.",
            part,
        )
    page = expect_status(person(site, "alice").get("/"), 200, *SHOWN).text
    whoami = person(site, "alice").get("/whoami").text
    for file in ("static/live.js", "static/posts.js"):
        script = site.source(file)
        unsafe = re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment", script)
        expect(
            not unsafe,
            f"{file} uses {unsafe and unsafe.group()}: a comment of <script> or <img onerror> would run. Use "
            f"textContent.",
            f"{file}이(가) {unsafe and unsafe.group()}을(를) 써요. <script>나 <img onerror>라는 댓글이 실행돼요. "
            f"textContent를 쓰세요.",
        )
        for name in re.findall(r"getElementById\(\s*[\"'`](\w+)", script):
            expect(
                f'id="{name}"' in page + whoami,
                f'{file} looks for id="{name}", which no page has.',
                f'{file}이(가) 어느 페이지에도 없는 id="{name}"을(를) 찾아요.',
            )


@check(
    None,
    "/user/<user> shows one person and their posts; unknown is a 404 page",
    "/user/<user>는 한 사람과 그의 글을 보여 주고, 없는 사람은 404예요",
)
def shows_a_person(site):
    """GET /user/<user>."""
    bob = person(site, "bob")
    answer = expect_status(bob.get("/user/민수"), 200, "민수 has a page.", "민수의 페이지가 있어야 해요.")
    answer.expect(
        list(posts_on(answer)) == [2],
        "The page must show the posts of this person only: store.posts_of(user).",
        "이 사람의 글만 보여야 해요: store.posts_of(user).",
        [2],
        list(posts_on(answer)),
    )
    for part in ("민수", "박민수", "minsu.svg"):
        answer.expect(
            part in shown(answer).partition("</nav>")[2],
            f"The page of 민수 lacks {part}: user, friend.name and friend.profile_img stand in user.html.",
            f"민수의 페이지에 {part}이(가) 없어요. user.html에 user, friend.name, friend.profile_img가 있어야 해요.",
        )
    empty = expect_status(bob.get("/user/bob"), 200, "bob has a page, too.", "bob의 페이지도 있어야 해요.")
    empty.expect(
        "data-post-id" not in empty.text, "bob has no posts, and his page shows some.", "bob은 글이 없는데 보여요."
    )
    for user in ("nobody", "minsu", "%ff"):
        answer = expect_status(
            bob.get(f"/user/{user}"), 404, "No such nickname: abort(404).", "그런 nickname이 없어요: abort(404)."
        )
        answer.expect(
            "Nothing is here" in answer.text, "The 404 must say so on a page.", "404라고 페이지가 말해야 해요."
        )


@check(
    None,
    "A post is written as the person of the session, then one's page is shown",
    "글은 세션의 사람이 쓴 것이고, 그다음 내 페이지가 보여요",
)
def writes_posts(site):
    """POST /content_submit."""
    minsu = person(site, "민수")
    forged = {"nickname": "alice", "session_user": "alice"}
    answer = expect_status(
        minsu.post("/content_submit", data={"content_txt": " 새 글 ", **forged}),
        302,
        'After a form the browser is sent on: redirect(url_for("main.user", user=session["nickname"])).',
        '폼 다음에는 브라우저를 보내요: redirect(url_for("main.user", user=session["nickname"])).',
    )
    answer.expect(
        answer.headers.get("Location") == f"/user/{MINSU}",
        "The redirect must lead to the writer's own page, the name by url_for, which encodes Korean.",
        "쓴 사람의 페이지로 가야 하고, 한글 이름은 url_for가 인코딩해요.",
        f"/user/{MINSU}",
        answer.headers.get("Location"),
    )
    answer = expect_status(
        minsu.post("/content_submit", json={"content_txt": "by script", **forged}),
        201,
        "A script that makes a post gets 201 and the post.",
        "스크립트가 글을 만들면 201과 글이에요.",
    )
    made = {"id": 4, "nickname": "민수", "content_txt": "by script", "edited": False, "likes": [], "comments": []}
    answer.expect(
        answer.json == {"result": "success", "post": made},
        "The post must be the session's, with the next id, edited False, no likes, no comments.",
        "글은 세션의 사람 것이고, 다음 id, edited는 False, 좋아요와 댓글은 없어야 해요.",
        {"result": "success", "post": made},
        answer.json,
    )
    answer.expect(
        "민수" in answer.text,
        "Korean must be readable: app.json.ensure_ascii = False.",
        "한글이 읽혀야 해요: app.json.ensure_ascii = False.",
    )
    page = minsu.get("/user/민수")
    page.expect(
        list(posts_on(page)) == [4, 3, 2]
        and "새 글" in shown(page)
        and list(posts_on(minsu.get("/user/alice"))) == [1],
        "The new posts are not on the page of who wrote them.",
        "새 글이 쓴 사람의 페이지에 없어요.",
    )
    expect_status(minsu.delete("/content_submit/4"), 200, *DELETED)
    again = minsu.post("/content_submit", json={"content_txt": "after a delete"})
    again.expect(
        again.json.get("post", {}).get("id") == 5,
        "An id was given twice: next(new_id).",
        "id를 두 번 썼어요: next(new_id).",
        5,
        again.json.get("post", {}).get("id"),
    )
    page = minsu.get("/")
    alone = site.function("add_comment", "store")(5, "bob", "only here")
    page = minsu.get("/")
    page.expect(
        alone and texts_on(page)[5] == ["bob only here"] and texts_on(page)[3] == [],
        'Two posts share one list of comments: each needs a "comments": [] of its own.',
        '두 글이 댓글 목록 하나를 같이 써요. 글마다 자기 "comments": []가 있어야 해요.',
    )


@check(None, "The author changes a post, by form or by script", "글쓴이는 폼으로도 스크립트로도 글을 고쳐요")
def changes_posts(site):
    """POST, PUT, PATCH /content_submit/<post_id>."""
    for method in ("POST", "PUT", "PATCH"):
        minsu = person(site, "민수")
        text = f"고친 글 {method}"
        answer = expect_status(
            minsu.send(method, "/content_submit/2", json={"content_txt": text}),
            200,
            f"A script that sends {method} gets the post, with 200; only a form is redirected.",
            f"{method}를 보낸 스크립트는 200과 글을 받아요. 폼일 때만 리다이렉트해요.",
        )
        post = answer.json.get("post", {})
        answer.expect(
            answer.json.get("result") == "success" and post.get("content_txt") == text and post.get("edited") is True,
            "The answer must be the post as it now is, edited True.",
            "응답은 지금의 글이고 edited는 True여야 해요.",
            actual=answer.json,
        )
        page = minsu.get("/")
        page.expect(
            text in posts_on(page)[2] and "edited" in posts_on(page)[2] and "edited" not in posts_on(page)[1],
            "The page does not show the changed post, marked as edited: {% if post.edited %} in _post.html.",
            "페이지에 고친 글이 고쳤다는 표시와 함께 보이지 않아요.",
        )
    answer = expect_status(
        minsu.post("/content_submit/2", data={"content_txt": "Mended"}),
        302,
        "A form that changes a post is sent on to one's own page: redirect(...).",
        "폼은 리다이렉트해요.",
    )
    answer.expect(
        answer.headers.get("Location") == f"/user/{MINSU}",
        "The form must lead to one's own page.",
        "폼은 내 페이지로 가야 해요.",
        f"/user/{MINSU}",
        answer.headers.get("Location"),
    )
    answer = expect_status(
        minsu.patch("/content_submit/2", json={}),
        400,
        "PATCH that sends nothing has nothing to change: abort(400, ...).",
        "아무것도 없는 PATCH는 400이에요.",
    )
    answer.expect(
        "Nothing to change" in str(answer.json.get("message")),
        'PATCH without content_txt needs words of its own: abort(400, "Nothing to change ...") before read_text.',
        'content_txt가 없는 PATCH에는 자기만의 말이 필요해요. read_text 전에 abort(400, "Nothing to change ...").',
    )
    expect_status(
        minsu.put("/content_submit/2", json={}),
        400,
        "PUT without a text must be refused by read_text: 400.",
        "글 없는 PUT은 400이에요.",
    )


@check(
    None,
    "Nobody else changes or deletes a post: 403, and it stays",
    "남은 글을 고치거나 지우지 못해요: 403이고 그대로예요",
)
def protects_posts(site):
    """get_own_post."""
    bob = person(site, "bob")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for headers in (HTML, JSON):
            data = {"content_txt": "bob was here", "nickname": "alice"}
            answer = expect_status(
                bob.send(method, "/content_submit/1", data=data, headers=headers),
                403,
                f"{method} on another's post must be refused: get_own_post(post_id) first.",
                f"남의 글에 {method}는 거절해야 해요. 먼저 get_own_post(post_id)예요.",
            )
            answer.expect(
                answer.raw.mimetype == headers["Accept"] and "Only its author" in answer.text,
                "The 403 must say that only the author may, as a page or as JSON, whichever was asked for.",
                "403은 글쓴이만 된다고, 물은 대로 페이지나 JSON으로 말해야 해요.",
            )
    page = bob.get("/")
    page.expect(
        "Hello, Flask!" in posts_on(page).get(1, ""), "The post changed all the same.", "그래도 글이 바뀌었어요."
    )
    form = 'action="/content_submit/1"'
    own, others = person(site, "alice").get("/content_submit/1"), bob.get("/content_submit/1")
    own.expect(
        all(part in shown(own) for part in (form, "Hello, Flask!", 'class="delete"', 'data-post-id="1"')),
        "The author's page of a post needs the form to change it and the button.delete, inside an element with "
        "data-post-id.",
        "글쓴이의 페이지에는 고치는 폼과 button.delete가 data-post-id를 가진 요소 안에 있어야 해요.",
    )
    others.expect(
        form not in shown(others) and "Hello, Flask!" in shown(others),
        "Only the author sees the form; everyone else sees the post.",
        "폼은 글쓴이에게만, 남에게는 글만 보여요.",
    )


@check(None, "The author deletes a post", "글쓴이는 글을 지워요")
def deletes_posts(site):
    """DELETE /content_submit/<post_id>."""
    alice = person(site, "alice")
    answer = expect_status(alice.delete("/content_submit/1"), 200, *DELETED)
    answer.expect(
        answer.json == {"result": "success"},
        'Answer {"result": "success"}.',
        '{"result": "success"}로 답하세요.',
        actual=answer.json,
    )
    page = alice.get("/")
    page.expect(
        list(posts_on(page)) == [2],
        "DELETE /content_submit/1 must take away post 1 and no other: store.remove_post(post_id).",
        "DELETE /content_submit/1은 1번 글만 지워야 해요: store.remove_post(post_id).",
        [2],
        list(posts_on(page)),
    )
    expect_status(alice.delete("/content_submit/1"), 404, "What is gone is a 404.", "없는 글은 404예요.")


@check(None, "A comment went with its post: comment_post refuses it", "글과 함께 지워진 댓글은 comment_post가 거절해요")
def forgets_comments_with_their_post(site):
    """A post that was deleted between comment and comment_post."""
    company = Company(site)
    comment_id = written(company.browsers["bob"], 1, "welcome").get("id")
    expect_status(company.browsers["alice"].delete("/content_submit/1"), 200, *DELETED)
    refused(
        company.pages["bob"],
        "comment_post",
        {"comment_id": comment_id},
        en="The post was deleted, and its comments with it: store.get_comment must find nothing.",
        ko="글이 지워져서 댓글도 없어요. store.get_comment가 아무것도 찾지 못해야 해요.",
    )
    company.nobody_hears("The message was refused: send nothing.", "거절한 메시지예요. 아무것도 보내지 마세요.")


@check(None, "A like counts once a person, as the person of the session", "좋아요는 세션의 사람으로 한 번만 세요")
def likes_once(site):
    """POST /content_reaction_submit with like."""
    counts = []
    for nickname in ("alice", "alice", "bob", "민수"):
        answer = expect_status(
            person(site, nickname).post(
                "/content_reaction_submit",
                json={"kind": "like", "post_id": 2, "nickname": "nobody", "session_user": "nobody"},
            ),
            200,
            "A like must still be taken.",
            "좋아요는 계속 되어야 해요.",
        )
        answer.expect(
            answer.json.get("result") == "success" and answer.json.get("session_user") == nickname,
            'The answer must name the person of the session: session_user=session["nickname"].',
            '응답에 세션의 사람이 있어야 해요: session_user=session["nickname"].',
            nickname,
            answer.json.get("session_user"),
        )
        counts.append(answer.json.get("like_count"))
    expect(
        counts == [2, 2, 2, 3],
        "bob had liked post 2 already; alice likes it twice, bob again, 민수 once: each counts once.",
        "2번 글은 bob이 이미 좋아했어요. alice가 두 번, bob이 다시, 민수가 한 번 눌러도 한 사람은 한 번이에요.",
        [2, 2, 2, 3],
        counts,
    )
    page = person(site, "alice").get("/")
    page.expect(
        'like_count">3<' in posts_on(page)[2],
        "The page does not show how many likes there are: {{ post.likes | length }}.",
        "페이지에 좋아요 개수가 보이지 않아요: {{ post.likes | length }}.",
    )


@check(
    None,
    "What cannot be read is 400 or 415, what is not there 404, a wrong method 405 with Allow",
    "읽을 수 없으면 400이나 415, 없으면 404, 다른 메서드는 405와 Allow예요",
)
def refuses_by_the_right_status(site):
    """A table of refusals."""
    alice = person(site, "alice")
    like = "/content_reaction_submit"
    broken = {"data": '{"content_txt', "content_type": "application/json"}
    text = (
        "read_text must abort(400) where there is no text in content_txt.",
        "content_txt에 글이 없으면 read_text가 abort(400).",
    )
    json = ("read_sent must abort(400) where the JSON is no object.", "JSON이 객체가 아니면 read_sent가 abort(400).")
    kind = (
        "read_sent must abort(415) where the body is neither form nor JSON.",
        "폼도 JSON도 아니면 read_sent가 abort(415).",
    )
    which = (
        'The kind must be "like" or "append_comment": abort(400) for any other.',
        '"like"와 "append_comment"가 아니면 abort(400).',
    )
    number = (
        "read_post_id must abort(400) where post_id is no number.",
        "post_id가 숫자가 아니면 read_post_id가 abort(400).",
    )
    post = ("get_post must abort(404) where there is no such post.", "그런 글이 없으면 get_post가 abort(404).")
    rule = ("The rule takes numbers only: <int:post_id>.", "규칙은 숫자만 받아요: <int:post_id>.")
    url = ("No view has this URL.", "이 URL의 뷰는 없어요.")
    method_ = ("Look at methods=[...] of the routes.", "라우트의 methods=[...]를 보세요.")
    for method, path, sent, status, why in (
        ("POST", "/content_submit", {"data": {"content_txt": " "}}, 400, text),
        ("POST", "/content_submit", {"json": {"content_txt": 7}}, 400, text),
        ("POST", "/content_submit", {"json": ["hi"]}, 400, json),
        ("POST", "/content_submit", broken, 400, json),
        ("POST", "/content_submit", {"data": "hi", "content_type": "text/plain"}, 415, kind),
        ("PUT", "/content_submit/1", {"data": "hi", "content_type": "text/plain"}, 415, kind),
        ("POST", like, {"json": {"kind": "hate", "post_id": 1}}, 400, which),
        ("POST", like, {"json": {"post_id": 1, "text": "hi"}}, 400, which),
        ("POST", like, {"json": ["like"]}, 400, json),
        ("POST", like, {"json": {"kind": "like", "post_id": [1]}}, 400, number),
        ("POST", like, {"json": {"kind": "like"}}, 400, number),
        ("POST", like, {"json": {"kind": "like", "post_id": 99}}, 404, post),
        ("GET", "/content_submit/99", {}, 404, post),
        ("GET", "/content_submit/one", {}, 404, rule),
        ("PUT", "/content_submit/99", {"json": {"content_txt": "hi"}}, 404, post),
        ("DELETE", "/content_submit/99", {}, 404, post),
        ("GET", "/nowhere", {}, 404, url),
        ("POST", "/", {}, 405, method_),
        ("GET", "/content_submit", {}, 405, method_),
        ("GET", like, {}, 405, method_),
        ("DELETE", "/content_submit", {}, 405, method_),
    ):
        answer = expect_status(
            alice.send(method, path, headers=JSON, **sent),
            status,
            f"{method} {path} with this must be a {status}: {why[0]}",
            f"{method} {path}에 이렇게 보내면 {status}이어야 해요. {why[1]}",
        )
        answer.expect(
            answer.json.get("result") == "error" and answer.json.get("message"),
            'A refusal to a script is {"result": "error", "message": ...}.',
            '스크립트에 하는 거절은 {"result": "error", "message": ...}예요.',
        )
        answer.expect(
            re.search("[가-힣]", answer.json["message"]) and re.search("[a-z]", answer.json["message"]),
            "A message is in both languages: take it from MESSAGES, or from error.description.",
            "메시지는 두 언어로 있어요. MESSAGES나 error.description에서 가져오세요.",
            actual=answer.json["message"],
        )
        if status == 405:
            answer.expect(
                answer.headers.get("Allow"),
                "The 405 lost its Allow: keep error.get_response().",
                "405의 Allow가 사라졌어요. error.get_response()를 쓰세요.",
            )
        page = expect_status(alice.send(method, path, headers=HTML, **sent), status, *why)
        if "json" not in sent and sent is not broken:
            page.expect(
                page.raw.mimetype == "text/html"
                and f"<h1>{status}</h1>" in page.text
                and answer.json["message"].partition(" · ")[0] in unescape(shown(page)),
                "A refusal to a page is error.html with the code and the message.",
                "페이지에 하는 거절은 코드와 메시지가 있는 error.html이에요.",
            )
    posts = posts_on(alice.get("/"))
    expect(
        sorted(posts) == [1, 2],
        "A refused request changed the posts.",
        "거절한 요청이 글을 바꿨어요.",
        [2, 1],
        list(posts),
    )


@check(
    None, "<script> in a post, a comment or a user id stays text", "글, 댓글, 아이디에 있는 <script>는 글자로 남아요"
)
def script_stays_text(site):
    """Escaping in every template that shows what people wrote."""
    alice = person(site, "alice")
    evil = "</textarea><script>alert(1)</script>"
    expect_status(alice.post("/content_submit", data={"content_txt": evil}), 302, *MADE)
    bob = person(site, "bob")
    written(bob, 1, evil)
    paths = ("/", "/user/alice", "/content_submit/3", "/content_submit/1")
    pages = [(path, visitor.get(path)) for visitor in (alice, bob) for path in paths]
    pages.append(("/login", site.client().post("/login", data={"user_id": f'">{evil}', "password": "x"})))
    for path, page in pages:
        page.expect(
            "<script>alert" not in page.text,
            f"{path} puts what someone wrote into the page as HTML, so their script runs: no |safe and no Markup; "
            f"{{{{ }}}} escapes.",
            f"{path}이(가) 누가 쓴 것을 HTML로 넣어서 그 스크립트가 실행돼요. |safe와 Markup을 빼세요. {{{{ }}}}가 "
            f"바꿔 줘요.",
        )


@check(None, "Half an emoji breaks neither pages nor notices", "반쪽짜리 이모지가 페이지도 알림도 망가뜨리지 않아요")
def half_an_emoji_is_mended(site):
    r"""JSON may carry "\ud83c", which is no text."""
    alice, bob = person(site, "alice"), person(site, "bob")
    for path, sent in (
        ("/content_submit", r'{"content_txt": "a \ud83c"}'),
        ("/content_reaction_submit", r'{"kind": "append_comment", "post_id": 1, "text": "a \ud83c"}'),
    ):
        expect_status(
            bob.post(path, data=sent, content_type="application/json"),
            201,
            "Half an emoji must be mended by whole(...), not fail.",
            "반쪽짜리 이모지는 오류 없이 whole(...)로 고쳐요.",
        )
    for path in ("/", "/user/bob", "/notices"):
        expect_status(
            alice.get(path),
            200,
            "Half an emoji was kept, and now cannot be sent: whole(...).",
            "반쪽짜리 이모지가 저장되어 보낼 수 없어요: whole(...).",
        )


@check(None, "X-Route tells which rule matched and which view ran", "X-Route가 맞은 규칙과 실행된 뷰를 알려 줘요")
def tells_the_route(site):
    """The header of each answer."""
    alice = person(site, "alice")
    for path, expected in (
        ("/content_submit/1", "/content_submit/<int:post_id> -> main.content"),
        ("/notices", "/notices -> main.notices"),
        ("/nowhere", "None -> None"),
    ):
        answer = alice.get(path)
        answer.expect(
            answer.headers.get("X-Route") == expected,
            "The header X-Route must name the rule and the endpoint, which has the blueprint's name in front.",
            "헤더 X-Route에 규칙과, 블루프린트 이름이 앞에 붙은 엔드포인트가 있어야 해요.",
            expected,
            answer.headers.get("X-Route"),
        )
