"""Exercise comment_post: the message names a comment, and nothing else in it is believed."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect
from classroom.checks.kit import is_text
from classroom.checks.stage04.people import everyone
from classroom.checks.stage04.people import notice_of

REJECTED = {"result": "error", "message": is_text}


@check("comment_post", "The author of the post gets the notice of a comment", "글쓴이가 댓글 알림을 받아요")
def the_author_gets_the_notice(app: AppUnderTest) -> None:
    """Made of what is stored."""
    alice, bob, minsu = everyone(app)
    comment_id = bob.write(1, "one")
    if alice.page.is_waiting("comment_notice"):
        app.remark(
            "Your view already sends the notice, as final_app does. In the old notes the browser tells the server "
            "after a comment (comment_post), and only then the notice is sent. Both work.",
            "뷰가 알림을 바로 보내네요. final_app도 이렇게 해요. 옛 강의 노트에서는 댓글을 쓴 브라우저가 서버에 "
            "알리면(comment_post) 그때 알림을 보내요. 둘 다 괜찮아요.",
        )
    bob.page.expect_answer("comment_post", {"comment_id": comment_id}, {"result": "success"})
    app.expect_received("comment_notice", {"alice": [notice_of("bob", 1, "one")]})
    minsu.comment(1, "둘")
    app.expect_received("comment_notice", {"alice": [notice_of("민수", 1, "둘")]})
    bob.comment(2, "three")
    app.expect_received("comment_notice", {"minsu": [notice_of("bob", 2, "three")]})


@check("comment_post", "A name in the message is not believed", "메시지에 적힌 이름은 믿지 않아요")
def names_are_not_believed(app: AppUnderTest) -> None:
    """The session and the store say who it was."""
    _, bob, _ = everyone(app)
    comment_id = bob.write(1, "who?")
    data = {"comment_id": comment_id, "session_user": "민수", "nickname": "민수", "text": "forged", "post_id": 2}
    bob.page.expect_answer("comment_post", data, {"result": "success"})
    app.expect_received("comment_notice", {"alice": [notice_of("bob", 1, "who?")]})


@check("comment_post", "Another person's comment is rejected", "남의 댓글을 보내면 거절해요")
def others_comments_are_rejected(app: AppUnderTest) -> None:
    """Only the writer can tell of it."""
    alice, bob, minsu = everyone(app)
    comment_id = bob.write(1, "by bob")
    app.received_since()
    for person in (minsu, alice):
        person.page.expect_answer("comment_post", {"comment_id": comment_id}, REJECTED)
    app.expect_received("comment_notice", {})


@check("comment_post", "An unknown comment is rejected, whatever is sent", "없는 댓글은 무엇을 보내든 거절해요")
def unknown_comments_are_rejected(app: AppUnderTest) -> None:
    """A browser can send anything."""
    _, bob, _ = everyone(app)
    odd: tuple[object, ...] = (
        {"comment_id": 99},
        {"comment_id": None},
        {"comment_id": "x"},
        {"comment_id": [1]},
        {},
        "text",
        7,
        None,
        [],
    )
    for data in odd:
        bob.page.expect_answer("comment_post", data, REJECTED)
    app.expect_received("comment_notice", {})


@check("comment_post", "Nobody is told of a comment on their own post", "내 글에 쓴 내 댓글은 아무에게도 알리지 않아요")
def own_comments_are_not_told(app: AppUnderTest) -> None:
    """The answer is a success."""
    alice, _, _ = everyone(app)
    alice.comment(1, "my own")
    app.expect_received("comment_notice", {})


@check("comment_post", "Pushing stores nothing again", "보낼 때 다시 저장하지 않아요")
def pushing_stores_nothing(app: AppUnderTest) -> None:
    """The notice was stored with the comment."""
    alice, bob, _ = everyone(app)
    bob.comment(1, "once")
    notices = alice.notices()
    expect(
        notices == [notice_of("bob", 1, "once")],
        "The notice is not stored exactly once.",
        "알림이 딱 한 번 저장되지 않았어요.",
        [notice_of("bob", 1, "once")],
        notices,
    )


@check(None, "A comment that was deleted with its post is rejected", "글과 함께 지워진 댓글은 거절해요")
def deleted_comments_are_rejected(app: AppUnderTest) -> None:
    """It may happen between the two."""
    alice, bob, _ = everyone(app)
    comment_id = bob.write(1, "gone")
    alice.client.delete("/content_submit/1").expect(200)
    app.received_since()
    bob.page.expect_answer("comment_post", {"comment_id": comment_id}, REJECTED)
    app.expect_received("comment_notice", {})
