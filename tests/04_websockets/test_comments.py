"""A comment is sent by POST, kept, and shown; a notice of it is kept for the author of the post."""

import pytest

UNREADABLE = {
    "no text": ({"kind": "append_comment", "post_id": 1}, 400),
    "an empty text": ({"kind": "append_comment", "post_id": 1, "text": "  "}, 400),
    "a number as text": ({"kind": "append_comment", "post_id": 1, "text": 7}, 400),
    "a list as text": ({"kind": "append_comment", "post_id": 1, "text": ["hi"]}, 400),
    "no post": ({"kind": "append_comment", "text": "hi"}, 400),
    "an unknown post": ({"kind": "append_comment", "post_id": 99, "text": "hi"}, 404),
    "a list as post": ({"kind": "append_comment", "post_id": [1], "text": "hi"}, 400),
    "an object as post": ({"kind": "append_comment", "post_id": {}, "text": "hi"}, 400),
    "no kind": ({"post_id": 1, "text": "hi"}, 400),
    "a list": (["append_comment"], 400),
}


def test_a_comment_is_answered_with_what_was_kept(people):
    """POST /content_reaction_submit with append_comment answers 201 and the comment: id, post_id, nickname, text."""
    _, bob, minsu = people

    first = bob.writes_a_comment(1, "welcome")  # W5
    second = minsu.writes_a_comment(1, "반가워요 🎉")

    assert first.status_code == second.status_code == 201
    assert first.json["result"] == "success"
    comment = {"id": first.json["comment"]["id"], "post_id": 1, "nickname": "bob", "text": "welcome"}
    assert first.json["comment"] == comment
    assert second.json["comment"]["nickname"] == "민수"
    assert second.json["comment"]["text"] == "반가워요 🎉"
    assert second.json["comment"]["id"] != comment["id"]
    assert "반가워요" in second.text


def test_everyone_who_asks_sees_the_comment(people, read_posts):
    """The comment is on the page under its post, for everyone who loads the page."""
    _, bob, minsu = people
    bob.writes_a_comment(1, "welcome")

    posts = read_posts(minsu.http.get("/").text)

    assert "welcome" in posts[1]
    assert "welcome" not in posts[2]


def test_script_in_a_comment_stays_text(people):
    """A comment that says <script> is shown as text."""
    alice, bob, _ = people
    bob.writes_a_comment(1, "<script>alert(1)</script>")

    page = alice.http.get("/").text

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(("sent", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_a_comment_is_refused(people, read_posts, sent, status):
    """A comment needs a text (400) and a post that is there (404); else nothing is kept and nobody is told."""
    alice, bob, _ = people
    before = read_posts(alice.http.get("/").text)

    answer = bob.http.post("/content_reaction_submit", json=sent)

    assert answer.status_code == status
    assert answer.json["result"] == "error"
    assert read_posts(alice.http.get("/").text) == before
    assert alice.notices() == []


def test_half_an_emoji_in_a_comment_breaks_nothing(people):
    r"""JSON may carry half an emoji ("\ud83c"), which is no text: page and notices can still be shown."""
    alice, bob, _ = people
    sent = r'{"kind": "append_comment", "post_id": 1, "text": "a \ud83c"}'

    assert bob.http.post("/content_reaction_submit", data=sent, content_type="application/json").status_code < 500
    assert alice.http.get("/").status_code == alice.http.get("/notices").status_code == 200


def test_the_name_in_the_request_is_not_looked_at(people):
    """The session says who comments, whatever nickname the browser sends along."""
    _, bob, _ = people

    answer = bob.writes_a_comment(1, "I am alice", nickname="alice", session_user="alice")  # W7

    assert answer.json["comment"]["nickname"] == "bob"


def test_notices_are_kept_for_the_author_only(people):
    """GET /notices lists what others did to one's own posts, oldest first, and is nobody else's to read."""
    alice, bob, minsu = people
    bob.writes_a_comment(1, "first")  # W8
    minsu.writes_a_comment(1, "둘째")
    alice.writes_a_comment(1, "thank you")

    assert alice.notices() == [
        {"kind": "comment", "nickname": "bob", "post_id": 1, "text": "first"},
        {"kind": "comment", "nickname": "민수", "post_id": 1, "text": "둘째"},
    ]
    assert bob.notices() == minsu.notices() == []
    assert alice.http.get("/notices").content_type == "application/json"


def test_the_page_has_its_live_parts(people, read_page):
    """The page has a place for notices, a dot that is hidden at first, a frames panel, and the switch, named unsafe."""
    page = read_page(people[0].http.get("/").text)  # W6

    assert page.find(id="notices")
    assert "hidden" in page.find(id="notice_dot").attributes
    assert page.find(id="frames")
    [label] = [label for label in page.find_all("label") if label.find_all(id="as_the_notes_did")]
    assert "Unsafe" in label
    assert "안전하지 않음" in label
