"""Exercise connect: who gets a connection, and a room."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import CheckFailed
from classroom.checks.kit import check
from classroom.checks.stage04.people import Person


@check("connect", "A connection without a login is rejected", "로그인하지 않은 연결은 거절해요")
def strangers_are_rejected(app: AppUnderTest) -> None:
    """The session says who someone is."""
    alice = Person(app, "alice")
    app.received_since()
    stranger = app.client("stranger").connect()
    if stranger.connected:
        raise CheckFailed(
            "Someone who is not logged in got a connection.",
            "로그인하지 않은 사람이 연결됐어요.",
            exchange=stranger.exchange,
        )
    if not stranger.refusal:
        app.remark(
            "This passes, but the rejected page does not learn why: `return False` has no message, nor has the "
            'exception of Python itself. Raise ConnectionRefusedError("...") of flask_socketio: the page shows it.',
            "통과했지만 거절된 페이지는 이유를 몰라요. `return False`에는 메시지가 없고, 파이썬에 원래 있는 예외에도 "
            '없어요. flask_socketio의 ConnectionRefusedError("...")에 넣으면 페이지가 메시지를 보여 줘요.',
        )
    app.expect_received("here", {}, stranger.exchange)
    other = app.person("someone", cart="no nickname").connect("someone")
    if other.connected:
        raise CheckFailed(
            "A session without a nickname got a connection.",
            "nickname이 없는 세션이 연결됐어요.",
            exchange=other.exchange,
        )
    alice.page.expect_connected()


@check("connect", "People who are logged in get a connection", "로그인한 사람은 연결돼요")
def people_are_accepted(app: AppUnderTest) -> None:
    """Also with a second page."""
    for user_id in ("alice", "bob", "minsu"):
        client = app.logged_in(user_id)
        client.connect().expect_connected()
        client.connect(f"{user_id} (page 2)").expect_connected()


@check("connect", "Each connection joins the room of its person", "연결은 그 사람의 방에 들어가요")
def joins_the_room(app: AppUnderTest) -> None:
    """All pages of one person are in a room that nobody else is in."""
    alice, bob = Person(app, "alice"), Person(app, "bob")
    second = alice.client.connect("alice (page 2)").expect_connected()
    own = alice.page.rooms() & second.rooms()
    if not own or own & bob.page.rooms():
        raise CheckFailed(
            "The two pages of alice share no room of their own.",
            "alice의 두 페이지가 함께 쓰는 방이 없거나, 다른 사람도 그 방에 있어요.",
            ["alice"],
            sorted(map(str, own)),
            alice.page.exchange,
        )


@check(
    "connect",
    "Where the unsafe switch is on, a new page is told so",
    "안전하지 않은 스위치가 켜져 있으면 새 페이지도 알게 돼요",
)
def new_pages_learn_of_the_switch(app: AppUnderTest) -> None:
    """Its box is then checked."""
    alice = Person(app, "alice")
    app.expect_received("as_the_notes_did", {})
    alice.page.emit("as_the_notes_did", {"on": True})
    app.received_since()
    Person(app, "bob")
    app.expect_received("as_the_notes_did", {"bob": [{"on": True}]})
