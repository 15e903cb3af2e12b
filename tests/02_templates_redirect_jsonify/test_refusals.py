"""What cannot be done is refused: to a page with a page, to a script with JSON."""

import pytest

JSON = "application/json"
ALICE = {"nickname": "alice"}
POSTS = {
    "no body": ({}, 400),
    "no text": ({"data": ALICE}, 400),
    "an empty text": ({"data": {**ALICE, "content_txt": "  "}}, 400),
    "a number as text": ({"json": {**ALICE, "content_txt": 7}}, 400),
    "nobody": ({"data": {"content_txt": "hi"}}, 400),
    "a stranger": ({"data": {"content_txt": "hi", "nickname": "낯선이"}}, 400),
    "a list as nickname": ({"json": {"content_txt": "hi", "nickname": ["alice"]}}, 400),
    "an object as nickname": ({"json": {"content_txt": "hi", "nickname": {}}}, 400),
    "a number as nickname": ({"json": {"content_txt": "hi", "nickname": 1}}, 400),
    "half an emoji as nickname": ({"data": r'{"content_txt": "hi", "nickname": "\ud83c"}', "content_type": JSON}, 400),
    "JSON of a list": ({"json": ["hi"]}, 400),
    "half a JSON": ({"data": '{"nickname": "ali', "content_type": JSON}, 400),
    "plain text": ({"data": "hi", "content_type": "text/plain"}, 415),
}
CHANGES = {
    "no text": ({}, 400),
    "an empty text": ({"data": {"content_txt": ""}}, 400),
    "a list as text": ({"json": {"content_txt": ["hi"]}}, 400),
    "half a JSON": ({"data": "{", "content_type": JSON}, 400),
    "plain text": ({"data": "hi", "content_type": "text/plain"}, 415),
}
LIKES = {
    "an empty object": ({}, 400),
    "JSON of a list": ([], 400),
    "no kind": ({**ALICE, "post_id": 1}, 400),
    "another kind": ({**ALICE, "post_id": 1, "kind": "hate"}, 400),
    "a list as kind": ({**ALICE, "post_id": 1, "kind": ["like"]}, 400),
    "nobody": ({"kind": "like", "post_id": 1}, 400),
    "a list as nickname": ({"kind": "like", "post_id": 1, "nickname": ["alice"]}, 400),
    "no post": ({**ALICE, "kind": "like"}, 400),
    "an unknown post": ({**ALICE, "kind": "like", "post_id": 99}, 404),
    "a text as post": ({**ALICE, "kind": "like", "post_id": "one"}, 400),
    "a list as post": ({**ALICE, "kind": "like", "post_id": [1]}, 400),
    "an object as post": ({**ALICE, "kind": "like", "post_id": {"id": 1}}, 400),
    "null as post": ({**ALICE, "kind": "like", "post_id": None}, 400),
}


@pytest.fixture
def shown(client, read_posts):
    """Return a function that reads the posts of the first page."""
    return lambda: read_posts(client.get("/").text)


@pytest.mark.parametrize(("sent", "status"), POSTS.values(), ids=POSTS)
def test_what_cannot_be_a_post_is_refused(client, shown, sent, status):
    """A post without a text is 400, as is one by nobody whom the page knows; another content type is 415."""
    before = shown()

    assert client.post("/content_submit", **sent).status_code == status
    assert shown() == before


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize(("sent", "status"), CHANGES.values(), ids=CHANGES)
def test_what_cannot_be_a_change_is_refused(client, shown, method, sent, status):
    """A change without a text is 400, another content type is 415, and the post stays as it was."""
    before = shown()

    assert client.open("/content_submit/1", method=method, **sent).status_code == status
    assert shown() == before


@pytest.mark.parametrize(("sent", "status"), LIKES.values(), ids=LIKES)
def test_what_cannot_be_a_like_is_refused(client, shown, sent, status):
    """A like needs its kind, a nickname from the list (400) and the number of a post that is there (404)."""
    before = shown()

    answer = client.post("/content_reaction_submit", json=sent)

    assert answer.status_code == status
    assert answer.json["result"] == "error"
    assert answer.json["message"]
    assert shown() == before


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/content_submit/99", "/content_submit/one", "/nowhere"])
def test_an_unknown_url_is_not_found(client, method, path):
    """A post that is not there is 404 by any method."""
    assert client.open(path, method=method, data={"content_txt": "hi"}).status_code == 404


@pytest.mark.parametrize("user", ["nobody", "아무도", "%ff", "<script>alert(1)<script>", "alice/"])
def test_an_unknown_person_is_a_page_that_says_so(client, read_page, user):
    """GET /user/<user> of nobody is 404: a page, with words and a way back."""
    answer = client.get(f"/user/{user}")

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    main = read_page(answer.text).find("main")
    assert "Not found" in main.find("p", role="alert")
    assert main.find("a", href="/")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/", "GET HEAD OPTIONS"),
        ("DELETE", "/content_submit", "OPTIONS POST"),
        ("GET", "/content_reaction_submit", "OPTIONS POST"),
    ],
)
def test_another_method_is_refused_with_those_allowed(client, method, path, allow):
    """A method that the URL does not take is 405, and Allow says which it takes."""
    answer = client.open(path, method=method)

    assert answer.status_code == 405
    assert sorted(answer.allow) == allow.split()


def test_a_page_is_refused_with_a_page_and_a_script_with_json(client):
    """The same refusal is HTML for a browser and JSON for whoever accepts JSON first, with the same words."""
    page = client.get("/content_submit/99", headers={"Accept": "text/html,*/*;q=0.8"})
    answer = client.get("/content_submit/99", headers={"Accept": JSON})

    assert page.status_code == answer.status_code == 404
    assert page.mimetype == "text/html"
    assert answer.mimetype == JSON
    assert all(words in page.text for words in answer.json["message"].split(" · "))  # English and Korean


def test_half_an_emoji_breaks_nothing(client):
    r"""JSON may carry half an emoji ("\ud83c"), which is no text: the pages can still be shown."""
    sent = r'{"nickname": "alice", "content_txt": "a \ud83c"}'
    answer = client.post("/content_submit", data=sent, content_type=JSON)

    assert answer.status_code < 500
    assert client.get("/").status_code == client.get("/user/alice").status_code == 200
