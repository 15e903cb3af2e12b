"""Exercise comment: POST /content_reaction_submit with the kind append_comment."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit import check
from classroom.checks.stage04.people import URL
from classroom.checks.stage04.people import notice_of
from classroom.checks.stage04.people import send_comment


def expect_notices(client: Client, *notices: dict[str, object]) -> None:
    """Fail unless exactly these notices are stored for someone."""
    client.get("/notices").expect(200, json={"notices": list(notices)})


@check("comment", "A comment is answered with 201 and what was stored", "댓글에는 201과 저장한 내용으로 답해요")
def answers_201(app: AppUnderTest) -> None:
    """Each comment has a number of its own."""
    bob, minsu = app.logged_in("bob"), app.logged_in("minsu")
    for number, (client, nickname, post_id) in enumerate(((bob, "bob", 1), (minsu, "민수", 1), (bob, "bob", 2)), 1):
        comment = {"id": number, "post_id": post_id, "nickname": nickname, "text": f"text {number}"}
        response = send_comment(client, post_id, f"  text {number} ")
        response.expect(201, json={"result": "success", "comment": comment})


@check("comment", "The comment is under its post, for everyone", "댓글은 모두의 페이지에서 그 글 아래에 있어요")
def shows_the_comment(app: AppUnderTest) -> None:
    """In the order of writing, and under no other post."""
    bob, alice = app.logged_in("bob"), app.logged_in("alice")
    for text in ("first comment", "둘째 댓글"):
        send_comment(bob, 1, text).expect(201)
    for client, path in ((alice, "/"), (bob, "/user/alice")):
        page = client.get(path).expect(200).page
        comments = [one.text for one in page.post(1).find(".comments li")]
        page.response.expect_that(
            comments == ["bob first comment", "bob 둘째 댓글"],
            "The comments are not under their post.",
            "댓글이 그 글 아래에 나오지 않아요.",
            ["bob first comment", "bob 둘째 댓글"],
            comments,
        )
    alice.get("/").expect(200).page.post(2).expect_no_text("first comment", "둘째 댓글")


@check("comment", "The session says who comments", "누가 댓글을 쓰는지는 세션이 말해요")
def the_session_says_who(app: AppUnderTest) -> None:
    """Whatever name the browser sends."""
    bob = app.logged_in("bob")
    response = send_comment(bob, 1, "who?", nickname="민수", session_user="민수")
    response.expect(201, json={"comment": {"nickname": "bob"}})
    expect_notices(app.logged_in("alice"), notice_of("bob", 1, "who?"))


@check(
    "comment",
    "A comment without a text is a 400, on an unknown post a 404",
    "내용 없는 댓글은 400, 없는 글의 댓글은 404예요",
)
def rejects(app: AppUnderTest) -> None:
    """And nothing is stored."""
    bob = app.logged_in("bob")
    for text in (None, "", "  ", 7, ["hi"]):
        send_comment(bob, 1, text).expect(400)
    bob.post(URL, json={"kind": "append_comment", "post_id": 1}).expect(400)
    send_comment(bob, 99, "hi").expect(404)
    bob.post(URL, json={"kind": "comment", "post_id": 1, "text": "hi"}).expect(400)
    bob.get("/").expect(200).page.post(1).expect_no_text("hi")
    expect_notices(app.logged_in("alice"))
    send_comment(bob, 1, "hi").expect(201, json={"comment": {"id": 1}})


@check("comment", "The author's notice of a comment is stored, once", "글쓴이에게 갈 댓글 알림이 한 번 저장돼요")
def stores_the_notice(app: AppUnderTest) -> None:
    """Whoever is online."""
    bob, minsu = app.logged_in("bob"), app.logged_in("minsu")
    send_comment(bob, 1, "one").expect(201)
    send_comment(minsu, 1, "둘").expect(201)
    send_comment(bob, 2, "three").expect(201)
    expect_notices(app.logged_in("alice"), notice_of("bob", 1, "one"), notice_of("민수", 1, "둘"))
    expect_notices(minsu, notice_of("bob", 2, "three"))
    expect_notices(bob)


@check("comment", "A comment on one's own post makes no notice", "내 글에 쓴 댓글은 알림을 만들지 않아요")
def own_comments_make_no_notice(app: AppUnderTest) -> None:
    """One knows already."""
    alice = app.logged_in("alice")
    send_comment(alice, 1, "my own").expect(201)
    expect_notices(alice)


@check("comment", "A form can comment, too, and a like still works", "폼으로도 댓글을 쓰고, 좋아요는 그대로예요")
def forms_and_likes_work(app: AppUnderTest) -> None:
    """The kind decides."""
    bob = app.logged_in("bob")
    bob.post(URL, data={"kind": "append_comment", "post_id": "1", "text": "by form"}).expect(201)
    bob.post(URL, json={"kind": "like", "post_id": 1}).expect(200, json={"session_user": "bob", "like_count": 1})
