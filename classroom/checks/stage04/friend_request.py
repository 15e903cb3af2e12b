"""Friend requests, and the unsafe switch."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect
from classroom.checks.kit import is_text
from classroom.checks.stage04.people import everyone
from classroom.checks.stage04.people import request_of

REJECTED = {"result": "error", "message": is_text}


@check(
    None,
    "A friend request is stored once, and sent to the person asked",
    "친구 신청은 한 번 저장되고, 신청받은 사람에게 가요",
)
def asks_one_person(app: AppUnderTest) -> None:
    """Also by its session, not by a name in the message."""
    alice, bob, _ = everyone(app)
    for _ in range(2):
        bob.page.expect_answer("friend_request", {"nickname": "alice", "session_user": "민수"}, {"result": "success"})
        app.expect_received("request_notice", {"alice": [request_of("bob")]})
    expect(
        alice.notices() == [request_of("bob")],
        "The friend request is not stored exactly once.",
        "친구 신청이 딱 한 번 저장되지 않았어요.",
        [request_of("bob")],
        alice.notices(),
    )


@check(None, "A friend request to oneself or to nobody is rejected", "나나 없는 사람에게 보내는 친구 신청은 거절해요")
def rejects_odd_requests(app: AppUnderTest) -> None:
    """A browser can send anything."""
    _, bob, _ = everyone(app)
    for data in (
        {"nickname": "bob"},
        {"nickname": "nobody"},
        {"nickname": ["alice"]},
        {"nickname": None},
        {},
        "alice",
        None,
    ):
        bob.page.expect_answer("friend_request", data, REJECTED)
    app.expect_received("request_notice", {})


@check(
    None,
    "The unsafe switch takes true or false, and tells everyone",
    "안전하지 않은 스위치는 true나 false를 받고 모두에게 알려요",
)
def the_switch_tells_everyone(app: AppUnderTest) -> None:
    """Anything else changes nothing."""
    alice, bob, _ = everyone(app)
    for on in (True, False):
        alice.page.expect_answer("as_the_notes_did", {"on": on}, {"result": "success"})
        app.expect_received("as_the_notes_did", {name: [{"on": on}] for name in ("alice", "bob", "minsu")})
    for data in ({"on": 1}, {"on": "true"}, {}, None, True):
        bob.page.expect_answer("as_the_notes_did", data, REJECTED)
    app.expect_received("as_the_notes_did", {})
