"""Step vote: once a person."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage06.people import ask
from classroom.checks.stage06.people import element_of
from classroom.checks.stage06.people import person


@check("vote", "A vote counts once a person", "표는 한 사람당 한 번 세요")
def votes_count_once(app: AppUnderTest) -> None:
    """A second one gets the same response."""
    alice, bob = person(app, "alice"), person(app, "bob")
    question, other = ask(alice, "Vote?"), ask(alice, "Or not?")
    url = f"/questions/{question['id']}/vote"
    bob.post(url).expect(200, json={"result": "success", "votes": 1})
    again = bob.post(url).expect(200)
    again.expect_that(
        again.json.get("votes") == 1,
        "A second vote of the same person counts, too. Remember who has voted, and look before you count.",
        "같은 사람의 두 번째 표도 셌어요. 누가 투표했는지 기억하고, 세기 전에 확인하세요.",
        1,
        again.json.get("votes"),
    )
    for client in (alice, bob):
        client.post(url).expect(200, json={"result": "success", "votes": 2})
    listed = [{"id": question["id"], "votes": 2}, {"id": other["id"], "votes": 0}]
    alice.get("/questions").expect(200, json={"questions": listed})


@check("vote", "The page shows the votes, and a button", "페이지에 표의 수와 버튼이 있어요")
def the_page_shows_votes(app: AppUnderTest) -> None:
    """The button is for people with a name."""
    alice = person(app, "alice")
    question = ask(alice, "How many?")
    alice.post(f"/questions/{question['id']}/vote").expect(200)
    for client, buttons in ((alice, 1), (app.client(), 0)):
        response = client.get("/").expect(200)
        element = element_of(response, question["id"])
        shown = [tag.get_text().strip() for tag in element.select(".votes")]
        response.expect_that(shown == ["1"], "The element .votes is not right.", ".votes 요소가 달라요.", ["1"], shown)
        found = len(element.select("button.vote"))
        response.expect_that(
            found == buttons,
            "The button .vote is not shown to people with a name alone.",
            ".vote 버튼은 이름이 있는 사람에게만 보여야 해요.",
            buttons,
            found,
        )


@check("vote", "An unknown question is a 404, no name a 401", "없는 질문은 404, 이름이 없으면 401이에요")
def odd_votes_are_rejected(app: AppUnderTest) -> None:
    """And nothing is counted."""
    alice = person(app, "alice")
    question = ask(alice, "Vote?")
    alice.post("/questions/99/vote").expect(404)
    app.client().post(f"/questions/{question['id']}/vote").expect(401)
    alice.get("/questions").expect(200, json={"questions": [{"votes": 0}]})
