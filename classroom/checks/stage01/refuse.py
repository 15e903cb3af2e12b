"""Exercise refuse: every error is JSON with a message."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit import check
from classroom.checks.kit import is_text
from classroom.checks.kit.response import Response


def errors(client: Client) -> list[tuple[int, Response]]:
    """Return one response of each status that an error may have, with the status that is right."""
    return [
        (404, client.get("/nowhere")),
        (405, client.delete("/content_submit")),
        (400, client.post("/content_submit", json={})),
        (415, client.post("/content_submit", data="hi", content_type="text/plain")),
        (404, client.get("/content_submit/99")),
        (400, client.patch("/content_submit/1", json={})),
    ]


@check(
    "refuse",
    "Every error is JSON with a message, and keeps its status",
    "모든 오류는 메시지가 있는 JSON이고 상태 코드를 지켜요",
)
def errors_are_json(app: AppUnderTest) -> None:
    """404, 405, 400 and 415."""
    for status, response in errors(app.client()):
        response.expect(status, json={"result": "error", "message": is_text})


@check("refuse", "A 405 still lists the allowed methods in Allow", "405의 Allow에는 허용된 메서드가 있어요")
def keeps_allow(app: AppUnderTest) -> None:
    """The response of the error already has it."""
    response = app.client().delete("/content_submit").expect(405)
    response.expect_that(
        {"GET", "POST"} <= response.allowed,
        "The header Allow is lost.",
        "헤더 Allow가 사라졌어요.",
        "GET, HEAD, OPTIONS, POST",
        response.headers.get("Allow") or "-",
    )


@check("refuse", "Each error has its own message", "오류마다 메시지가 달라요")
def messages_differ(app: AppUnderTest) -> None:
    """Those of MESSAGES, or what abort was given."""
    found = [
        (response, response.expect_json({"message": is_text}).json["message"])
        for _, response in errors(app.client())[:4]
    ]
    messages = [message for _, message in found]
    found[-1][0].expect_that(
        len(set(messages)) == len(messages),
        "Different errors have the same message.",
        "다른 오류의 메시지가 같아요.",
        actual=messages,
    )
    response = app.client().patch("/content_submit/1", json={}).expect(400)
    said = str(getattr(response.exchange.http_error, "description", ""))
    response.expect_that(
        said in str(response.json.get("message")),
        "The message is not the one that abort was given.",
        "abort에 쓴 메시지가 나오지 않아요.",
        said,
        response.json.get("message"),
    )
    app.client().get("/nowhere").expect_rejected(404, "URL")
