"""Step pages: list questions and add one."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect
from classroom.checks.stage06.people import ask
from classroom.checks.stage06.people import element_of
from classroom.checks.stage06.people import expect_on_page
from classroom.checks.stage06.people import person
from classroom.checks.stage06.people import questions

SCRIPT = "<script>alert(1)</script> & <b>"


@check("pages", "A question by JSON is a 201, and is listed", "JSON으로 쓴 질문은 201이고 목록에 있어요")
def json_questions(app: AppUnderTest) -> None:
    """Oldest first, each with an id of its own."""
    client = person(app, "alice")
    expect(
        questions(client) == [], "The list does not start empty.", "처음에는 질문이 없어야 해요.", [], questions(client)
    )
    first, second = ask(client, "What is a route?"), ask(client, "세션이 뭐예요?")
    expect(first["id"] != second["id"], "Two questions have the same id.", "두 질문의 id가 같아요.", actual=first["id"])
    client.get("/questions").expect(
        200, json={"questions": [{"id": one["id"], "text": one["text"]} for one in (first, second)]}
    )


@check("pages", "A form adds a question and redirects to /", "폼으로 질문을 쓰면 /로 리다이렉트해요")
def form_questions(app: AppUnderTest) -> None:
    """Spaces around the text go."""
    client = person(app, "alice")
    client.post("/questions", data={"text": "  By form? \n"}).expect(302, location="/")
    client.get("/questions").expect(200, json={"questions": [{"text": "By form?"}]})


@check("pages", "The page shows each question, and a form", "페이지에 질문마다 요소가 있고 폼이 있어요")
def the_page_shows_questions(app: AppUnderTest) -> None:
    """What people write stays text."""
    client = person(app, "alice")
    client.get("/").expect(200).page.expect_form("/questions", "text")
    question = ask(client, SCRIPT)
    expect_on_page(client, question["id"], SCRIPT)
    response = client.get("/").expect(200)
    response.expect_that(
        not element_of(response, question["id"]).select("script"),
        "The browser would run this question as HTML.",
        "브라우저가 이 질문을 HTML로 실행해요.",
    )


@check("pages", "A bad text is a 400, and nothing is stored", "잘못된 내용은 400이고 저장하지 않아요")
def bad_texts_are_400(app: AppUnderTest) -> None:
    """Missing, blank, or not a string."""
    client = person(app, "alice")
    for text in (None, "", "  \n", 7, ["hi"]):
        client.post("/questions", json={"text": text}).expect(400)
    client.post("/questions", json={}).expect(400)
    client.post("/questions", data={"text": "  "}).expect(400)
    client.post("/questions", data={}).expect(400)
    client.get("/questions").expect(200, json={"questions": []})
