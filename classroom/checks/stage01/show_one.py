"""Exercise show_one: GET /content_submit/<post_id>."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check

ONE = {"id": 1, "content_txt": "Hello, Flask!", "edited": False}
TWO = {"id": 2, "content_txt": "안녕, Flask!", "edited": False}


@check("show_one", "GET /content_submit/<post_id> shows that post", "GET /content_submit/<post_id>는 그 글을 보여 줘요")
def shows_one_post(app: AppUnderTest) -> None:
    """Each post has a URL of its own."""
    for post in (TWO, ONE):
        response = app.client().get(f"/content_submit/{post['id']}")
        response.expect(200, json={"post": post})
        response.expect_that(
            "posts" not in response.json, "The response holds more than one post.", "응답에 글이 하나보다 많아요."
        )


@check("show_one", "A post that does not exist is a 404", "없는 글은 404예요")
def unknown_post_is_404(app: AppUnderTest) -> None:
    """A view looks before it answers."""
    for number in (3, 99, 0):
        app.client().get(f"/content_submit/{number}").expect(404)


@check("show_one", "Showing a post changes nothing", "글을 보여 줘도 바뀌는 것은 없어요")
def showing_changes_nothing(app: AppUnderTest) -> None:
    """GET is safe."""
    client = app.client()
    client.get("/content_submit/1")
    client.get("/content_submit/1").expect(200, json={"post": ONE})
    client.get("/content_submit").expect(200, json={"posts": [ONE, TWO]})
