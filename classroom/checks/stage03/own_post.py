"""Exercise own_post: the author comes from the session, and only the author changes a post."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage03.login import PEOPLE

CHANGES = ("POST", "PUT", "PATCH", "DELETE")


@check("own_post", "A post is stored under the name in the session", "글은 세션에 있는 이름으로 저장돼요")
def writes_as_the_session(app: AppUnderTest) -> None:
    """Whatever name the browser sends."""
    bob = app.logged_in("bob")
    sent = {"content_txt": "who wrote this?", "nickname": "alice", "session_user": "alice", "user_id": "alice"}
    bob.post("/content_submit", json=sent).expect(201, json={"result": "success", "post": {"nickname": "bob"}})
    bob.post("/content_submit", data=sent).expect(302, location="/user/bob")
    bob.get("/user/bob").expect(200).page.expect_posts(4, 3)
    bob.get("/user/alice").expect(200).page.expect_posts(1)
    minsu = app.logged_in("minsu")
    minsu.post("/content_submit", json={"content_txt": "안녕"}).expect(201, json={"post": {"nickname": "민수"}})


@check("own_post", "Nobody else changes or deletes a post: 403", "남의 글은 고치거나 지울 수 없어요: 403")
def others_are_rejected(app: AppUnderTest) -> None:
    """And the post stays as it is."""
    bob = app.logged_in("bob")
    for method in CHANGES:
        for number in (1, 2):
            bob.send(method, f"/content_submit/{number}", json={"content_txt": "by bob"}).expect(403)
        bob.send(method, "/content_submit/1", json={}).expect(403)
        forged = {"content_txt": "by bob", "nickname": "alice", "session_user": "alice"}
        bob.send(method, "/content_submit/1", json=forged).expect(403)
    bob.post("/content_submit/1", data={"content_txt": "by bob"}).expect(403)
    page = bob.get("/").expect(200).page
    page.expect_posts(2, 1)
    page.post(1).expect_text("Hello, Flask!")
    page.expect_no_text("by bob")


@check("own_post", "The author changes and deletes their own post", "글쓴이는 자기 글을 고치고 지워요")
def the_author_may(app: AppUnderTest) -> None:
    """By every method."""
    for user_id, number in (("alice", 1), ("minsu", 2)):
        author, nickname = app.logged_in(user_id), PEOPLE[user_id]["nickname"]
        url = f"/content_submit/{number}"
        for method in ("PUT", "PATCH", "POST"):
            response = author.send(method, url, json={"content_txt": f"by {method}"})
            response.expect(200, json={"post": {"id": number, "nickname": nickname, "content_txt": f"by {method}"}})
        author.post(url, data={"content_txt": "by form"}).expect(302, location=f"/user/{nickname}")
        author.delete(url).expect(200, json={"result": "success"})
        author.get(url).expect(404)


@check("own_post", "Changing a post that does not exist is a 404", "없는 글을 고치면 404예요")
def unknown_post_is_404(app: AppUnderTest) -> None:
    """For everyone."""
    for method in CHANGES:
        app.logged_in("alice").send(method, "/content_submit/99", json={"content_txt": "hi"}).expect(404)
