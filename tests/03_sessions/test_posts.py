"""A post belongs to the person of the session."""

import pytest

CHANGES = ["POST", "PUT", "PATCH"]


def test_a_post_is_written_as_the_person_of_the_session(bob, read_posts):
    """POST /content_submit answers 302 to one's own page, where the new post is."""
    answer = bob.post("/content_submit", data={"content_txt": "밥의 글"})

    assert answer.status_code == 302
    assert answer.location == "/user/bob"
    assert "밥의 글" in read_posts(bob.get("/user/bob").text)[3]


def test_a_script_that_writes_a_post_is_told_of_it(bob):
    """POST /content_submit with JSON answers 201 with the post, as in stage 01."""
    answer = bob.post("/content_submit", json={"content_txt": "by script"})

    assert answer.status_code == 201
    assert (answer.json["result"], answer.json["post"]["nickname"]) == ("success", "bob")


@pytest.mark.parametrize("field", ["nickname", "session_user", "user_id"])
def test_a_name_in_the_form_changes_nothing(bob, read_posts, field):
    """The session says who writes: a name that the form sends along is not looked at."""
    bob.post("/content_submit", data={"content_txt": "by bob", field: "alice"})

    assert list(read_posts(bob.get("/user/alice").text)) == [1]
    assert list(read_posts(bob.get("/user/bob").text)) == [3]


@pytest.mark.parametrize("method", CHANGES)
def test_the_author_changes_a_post_by_script(alice, read_posts, method):
    """POST, PUT and PATCH with JSON on one's own post answer 200 with the post as it now is."""
    answer = alice.open("/content_submit/1", method=method, json={"content_txt": "고친 글"})

    assert answer.status_code == 200
    assert answer.json["result"] == "success"
    assert answer.json["post"]["content_txt"] == "고친 글"
    assert "고친 글" in answer.text
    assert "고친 글" in read_posts(alice.get("/").text)[1]


def test_the_author_changes_a_post_by_form(minsu, read_posts):
    """A form on one's own post answers 302 to one's own page, Korean names percent-encoded."""
    answer = minsu.post("/content_submit/2", data={"content_txt": "Mended"})

    assert answer.status_code == 302
    assert answer.location == "/user/%EB%AF%BC%EC%88%98"
    assert "Mended" in read_posts(minsu.get("/user/민수").text)[2]


def test_the_author_deletes_a_post(alice, bob, read_posts):
    """DELETE on one's own post answers 200, and the post is gone for everyone."""
    answer = alice.delete("/content_submit/1")

    assert answer.status_code == 200
    assert answer.json == {"result": "success"}
    assert list(read_posts(bob.get("/").text)) == [2]


@pytest.mark.parametrize("method", [*CHANGES, "DELETE"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nobody_else_changes_or_deletes_it(bob, read_posts, method, accept):
    """Another's post is 403, whatever the method, and it stays as it was."""
    forged = {"content_txt": "bob was here", "nickname": "alice"}
    answer = bob.open("/content_submit/1", method=method, data=forged, headers={"Accept": accept})

    assert answer.status_code == 403
    assert answer.mimetype == accept
    assert "Only the author" in answer.text
    assert "Hello, Flask!" in read_posts(bob.get("/").text)[1]


def test_only_the_author_sees_the_form(alice, bob):
    """GET /content_submit/<post_id> shows everyone the post, and its author alone the form to change it."""
    form = 'action="/content_submit/1"'

    assert form in alice.get("/content_submit/1").text
    assert form not in bob.get("/content_submit/1").text
    assert "Hello, Flask!" in bob.get("/content_submit/1").text


def test_a_like_is_of_the_person_of_the_session(alice, bob, minsu):
    """A like counts once a person, for whoever the session says, whatever nickname the script sends."""
    like = {"kind": "like", "post_id": 2, "nickname": "민수", "session_user": "민수"}

    answers = [person.post("/content_reaction_submit", json=like).json for person in (alice, alice, bob, minsu)]

    assert [answer["session_user"] for answer in answers] == ["alice", "alice", "bob", "민수"]
    assert [answer["like_count"] for answer in answers] == [2, 2, 2, 3]


@pytest.mark.parametrize("path", ["/", "/user/alice", "/content_submit/3"])
def test_script_in_a_post_stays_text(alice, path):
    """A post that says <script> is shown as text, also in the form to change it."""
    alice.post("/content_submit", data={"content_txt": "</textarea><script>alert(1)</script>"})

    page = alice.get(path).text

    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "</textarea><script>" not in page
