"""Exercise change: POST, PUT and PATCH /content_submit/<post_id>."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage01.update import expect_own_message_of_patch

JSON = {"Accept": "application/json"}
POST_2 = {"id": 2, "nickname": "민수", "edited": True, "likes": ["bob"]}


@check(
    "change",
    "A form that changes a post is redirected to the author's page",
    "폼으로 글을 고치면 작성자 페이지로 리다이렉트해요",
)
def a_form_is_redirected(app: AppUnderTest) -> None:
    """So that a reload does not send it again."""
    for number, nickname in ((1, "alice"), (2, "민수")):
        response = app.client().post(f"/content_submit/{number}", data={"content_txt": "changed"})
        response.expect(302, location=f"/user/{nickname}")


@check("change", "A script that changes a post gets JSON", "스크립트로 글을 고치면 JSON이 와요")
def a_script_gets_json(app: AppUnderTest) -> None:
    """PUT, PATCH, and a POST that sends or wants JSON."""
    for method, sent in (
        ("PUT", {"json": {"content_txt": "고친 글"}}),
        ("PATCH", {"json": {"content_txt": "고친 글"}}),
        ("POST", {"json": {"content_txt": "고친 글"}}),
        ("PUT", {"data": {"content_txt": "고친 글"}}),
        ("POST", {"data": {"content_txt": "고친 글"}, "headers": JSON}),
    ):
        response = app.client().send(method, "/content_submit/2", **sent)
        response.expect(200, json={"result": "success", "post": POST_2 | {"content_txt": "고친 글"}})


@check(
    "change",
    "A change is stored and marked, and touches no other post",
    "고친 것은 저장되고 표시되며, 다른 글은 그대로예요",
)
def stores_the_change(app: AppUnderTest) -> None:
    """By a form and by a script."""
    client = app.client()
    client.post("/content_submit/1", data={"content_txt": "by form"}).expect(302)
    client.put("/content_submit/2", json={"content_txt": "by script"}).expect(200)
    page = client.get("/").expect(200).page
    page.expect_posts(2, 1)
    page.post(1).expect_text("by form")
    page.post(2).expect_text("by script")
    page.expect_no_text("Hello, Flask!", "안녕, Flask!")
    edited = {number: post["edited"] for number, post in app.module.post_dic.items()}
    page.response.expect_that(
        edited == {1: True, 2: True},
        "A changed post is not marked as edited.",
        "고친 글에 edited 표시가 없어요.",
        {1: True, 2: True},
        edited,
    )


@check(
    "change",
    "A change without a text is a 400, of an unknown post a 404",
    "내용 없이 고치면 400, 없는 글을 고치면 404예요",
)
def rejects_incomplete_changes(app: AppUnderTest) -> None:
    """And nothing changes."""
    client = app.client()
    for method in ("POST", "PUT", "PATCH"):
        client.send(method, "/content_submit/1", json={}).expect(400)
        client.send(method, "/content_submit/1", json={"content_txt": " "}).expect(400)
        client.send(method, "/content_submit/99", json={"content_txt": "hi"}).expect(404)
    client.get("/").expect(200).page.post(1).expect_text("Hello, Flask!")
    expect_own_message_of_patch(client)
