"""How stage 02 rejects what it cannot answer."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import is_text

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@check(
    None,
    "An error is a page for a browser and JSON for a script, with the same message",
    "오류는 브라우저에는 페이지, 스크립트에는 JSON이고 메시지는 같아요",
)
def errors_are_pages_or_json(app: AppUnderTest) -> None:
    """404, 405, 400 and 415."""
    client = app.client()
    for status, method, path, sent in (
        (404, "GET", "/nowhere", {}),
        (405, "GET", "/content_reaction_submit", {}),
        (400, "POST", "/content_submit", {"data": {}}),
        (415, "POST", "/content_submit", {"data": "hi", "content_type": "text/plain"}),
    ):
        message = (
            client.send(method, path, headers=JSON, **sent)
            .expect(status, json={"result": "error", "message": is_text})
            .json["message"]
        )
        page = client.send(method, path, headers=HTML, **sent).expect(status).page
        page.expect_text(str(status), *message.split(" · "))
    client.get("/nowhere", headers={"Accept": "*/*"}).expect(404).page.expect_text("404")


@check(None, "A 405 lists the allowed methods in Allow", "405의 Allow에는 허용된 메서드가 있어요")
def keeps_allow(app: AppUnderTest) -> None:
    """As a page and as JSON."""
    for headers in (HTML, JSON):
        response = app.client().get("/content_reaction_submit", headers=headers).expect(405)
        response.expect_that(
            "POST" in response.allowed,
            "The header Allow is lost.",
            "헤더 Allow가 사라졌어요.",
            "POST",
            sorted(response.allowed),
        )


@check(None, "A text that is missing or empty is a 400", "내용이 없거나 비었으면 400이에요")
def no_text_is_400(app: AppUnderTest) -> None:
    """Also a nickname that is not in the list."""
    client = app.client()
    for fields in ({}, {"content_txt": ""}, {"content_txt": " \n"}, {"content_txt": None}):
        client.post("/content_submit", json={"nickname": "bob", **fields}).expect(400)
    odd: tuple[object, ...] = ("", "낯선이", "Alice", None, 1, ["alice"], {})
    for nickname in odd:
        client.post("/content_submit", json={"nickname": nickname, "content_txt": "hi"}).expect(400)
    client.get("/").expect(200).page.expect_posts(2, 1)


@check(
    None,
    "Invalid JSON and a list are a 400, another content type a 415",
    "잘못된 JSON과 리스트는 400, 다른 콘텐트 타입은 415예요",
)
def unreadable_is_rejected(app: AppUnderTest) -> None:
    """Neither is an object with fields."""
    client = app.client()
    for body in ('{"nickname": "bob"', '["bob"]', "null"):
        client.post("/content_submit", data=body, content_type="application/json").expect_rejected(400)
    client.post("/content_submit", data="<a/>", content_type="application/xml").expect_rejected(415)


@check(None, "A view that fails is a 500 with a message", "뷰에서 예외가 나면 메시지가 있는 500이에요")
def a_failing_view_has_a_message(app: AppUnderTest) -> None:
    """As a page and as JSON."""
    app.module.post_dic[2].pop("nickname")
    for headers in (HTML, JSON):
        app.client().get("/", headers=headers).expect_rejected(500, "·" if headers == JSON else "500")
