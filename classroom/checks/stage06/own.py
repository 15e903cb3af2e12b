"""Step own: only the author deletes."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage06.people import ask
from classroom.checks.stage06.people import element_of
from classroom.checks.stage06.people import person


@check("own", "The author deletes a question; again it is a 404", "글쓴이는 질문을 지우고, 다시 지우면 404예요")
def the_author_deletes(app: AppUnderTest) -> None:
    """The others stay, and no id is used twice."""
    alice = person(app, "alice")
    question, other = ask(alice, "Gone?"), ask(alice, "Stays?")
    alice.delete(f"/questions/{question['id']}").expect(200, json={"result": "success"})
    alice.delete(f"/questions/{question['id']}").expect(404)
    alice.get("/questions").expect(200, json={"questions": [{"id": other["id"]}]})
    alice.delete(f"/questions/{other['id']}").expect(200)
    new = ask(alice, "New?")
    alice.get("/questions").expect_that(
        new["id"] not in (question["id"], other["id"]),
        "A new question gets the id of a deleted one. Count upward and never back, not by how many there are.",
        "새 질문이 지운 질문의 id를 받았어요. 지금 몇 개인지로 정하지 말고, 줄지 않게 세세요.",
        actual=new["id"],
    )


@check("own", "Someone else gets 403, and the question stays", "다른 사람은 403이고 질문은 그대로예요")
def others_get_403(app: AppUnderTest) -> None:
    """No name is a 401, no question a 404."""
    question = ask(person(app, "alice"), "Mine")
    person(app, "bob").delete(f"/questions/{question['id']}").expect(403)
    app.client().delete(f"/questions/{question['id']}").expect(401)
    person(app, "bob").delete("/questions/99").expect(404)
    left = app.client().get("/questions").expect(200)
    left.expect_that(
        [one["id"] for one in left.json["questions"]] == [question["id"]],
        "A DELETE that was rejected has removed the question all the same: check who asked it before removing it.",
        "거절한 DELETE가 질문을 지웠어요. 지우기 전에 누가 한 질문인지 먼저 확인하세요.",
        [question["id"]],
        [one["id"] for one in left.json["questions"]],
    )


@check("own", "Only the author sees the button to delete", "지우는 버튼은 글쓴이에게만 보여요")
def only_the_author_sees_the_button(app: AppUnderTest) -> None:
    """A request needs no button, but a page should not offer what is rejected."""
    alice = person(app, "alice")
    question = ask(alice, "Mine")
    for client, buttons in ((alice, 1), (person(app, "bob"), 0), (app.client(), 0)):
        response = client.get("/").expect(200)
        found = len(element_of(response, question["id"]).select("button.delete"))
        response.expect_that(
            found == buttons,
            "The button .delete is not shown to the author alone.",
            ".delete 버튼은 글쓴이에게만 보여야 해요.",
            buttons,
            found,
        )
