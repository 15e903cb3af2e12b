"""What else stage 02 promises."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect

METHODS = {
    "/": "GET HEAD OPTIONS",
    "/user/alice": "GET HEAD OPTIONS",
    "/content_submit": "OPTIONS POST",
    "/content_submit/1": "DELETE GET HEAD OPTIONS PATCH POST PUT",
    "/content_reaction_submit": "OPTIONS POST",
    "/lab": "GET HEAD OPTIONS POST",
    "/lab/302": "OPTIONS POST",
}


@check(
    None,
    "DELETE removes one post and answers JSON; again it is a 404",
    "DELETE는 글 하나를 지우고 JSON으로 답해요. 다시 지우면 404예요",
)
def deletes(app: AppUnderTest) -> None:
    """The others stay."""
    client = app.client()
    client.delete("/content_submit/1").expect(200, json={"result": "success"})
    client.delete("/content_submit/1").expect(404)
    client.get("/").expect(200).page.expect_posts(2)


@check(None, "Reload after writing sends nothing again", "글을 쓴 뒤 새로고침해도 다시 보내지 않아요")
def reload_sends_nothing(app: AppUnderTest) -> None:
    """The browser ends at a page that it asked for by GET."""
    client = app.client()
    response = client.post("/content_submit", data={"nickname": "bob", "content_txt": "once"}, follow_redirects=True)
    response.expect(200).expect_that(
        response.raw.request.method == "GET",
        "After writing, a reload would send the form again.",
        "글을 쓴 뒤 새로고침하면 폼을 다시 보내요.",
        "GET",
        response.raw.request.method,
    )
    response.page.expect_posts(3)
    client.get(response.raw.request.path).expect(200).page.expect_posts(3)


@check(None, "Each URL accepts its methods and no others", "URL마다 정해진 메서드만 받아요")
def methods_are_as_written(app: AppUnderTest) -> None:
    """HEAD and OPTIONS come with GET."""
    for path, methods in METHODS.items():
        response = app.client().send("OPTIONS", path).expect(200)
        response.expect_that(
            sorted(response.allowed) == methods.split(),
            f"{path} does not accept the right methods.",
            f"받는 메서드가 달라요: {path}",
            methods.split(),
            sorted(response.allowed),
        )


@check(None, "X-Route names the rule that matched and the view that ran", "X-Route는 맞은 규칙과 실행된 뷰를 알려 줘요")
def names_the_route(app: AppUnderTest) -> None:
    """Whatever the status."""
    for method, path in (("GET", "/"), ("GET", "/user/민수"), ("PUT", "/content_submit/1"), ("GET", "/nowhere")):
        app.client().send(method, path, json={"content_txt": "hi"}).expect_route()


@check(None, "The debugger is off", "디버거는 꺼져 있어요")
def the_debugger_is_off(app: AppUnderTest) -> None:
    """With it, anyone who can reach the page can run code."""
    expect(not app.flask.debug, "Debug mode is on.", "디버그 모드가 켜져 있어요.", False, app.flask.debug)


@check(None, "A number in a URL is a number", "URL의 번호는 숫자예요")
def a_word_is_not_an_id(app: AppUnderTest) -> None:
    """The converter int decides."""
    for method in ("GET", "POST", "DELETE"):
        app.client().send(method, "/content_submit/one", json={"content_txt": "hi"}).expect(404)


@check(None, "Korean is readable in JSON", "JSON에서 한글을 읽을 수 있어요")
def korean_is_readable(app: AppUnderTest) -> None:
    """ensure_ascii is off."""
    response = app.client().post("/content_reaction_submit", json={"kind": "like", "post_id": 1, "nickname": "민수"})
    response.expect(200).expect_that(
        "민수" in response.text, "Korean is escaped as \\uXXXX.", "한글이 \\uXXXX로 나가요.", "민수", response.text
    )
