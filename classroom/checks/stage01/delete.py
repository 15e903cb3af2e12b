"""Exercise delete: DELETE /content_submit/<post_id>."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage01.show_one import ONE
from classroom.checks.stage01.show_one import TWO


@check("delete", "DELETE removes the post", "DELETE는 글을 지워요")
def deletes(app: AppUnderTest) -> None:
    """That post and no other."""
    for number, rest in ((1, [TWO]), (2, [])):
        app.client().delete(f"/content_submit/{number}").expect(200, json={"result": "success"})
        app.client().get("/content_submit").expect(200, json={"posts": rest})


@check("delete", "Deleting it again is a 404", "다시 지우면 404예요")
def deleting_again_is_404(app: AppUnderTest) -> None:
    """What is gone cannot be deleted."""
    app.client().delete("/content_submit/1").expect(200)
    app.client().delete("/content_submit/1").expect(404)
    app.client().get("/content_submit/1").expect(404)
    app.client().get("/content_submit").expect(200, json={"posts": [TWO]})


@check("delete", "Only DELETE deletes", "DELETE만 지워요")
def only_delete_deletes(app: AppUnderTest) -> None:
    """Another method on the same URL leaves the post."""
    app.client().get("/content_submit/1").expect(200)
    app.client().put("/content_submit/1", json={"content_txt": "still here"}).expect(200)
    app.client().delete("/content_submit").expect(405)
    app.client().get("/content_submit").expect(
        200, json={"posts": [ONE | {"content_txt": "still here", "edited": True}, TWO]}
    )
