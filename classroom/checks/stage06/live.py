"""Step live: questions for everyone, answers for who asked."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit import check
from classroom.checks.stage06.people import ask
from classroom.checks.stage06.people import expect_on_page
from classroom.checks.stage06.people import person
from classroom.checks.stage06.people import questions


@check("live", "An answer is stored and shown in its question", "답변은 저장되고 그 질문 안에 보여요")
def answers_are_stored(app: AppUnderTest) -> None:
    """By form or by JSON; oldest first."""
    alice, bob = person(app, "alice"), person(app, "bob")
    question = ask(alice, "Why?")
    url = f"/questions/{question['id']}/answer"
    answer = {"nickname": "bob", "text": "Because."}
    bob.post(url, json={"text": " Because. ", "nickname": "alice"}).expect(
        201, json={"result": "success", "answer": answer}
    )
    alice.post(url, data={"text": "By form"}).expect(302, location="/")
    answers = [answer, {"nickname": "alice", "text": "By form"}]
    alice.get("/questions").expect(200, json={"questions": [{"answers": answers}]})
    expect_on_page(app.client(), question["id"], "Because.")
    expect_on_page(app.client(), question["id"], "By form")


@check("live", "A bad answer is rejected", "잘못된 답변은 거절해요")
def bad_answers_are_rejected(app: AppUnderTest) -> None:
    """400, 404 and 401."""
    alice = person(app, "alice")
    url = f"/questions/{ask(alice, 'Why?')['id']}/answer"
    for sent in ({}, {"text": " "}, {"text": 7}):
        alice.post(url, json=sent).expect(400)
    alice.post("/questions/99/answer", json={"text": "hi"}).expect(404)
    app.client().post(url, json={"text": "hi"}).expect(401)
    alice.get("/questions").expect(200, json={"questions": [{"answers": []}]})


@check("live", "Everyone receives a new question", "새 질문은 모두가 받아요")
def everyone_receives_questions(app: AppUnderTest) -> None:
    """With a name or without, however it was sent."""
    alice = person(app, "alice")
    alice.connect().expect_connected()
    app.client("visitor").connect().expect_connected()
    app.received_since()
    question = ask(alice, "안녕?")
    shown = {"id": question["id"], "nickname": "alice", "text": "안녕?", "votes": 0, "answers": []}
    app.expect_received("question_added", {name: [shown] for name in app.received})
    alice.post("/questions", data={"text": "By form"}).expect(302)
    app.expect_received(
        "question_added", {name: [shown | {"id": newest(alice), "text": "By form"}] for name in app.received}
    )


@check("live", "Only who asked receives an answer", "답변은 질문한 사람만 받아요")
def who_asked_receives_answers(app: AppUnderTest) -> None:
    """On every page that they have open."""
    alice, bob = person(app, "alice"), person(app, "bob")
    question = ask(alice, "Why?")
    for page in (alice.connect(), alice.connect("alice (page 2)"), bob.connect(), app.client("visitor").connect()):
        page.expect_connected()
    app.received_since()
    for sent in ({"json": {"text": "Because."}}, {"data": {"text": "Because."}}):
        bob.post(f"/questions/{question['id']}/answer", **sent)
        answer = {"question_id": question["id"], "nickname": "bob", "text": "Because."}
        app.expect_received("answered", {"alice": [answer], "alice (page 2)": [answer]})


def newest(client: Client) -> object:
    """Return the id of the newest question."""
    return questions(client)[-1]["id"]
