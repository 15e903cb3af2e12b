"""People of the question board, and what they do."""

from typing import Any

from bs4 import Tag

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit.response import Response


def person(app: AppUnderTest, nickname: str) -> Client:
    """Return a browser that has joined; where there is no /join yet, one that has not."""
    client = app.client(nickname)
    response = client.post("/join", data={"nickname": nickname})
    if response.status != 404:
        response.expect(302, location="/")
    return client


def ask(client: Client, text: str, **more: object) -> Any:
    """Ask a question as a script does, and return it."""
    response = client.post("/questions", json={"text": text, **more}).expect(201, json={"result": "success"})
    return response.expect_json({"question": {"id": lambda value: type(value) is int, "text": text}}).json["question"]


def questions(client: Client) -> list[Any]:
    """Return all questions, as JSON."""
    response = client.get("/questions").expect(200, json={"questions": lambda value: isinstance(value, list)})
    found: list[Any] = response.json["questions"]
    return found


def element_of(response: Response, question_id: int) -> Tag:
    """Return the element of a question on the page, or fail."""
    tags = response.page.tag.select(f'[data-question-id="{question_id}"]')
    response.expect_that(
        tags,
        f'No element on the page has data-question-id="{question_id}".',
        f'data-question-id="{question_id}"인 요소가 페이지에 없어요.',
        question_id,
        [str(tag["data-question-id"]) for tag in response.page.tag.select("[data-question-id]")],
    )
    return tags[0]


def expect_on_page(client: Client, question_id: int, text: str) -> None:
    """Fail unless the page shows a text in a question."""
    response = client.get("/").expect(200)
    shown = element_of(response, question_id).get_text(" ")
    response.expect_that(
        text in shown,
        f"The question does not show this text: {text}",
        f"질문에 이 내용이 나오지 않아요: {text}",
        text,
        shown.strip(),
    )
