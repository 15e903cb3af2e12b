"""Exercise update: POST, PUT and PATCH /content_submit/<post_id>."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit import check
from classroom.checks.stage01.show_one import ONE
from classroom.checks.stage01.show_one import TWO

URL = "/content_submit/1"
METHODS = ("PUT", "POST", "PATCH")


def expect_own_message_of_patch(client: Client) -> None:
    """Fail unless PATCH and PUT without a text are rejected with 400, and with different messages."""
    for sent in ({}, {"title": "no text"}):
        patch, put = (client.send(method, URL, json=sent).expect(400) for method in ("PATCH", "PUT"))
        patch.expect_that(
            patch.message != put.message,
            "A PATCH and a PUT without content_txt get the same message.",
            "content_txt가 없는 PATCH와 PUT의 메시지가 같아요.",
            actual=patch.message,
        )


@check("update", "PUT, POST and PATCH change the text and mark the post", "PUT, POST, PATCH는 내용을 고치고 표시해요")
def changes_the_text(app: AppUnderTest) -> None:
    """The response shows the post as it is now."""
    for method in METHODS:
        app.module.post_dic[1]["edited"] = False
        post = {"id": 1, "content_txt": f"new by {method}", "edited": True}
        response = app.client().send(method, URL, json={"content_txt": f"new by {method}"})
        response.expect(200, json={"result": "success", "post": post})


@check("update", "A change is stored, and touches no other post", "고친 것은 저장되고, 다른 글은 그대로예요")
def stores_the_change(app: AppUnderTest) -> None:
    """The method changes nothing by itself: the code does."""
    client = app.client()
    for method in METHODS:
        client.send(method, URL, json={"content_txt": f" new by {method} "}).expect(200)
        post = {"id": 1, "content_txt": f"new by {method}", "edited": True}
        client.get(URL).expect(200, json={"post": post})
        client.get("/content_submit").expect(200, json={"posts": [post, TWO]})


@check("update", "A form can change a post, too", "폼으로도 고칠 수 있어요")
def a_form_changes_a_post(app: AppUnderTest) -> None:
    """get_fields reads both."""
    app.client().post(URL, data={"content_txt": "by a form"}).expect(200, json={"post": {"content_txt": "by a form"}})


@check(
    "update",
    "PATCH with nothing to change is a 400 with its own message",
    "바꿀 것이 없는 PATCH는 다른 메시지의 400이에요",
)
def an_empty_patch_has_its_own_message(app: AppUnderTest) -> None:
    """PUT without a text is incomplete; PATCH without one has nothing to do."""
    client = app.client()
    expect_own_message_of_patch(client)
    client.post(URL, json={}).expect(400)
    client.patch(URL, json={"content_txt": " "}).expect(400)
    client.get(URL).expect(200, json={"post": ONE})


@check("update", "Changing a post that does not exist is a 404", "없는 글을 고치면 404예요")
def unknown_posts_cannot_change(app: AppUnderTest) -> None:
    """Whatever is sent."""
    for method in METHODS:
        app.client().send(method, "/content_submit/99", json={"content_txt": "nobody"}).expect(404)
        app.client().send(method, "/content_submit/99", json={}).expect(404)
