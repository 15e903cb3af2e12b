"""The whole of stage 01, whatever the exercise."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import is_text
from classroom.checks.stage01.show_one import ONE
from classroom.checks.stage01.show_one import TWO

METHODS = {
    "/": {"GET", "HEAD", "OPTIONS"},
    "/content_submit": {"GET", "HEAD", "OPTIONS", "POST"},
    "/content_submit/1": {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"},
}


@check(None, "GET / shows the try-it page", "GET /은 시험해 보는 페이지를 보여 줘요")
def shows_the_page(app: AppUnderTest) -> None:
    """A form whose method a browser does not know."""
    app.client().get("/").expect(200).page.expect_form("/content_submit/1", method="delete")


@check(
    None,
    "GET /content_submit lists all posts, with readable Korean",
    "GET /content_submit은 모든 글을 읽을 수 있는 한글로 보여 줘요",
)
def lists(app: AppUnderTest) -> None:
    """In order."""
    response = app.client().get("/content_submit").expect(200, json={"posts": [ONE, TWO]})
    response.expect_that(
        "안녕" in response.text, "Korean is escaped as \\uXXXX.", "한글이 \\uXXXX로 나가요.", "안녕", response.text
    )


@check(None, "Each URL accepts its methods and no others", "URL마다 정해진 메서드만 받아요")
def methods_are_as_written(app: AppUnderTest) -> None:
    """HEAD and OPTIONS come with GET."""
    for path, methods in METHODS.items():
        response = app.client().send("OPTIONS", path).expect(200)
        response.expect_that(
            response.allowed == methods,
            f"{path} does not accept the right methods.",
            f"받는 메서드가 달라요: {path}",
            sorted(methods),
            sorted(response.allowed),
        )
        app.client().send("HEAD", path).expect(200)
    app.client().delete("/content_submit").expect(405)


@check(None, "An id that is not a number is a 404", "숫자가 아닌 id는 404예요")
def a_word_is_not_an_id(app: AppUnderTest) -> None:
    """The converter int decides."""
    for method in ("GET", "PUT", "DELETE"):
        app.client().send(method, "/content_submit/one", json={"content_txt": "hi"}).expect(404)


@check(None, "A text that is missing or empty is a 400", "내용이 없거나 비었으면 400이에요")
def no_text_is_400(app: AppUnderTest) -> None:
    """Also invalid JSON, and JSON that is not an object."""
    client = app.client()
    for sent in ({}, {"content_txt": ""}, {"content_txt": "  \n"}, {"content_txt": None}, ["hi"]):
        client.post("/content_submit", json=sent).expect(400, json={"result": "error", "message": is_text})
    broken = client.post("/content_submit", data='{"content_txt": "hi', content_type="application/json")
    broken.expect_rejected(400)
    client.post("/content_submit", data={}).expect(400)
    client.get("/content_submit").expect(200, json={"posts": [ONE, TWO]})


@check(None, "Another content type is a 415", "다른 콘텐트 타입은 415예요")
def another_type_is_415(app: AppUnderTest) -> None:
    """Neither a form nor JSON, and nothing is stored."""
    for content_type in ("text/plain", "application/xml"):
        app.client().post("/content_submit", data="content_txt=hi", content_type=content_type).expect(415)
    app.client().get("/content_submit").expect(200, json={"posts": [ONE, TWO]})


@check(None, "X-Route names the rule that matched and the view that ran", "X-Route는 맞은 규칙과 실행된 뷰를 알려 줘요")
def names_the_route(app: AppUnderTest) -> None:
    """Whatever the status."""
    for path in ("/content_submit/1", "/content_submit", "/nowhere"):
        app.client().get(path).expect_route()
