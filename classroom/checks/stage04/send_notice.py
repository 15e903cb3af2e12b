"""Exercise send_notice: to one person's room, not to everyone."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage04.people import everyone
from classroom.checks.stage04.people import notice_of
from classroom.checks.stage04.people import request_of


@check("send_notice", "A notice reaches its recipient and nobody else", "알림은 받을 사람에게만 가요")
def reaches_one_person(app: AppUnderTest) -> None:
    """Of a comment and of a friend request."""
    alice, bob, minsu = everyone(app)
    bob.comment(1, "for alice")
    app.expect_received("comment_notice", {"alice": [notice_of("bob", 1, "for alice")]})
    alice.page.emit("friend_request", {"nickname": "민수"})
    app.expect_received("request_notice", {"minsu": [request_of("alice")]})
    minsu.page.emit("friend_request", {"nickname": "bob"})
    app.expect_received("request_notice", {"bob": [request_of("민수")]})


@check("send_notice", "A notice reaches every page of its recipient", "알림은 받을 사람의 모든 페이지에 가요")
def reaches_every_page(app: AppUnderTest) -> None:
    """Someone may have two pages open."""
    alice, bob, _ = everyone(app)
    alice.client.connect("alice (page 2)").expect_connected()
    app.received_since()
    bob.comment(1, "for both pages")
    notice = notice_of("bob", 1, "for both pages")
    app.expect_received("comment_notice", {name: [notice] for name in ("alice", "alice (page 2)")})


@check(
    "send_notice",
    "With the unsafe switch on, everyone receives every notice",
    "안전하지 않은 스위치를 켜면 모두가 모든 알림을 받아요",
)
def the_switch_broadcasts(app: AppUnderTest) -> None:
    """The lesson shows it."""
    alice, bob, _ = everyone(app)
    alice.page.emit("as_the_notes_did", {"on": True})
    app.expect_received("as_the_notes_did", {name: [{"on": True}] for name in ("alice", "bob", "minsu")})
    bob.comment(1, "for everyone")
    notice = notice_of("bob", 1, "for everyone")
    app.expect_received("comment_notice", {name: [notice] for name in ("alice", "bob", "minsu")})


@check("send_notice", "With the switch off again, only the recipient does", "스위치를 다시 끄면 받을 사람만 받아요")
def off_means_off(app: AppUnderTest) -> None:
    """It is off when the app starts."""
    alice, bob, _ = everyone(app)
    alice.page.emit("as_the_notes_did", {"on": True})
    alice.page.emit("as_the_notes_did", {"on": False})
    app.received_since()
    bob.comment(1, "for alice")
    app.expect_received("comment_notice", {"alice": [notice_of("bob", 1, "for alice")]})
