"""The solution of the project does what its lesson says."""

import re
import tomllib

import pytest

from classroom.lessons import NOTES
from classroom.starters import functions_of
from tests.notes.conftest import PROJECT
from tests.notes.conftest import SOLUTION

CORS = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}


class Person:
    """A browser with a page open; its user has joined with a name, or not."""

    def __init__(self, stage, nickname=None):
        self.http = stage.flask.test_client()
        if nickname:
            assert self.http.post("/join", data={"nickname": nickname}).location == "/"
        self.page = stage.socketio.test_client(stage.flask, flask_test_client=self.http)

    def ask(self, text="What is a room?", **fields):
        return self.http.post("/questions", json={"text": text, **fields}).json["question"]

    def received(self):
        return [(event["name"], *event["args"]) for event in self.page.get_received()]


@pytest.fixture
def board(load_stage):
    """Return the solution, freshly loaded."""
    return load_stage(SOLUTION)


def elements(page):
    """Return the HTML of each question on a page, by its id."""
    parts = re.split(r'data-question-id="(\d+)"', page)
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


@pytest.mark.parametrize("kind", ["json", "data"])
def test_a_question_is_listed_and_shown_as_text(board, kind):
    """A form is redirected, JSON gets 201, and HTML in the text is only text."""
    alice = Person(board, " alice ")
    response = alice.http.post("/questions", **{kind: {"text": " <b>why?</b> ", "nickname": "bob"}})
    assert response.status_code == (201 if kind == "json" else 302)
    question = {"id": 1, "nickname": "alice", "text": "<b>why?</b>", "votes": 0, "answers": []}
    assert Person(board).http.get("/questions").json == {"questions": [question]}
    assert "&lt;b&gt;why?&lt;/b&gt;" in elements(alice.http.get("/").text)[1]


@pytest.mark.parametrize("sent", [{"json": {"text": " "}}, {"json": {"text": 1}}, {"json": []}, {"data": {}}])
def test_a_bad_text_changes_nothing(board, sent):
    """A text that is missing, not a string, or only spaces gives 400."""
    alice = Person(board, "alice")
    alice.ask()
    for path in ("/questions", "/questions/1/answer", "/join"):
        assert alice.http.post(path, **sent).status_code == 400
    [question] = alice.http.get("/questions").json["questions"]
    assert (question["nickname"], question["answers"]) == ("alice", [])


def test_without_a_name_one_can_only_read(board):
    """GET works, everything else is 401; the page offers to join instead of a form."""
    alice, stranger = Person(board, "alice"), Person(board)
    alice.ask()
    changes = [("POST", ""), ("POST", "/1/vote"), ("POST", "/1/answer"), ("DELETE", "/1"), ("DELETE", "/9")]
    for method, path in changes:
        assert stranger.http.open(f"/questions{path}", method=method, json={"text": "hi"}).status_code == 401
    page = stranger.http.get("/").text
    assert 'href="/join"' in page
    assert "<form" not in page
    assert 'id="me">alice<' in alice.http.get("/").text


def test_a_person_votes_once(board):
    """A second vote of the same person does not count; an unknown question is a 404."""
    alice, bob = Person(board, "alice"), Person(board, "bob")
    alice.ask()
    votes = [person.http.post("/questions/1/vote").json["votes"] for person in (alice, bob, bob)]
    assert votes == [1, 2, 2]
    assert 'class="votes">2<' in bob.http.get("/").text
    assert bob.http.post("/questions/9/vote").status_code == 404


def test_only_the_author_deletes(board):
    """Others get 403 and see no button; a deleted question is a 404, and its id is not used again."""
    alice, bob = Person(board, "alice"), Person(board, "bob")
    alice.ask()
    seen = ['class="delete"' in elements(person.http.get("/").text)[1] for person in (alice, bob)]
    statuses = [person.http.delete("/questions/1").status_code for person in (bob, alice, alice)]
    assert (seen, statuses) == ([True, False], [403, 200, 404])
    assert alice.ask()["id"] == 2


@pytest.mark.parametrize("kind", ["json", "data"])
def test_events_reach_those_concerned(board, kind):
    """A new question reaches everyone, and an answer only the person who asked."""
    people = alice, bob, stranger = Person(board, "alice"), Person(board, "bob"), Person(board)
    question = alice.ask()
    assert [person.received() for person in people] == [[("question_added", question)]] * 3
    response = bob.http.post("/questions/1/answer", **{kind: {"text": "a group"}})
    assert response.status_code == (201 if kind == "json" else 302)
    assert alice.received() == [("answered", {"question_id": 1, "nickname": "bob", "text": "a group"})]
    assert (bob.received(), stranger.received()) == ([], [])
    assert alice.http.get("/questions").json["questions"][0]["answers"] == [{"nickname": "bob", "text": "a group"}]
    assert "a group" in elements(alice.http.get("/").text)[1]


def test_the_cookie_is_signed_with_the_key_of_the_environment(load_stage, monkeypatch):
    """The key is SECRET_KEY, or a random one; the cookie has a name of its own, and SameSite=Lax."""
    monkeypatch.setenv("SECRET_KEY", "one")
    assert load_stage(SOLUTION).flask.secret_key == "one"
    monkeypatch.delenv("SECRET_KEY")
    keys = [load_stage(SOLUTION).flask.secret_key for _ in range(2)]
    assert keys[0] != keys[1]
    cookie = load_stage(SOLUTION).flask.test_client().post("/join", data={"nickname": "alice"}).headers["Set-Cookie"]
    assert cookie.startswith("session_06=")
    assert "SameSite=Lax" in cookie


def test_the_script_of_the_page_votes_deletes_and_shows_news(start_stage, chromium, socketio_client):
    """In a real browser voting and deleting need no reload, and news appears by itself."""
    address = start_stage(SOLUTION)
    pages = {}
    for nickname in ("alice", "bob"):
        page = pages[nickname] = chromium.new_context().new_page()
        page.route("https://cdn.socket.io/**", lambda route: route.fulfill(path=socketio_client, headers=CORS))
        page.goto(f"{address}/join")
        page.get_by_label("Name").fill(nickname)
        page.get_by_role("button").click()
        page.wait_for_url(f"{address}/")
    alice, bob = pages.values()
    bob.wait_for_function("socket.connected")
    alice.get_by_label("Question").fill("Why?")
    alice.get_by_role("button", name="Ask").click()
    bob.get_by_text("alice: Why?").wait_for()
    bob.reload()
    bob.locator(".vote").click()
    bob.locator(".votes", has_text="1").wait_for()
    alice.wait_for_function("socket.connected")
    bob.get_by_label("Answer").fill("Because.")
    bob.get_by_role("button", name="Send").click()
    alice.get_by_text("bob: Because.").wait_for()
    alice.locator(".delete").click()
    alice.locator("[data-question-id]").wait_for(state="detached")
    for page in pages.values():
        page.context.close()


def test_each_step_has_three_hints_and_names_its_code():
    """There is no starter, so the code of the third hint is named."""
    lesson = tomllib.loads((NOTES / PROJECT / "lesson.toml").read_text(encoding="utf-8"))
    functions = functions_of((NOTES / PROJECT / "solution" / "app.py").read_text(encoding="utf-8"))
    assert lesson["from_empty"] is True
    for exercise in lesson["exercise"]:
        assert exercise["kind"] == "write"
        assert len(exercise["hints"]) == 3
        assert all(text["en"] and text["ko"] for text in (*exercise["hints"], exercise["title"], exercise["task"]))
    named = {name for exercise in lesson["exercise"] for name in exercise["solution"]}
    assert named == set(functions)
