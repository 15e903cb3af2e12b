"""What cannot be done is refused with a status and words, never with a traceback."""

import pytest

JSON = "application/json"
TEXTS = {
    "no body": ({}, 400),
    "an empty text": ({"data": {"content_txt": " "}}, 400),
    "a number": ({"json": {"content_txt": 7}}, 400),
    "JSON of a list": ({"json": ["hi"]}, 400),
    "half a JSON": ({"data": '{"content_txt": "hi', "content_type": JSON}, 400),
    "plain text": ({"data": "hi", "content_type": "text/plain"}, 415),
}
LIKES = {
    "an empty object": ({}, 400),
    "JSON of a list": ([], 400),
    "another kind": ({"kind": "hate", "post_id": 1}, 400),
    "no kind": ({"post_id": 1}, 400),
    "a list as kind": ({"kind": ["like"], "post_id": 1}, 400),
    "an unknown post": ({"kind": "like", "post_id": 99}, 404),
    "a text as post": ({"kind": "like", "post_id": "one"}, 400),
    "a list as post": ({"kind": "like", "post_id": [1]}, 400),
    "an object as post": ({"kind": "like", "post_id": {}}, 400),
}
LOGINS = {
    "nothing": ({}, 401),
    "lists": ({"json": {"user_id": ["alice"], "password": ["flask"]}}, 401),
    "objects": ({"json": {"user_id": {}, "password": {}}}, 401),
    "null": ({"json": {"user_id": None, "password": None}}, 401),
    "JSON of a list": ({"json": ["alice", "flask"]}, 400),
    "half a JSON": ({"data": '{"user_id": "ali', "content_type": JSON}, 400),
    "plain text": ({"data": "alice flask", "content_type": "text/plain"}, 415),
}
HALF_EMOJIS = [
    r'{"user_id": "\ud83c", "password": "flask"}',
    r'{"user_id": "\ud83c", "password": "wrong"}',
    r'{"user_id": "alice", "password": "\ud83c"}',
]


@pytest.mark.parametrize(("method", "path"), [("POST", "/content_submit"), ("PUT", "/content_submit/1")])
@pytest.mark.parametrize(("sent", "status"), TEXTS.values(), ids=TEXTS)
def test_what_cannot_be_a_text_is_refused(alice, method, path, sent, status):
    """A missing or empty text is 400, another content type is 415, and nothing changes."""
    before = alice.get("/").text

    assert alice.open(path, method=method, **sent).status_code == status
    assert alice.get("/").text == before


def test_patch_without_a_change_is_refused(alice):
    """PATCH that sends no text has nothing to change: 400."""
    answer = alice.patch("/content_submit/1", json={})

    assert answer.status_code == 400
    assert "Nothing to change" in answer.json["message"]


@pytest.mark.parametrize(("sent", "status"), LIKES.values(), ids=LIKES)
def test_what_cannot_be_a_like_is_refused(alice, sent, status):
    """A like needs its kind (400) and the number of a post that is there (404)."""
    answer = alice.post("/content_reaction_submit", json=sent)

    assert answer.status_code == status
    assert answer.json["result"] == "error"


@pytest.mark.parametrize(("sent", "status"), LOGINS.values(), ids=LOGINS)
def test_what_cannot_be_a_login_is_refused(stranger, sent, status):
    """A login that is no user id and password is refused in words, and one stays a stranger."""
    assert stranger.post("/login", **sent).status_code == status
    assert stranger.get("/").status_code == 302


@pytest.mark.parametrize("sent", HALF_EMOJIS)
def test_half_an_emoji_is_no_login(stranger, sent):
    r"""JSON may carry half an emoji ("\ud83c"), which is no text: as user id or password it is refused, not a 500."""
    assert stranger.post("/login", data=sent, content_type=JSON).status_code in (400, 401)


def test_half_an_emoji_in_a_post_breaks_nothing(alice):
    """The same in a post: the answer is still an answer, and the pages can be shown."""
    answer = alice.post("/content_submit", data=r'{"content_txt": "a \ud83c"}', content_type=JSON)

    assert answer.status_code < 500
    assert alice.get("/").status_code == alice.get("/user/alice").status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/content_submit/99", "/content_submit/one", "/user/nobody/posts"])
def test_an_unknown_url_is_not_found(alice, method, path):
    """A post that is not there is 404 by any method."""
    assert alice.open(path, method=method, data={"content_txt": "hi"}).status_code == 404


@pytest.mark.parametrize("user", ["nobody", "minsu", "아무도", "%ff"])
def test_an_unknown_person_is_not_found(alice, user):
    """GET /user/<user> takes a nickname; any other is a 404 page that says so."""
    answer = alice.get(f"/user/{user}")

    assert answer.status_code == 404
    assert "Not found" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/", "GET HEAD OPTIONS"),
        ("GET", "/content_submit", "OPTIONS POST"),
        ("DELETE", "/login", "GET HEAD OPTIONS POST"),
    ],
)
def test_another_method_is_refused_with_those_allowed(alice, method, path, allow):
    """A method that the URL does not take is 405, and Allow says which it takes."""
    answer = alice.open(path, method=method)

    assert answer.status_code == 405
    assert sorted(answer.allow) == allow.split()
