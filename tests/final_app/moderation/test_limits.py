"""How much one person may write."""

import pytest


@pytest.fixture
def app(make_app):
    """Return the app with limits on writing, which other tests do without."""
    return make_app(WRITES="3/minute;4/hour")


def test_what_one_person_writes_is_limited_together(person):
    """Posts, comments, requests and reports count; the next is 429, says when to try again, and changes nothing."""
    alice, bob = person("alice_1", "alice"), person("bob_lee", "bob")
    post_id = bob.posts("hello")
    path = f"/content_submit/{post_id}/comments"
    assert alice.sends("POST", path, {"text": "first"}).status_code == 201
    assert alice.sends("PUT", "/friend/bob").status_code == 200
    report = {"kind": "person", "id": "bob", "reason": "bad"}
    assert alice.sends("POST", "/report", report).status_code == 201
    refused = [
        alice.sends("POST", path, {"text": "too much"}),
        alice.sends("POST", "/content_submit", {"content_txt": "too much"}),
        alice.sends("PUT", "/friend/bob"),
        alice.sends("POST", "/report", {**report, "kind": "post", "id": post_id}),
    ]
    assert [answer.status_code for answer in refused] == [429] * 4
    assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in refused)
    assert [one["text"] for one in alice.reads(path).json["comments"]] == ["first"]
    assert bob.sends("POST", path, {"text": "of another person"}).status_code == 201


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/content_submit", {"content_txt": "my long text"}),
        ("{post}/comments", {"text": "my long text"}),
        ("/report", {"kind": "post", "id": "{id}", "reason": "my long text"}),
    ],
)
def test_a_form_keeps_its_text(person, path, fields):
    """Nothing that was typed is lost: the form comes back with it, and with the reason."""
    alice, bob = person("alice_1", "alice"), person("bob_lee", "bob")
    post_id = bob.posts("hello")
    for number in range(3):
        alice.posts(f"post {number}")
    filled = {name: value.format(id=post_id) for name, value in fields.items()}
    answer = alice.submits(path.format(post=f"/content_submit/{post_id}"), **filled)
    assert answer.status_code == 429
    assert "my long text</textarea>" in answer.text
    assert "very fast" in answer.text
    assert answer.headers["Retry-After"]


def test_what_is_rejected_does_not_count(person):
    """Mistakes take nothing away from what one may write."""
    alice = person("alice_1", "alice")
    for _attempt in range(5):
        assert alice.sends("POST", "/content_submit", {"content_txt": ""}).status_code == 400
    for number in range(3):
        alice.posts(f"post {number}")
    assert alice.sends("POST", "/content_submit", {"content_txt": "more"}).status_code == 429
