"""Posts and likes in stage 03."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import is_text
from classroom.checks.stage01.update import expect_own_message_of_patch
from classroom.checks.stage02.like import expect_like_counts

JSON = {"Accept": "application/json"}


@check(
    None,
    "Writing by a form leads to one's own page; by a script it is a 201",
    "폼으로 쓰면 내 페이지로, 스크립트로 쓰면 201이에요",
)
def writes(app: AppUnderTest) -> None:
    """And the post is there."""
    bob = app.logged_in("bob")
    bob.post("/content_submit", data={"content_txt": "  by form "}).expect(302, location="/user/bob")
    post = {"id": 4, "nickname": "bob", "content_txt": "by script", "edited": False, "likes": []}
    bob.post("/content_submit", json={"content_txt": "by script"}).expect(201, json={"result": "success", "post": post})
    page = bob.get("/user/bob").expect(200).page
    page.expect_posts(4, 3)
    page.post(3).expect_text("by form")


@check(
    None, "A change of one's own post is stored, marked and answered", "내 글을 고치면 저장되고 표시되고 응답이 와요"
)
def changes(app: AppUnderTest) -> None:
    """By form or by script."""
    alice = app.logged_in("alice")
    for method, sent in (("PUT", {"json": {}}), ("PATCH", {"json": {}}), ("POST", {"data": {}, "headers": JSON})):
        for kind in {"json", "data"} & set(sent):
            options = {**sent, kind: {"content_txt": f"by {method}"}}
            post = {"id": 1, "nickname": "alice", "content_txt": f"by {method}", "edited": True}
            alice.send(method, "/content_submit/1", **options).expect(200, json={"result": "success", "post": post})
    alice.post("/content_submit/1", data={"content_txt": "by form"}).expect(302, location="/user/alice")
    page = alice.get("/").expect(200).page
    page.post(1).expect_text("by form", "edited")
    page.post(2).expect_text("안녕, Flask!")
    page.post(2).expect_no_text("edited")
    expect_own_message_of_patch(alice)


@check(None, "Deleting one's own post removes it for everyone", "내 글을 지우면 모두에게서 사라져요")
def deletes(app: AppUnderTest) -> None:
    """Again it is a 404."""
    alice, bob = app.logged_in("alice"), app.logged_in("bob")
    alice.delete("/content_submit/1").expect(200, json={"result": "success"})
    alice.delete("/content_submit/1").expect(404)
    bob.get("/content_submit/1").expect(404)
    bob.get("/").expect(200).page.expect_posts(2)
    bob.post("/content_submit", json={"content_txt": "next"}).expect(201, json={"post": {"id": 3}})


@check(None, "A like is of the person of the session, once", "좋아요는 세션의 사람이 한 번 누르는 거예요")
def likes(app: AppUnderTest) -> None:
    """Whatever name is sent."""
    like = {"kind": "like", "post_id": 1, "nickname": "민수", "session_user": "민수"}
    for user_id, nickname, count in (
        ("alice", "alice", 1),
        ("bob", "bob", 2),
        ("alice", "alice", 2),
        ("minsu", "민수", 3),
    ):
        response = app.logged_in(user_id).post("/content_reaction_submit", json=like)
        response.expect(200, json={"result": "success", "session_user": nickname, "like_count": count})
    expect_like_counts(app.logged_in("bob").get("/").expect(200).page, {1: "3", 2: "1"})


@check(None, "What is not a like is rejected", "좋아요가 아닌 것은 거절해요")
def rejects_other_reactions(app: AppUnderTest) -> None:
    """Unknown kind 400, unknown post 404."""
    alice = app.logged_in("alice")
    for status, sent in (
        (400, {"kind": "love", "post_id": 1}),
        (400, {"post_id": 1}),
        (400, {"kind": "like"}),
        (400, {"kind": "like", "post_id": "one"}),
        (400, {"kind": "like", "post_id": [1]}),
        (404, {"kind": "like", "post_id": 99}),
    ):
        alice.post("/content_reaction_submit", json=sent).expect(status, json={"result": "error", "message": is_text})
    alice.post("/content_reaction_submit", data={"kind": "like", "post_id": "1"}).expect(200, json={"like_count": 1})
