"""How stage 03 rejects what it cannot answer."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import is_text

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@check(
    None,
    "A text that is missing or empty is a 400, another type a 415",
    "내용이 없거나 비었으면 400, 다른 타입은 415예요",
)
def no_text_is_400(app: AppUnderTest) -> None:
    """And nothing is stored."""
    alice = app.logged_in("alice")
    for path in ("/content_submit", "/content_submit/1"):
        for sent in ({}, {"content_txt": ""}, {"content_txt": " \n"}, ["hi"]):
            alice.post(path, json=sent).expect(400)
        alice.post(path, data="{", content_type="application/json").expect_rejected(400)
        alice.post(path, data="hi", content_type="text/plain").expect(415)
    page = alice.get("/").expect(200).page
    page.expect_posts(2, 1)
    page.post(1).expect_text("Hello, Flask!")


@check(
    None,
    "An error is a page for a browser and JSON for a script, with the same message",
    "오류는 브라우저에는 페이지, 스크립트에는 JSON이고 메시지는 같아요",
)
def errors_are_pages_or_json(app: AppUnderTest) -> None:
    """404, 405, 403, 400 and 415."""
    bob = app.logged_in("bob")
    for status, method, path, sent in (
        (404, "GET", "/nowhere", {}),
        (404, "GET", "/content_submit/99", {}),
        (404, "POST", "/content_submit/one", {"data": {"content_txt": "hi"}}),
        (405, "GET", "/content_reaction_submit", {}),
        (403, "POST", "/content_submit/1", {"data": {"content_txt": "hi"}}),
        (400, "POST", "/content_submit", {"data": {}}),
        (415, "POST", "/content_submit", {"data": "hi", "content_type": "text/plain"}),
    ):
        as_json = bob.send(method, path, headers=JSON, **sent).expect(
            status, json={"result": "error", "message": is_text}
        )
        page = bob.send(method, path, headers=HTML, **sent).expect(status).page
        page.expect_text(str(status), *as_json.json["message"].split(" · "))


@check(
    None,
    "A 405 lists the allowed methods; GET /logout says why",
    "405는 허용된 메서드를 알려 주고, GET /logout은 이유를 말해요",
)
def wrong_methods_are_405(app: AppUnderTest) -> None:
    """A link to /logout would log people out."""
    bob = app.logged_in("bob")
    for path, allowed in (("/logout", {"POST", "OPTIONS"}), ("/content_submit", {"POST", "OPTIONS"})):
        response = bob.get(path).expect(405)
        response.expect_that(
            response.allowed == allowed,
            "The header Allow is not right.",
            "헤더 Allow가 달라요.",
            sorted(allowed),
            sorted(response.allowed),
        )
    messages = [bob.get(path, headers=JSON).json["message"] for path in ("/logout", "/content_submit")]
    response.expect_that(
        messages[0] != messages[1], "GET /logout does not say why.", "GET /logout이 이유를 말하지 않아요."
    )


@check(None, "X-Route names the rule that matched and the view that ran", "X-Route는 맞은 규칙과 실행된 뷰를 알려 줘요")
def names_the_route(app: AppUnderTest) -> None:
    """Also of a request that is turned away."""
    alice = app.logged_in("alice")
    for client, path in ((alice, "/"), (alice, "/user/민수"), (app.client(), "/"), (alice, "/nowhere")):
        client.get(path).expect_route()
