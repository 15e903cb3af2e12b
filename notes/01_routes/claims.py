"""Prove what the lesson says: each function runs the stage, and fails if its sentence is no longer true."""

from pathlib import Path

import pytest
import requests
from flask import request
from werkzeug.exceptions import UnsupportedMediaType

LIST = "/content_submit"
POST_1 = "/content_submit/1"
PUT_BY_FETCH = """async (method) => {
    const body = method === "DELETE" ? undefined : new URLSearchParams({content_txt: "by fetch"});
    const response = await fetch("/content_submit/1", {method, body});
    return [response.status, response.headers.get("x-route")];
}"""


def R1(show):
    """The URL and the method choose the view, and the header X-Route shows which."""
    client = show.client()
    routes = {
        ("GET", LIST): "/content_submit -> content_list",
        ("POST", LIST): "/content_submit -> content_submit",
        ("GET", POST_1): "/content_submit/<int:post_id> -> content",
        ("DELETE", POST_1): "/content_submit/<int:post_id> -> delete_post",
    }
    assert {key: client.open(key[1], method=key[0]).headers["X-Route"] for key in routes} == routes


def R2(show):
    """A method that no view accepts at an existing URL gets a 405, and Allow lists the methods that work."""
    response = show.client().delete(LIST)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def R2b(show):
    """HEAD runs the GET view and sends no body; OPTIONS runs no view, although X-Route shows the GET view."""
    stage = show.stage()
    source = Path(stage.module.__file__).read_text(encoding="utf-8")
    assert "HEAD" not in source
    assert "OPTIONS" not in source
    client = stage.app.test_client()
    head, get = client.head(LIST), client.get(LIST)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    broken = show.client(patch=('    """List all posts."""', "    1 / 0"))
    assert (broken.get(LIST).status_code, broken.head(LIST).status_code) == (500, 500)
    options = broken.options(LIST)
    assert (options.status_code, options.headers["X-Route"]) == (200, "/content_submit -> content_list")
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def R3(show):
    """Creating a post responds with 201, and Location is the URL of the new post."""
    client = show.client()
    response = client.post(LIST, json={"content_txt": "안녕"})
    assert (response.status_code, response.headers["Location"]) == (201, "/content_submit/3")
    assert client.get(response.headers["Location"]).json["post"]["content_txt"] == "안녕"


def R4(show):
    """PUT and POST replace a post; PATCH changes only what is sent, and an empty PATCH is rejected with its own 400."""
    client = show.client()
    for method in ("PUT", "POST", "PATCH"):
        response = client.open(POST_1, method=method, json={"content_txt": method})
        assert response.headers["X-Route"].endswith("content_update_submit")
        assert client.get(POST_1).json["post"] == {"id": 1, "content_txt": method, "edited": True}
    put, patch = (client.open(POST_1, method=method, json={}) for method in ("PUT", "PATCH"))
    assert put.status_code == patch.status_code == 400
    assert put.json["message"] != patch.json["message"]


def R5(show):
    """A view without the parameter of its rule fails with a 500."""
    assert show.client().delete(POST_1).status_code == 200
    assert show.client(patch=("def delete_post(post_id):", "def delete_post():")).delete(POST_1).status_code == 500


def R6(show):
    """Fetch sends PUT, PATCH and DELETE as written, and the app carries them out."""
    page = show.page()
    page.goto(show.serve())
    rule = "/content_submit/<int:post_id>"
    assert page.evaluate(PUT_BY_FETCH, "PUT") == [200, f"{rule} -> content_update_submit"]
    assert page.evaluate(PUT_BY_FETCH, "PATCH") == [200, f"{rule} -> content_update_submit"]
    assert page.evaluate(PUT_BY_FETCH, "DELETE") == [200, f"{rule} -> delete_post"]


def R7(show):
    """An unknown post is a 404, an empty text a 400, an unknown type a 415; each has a message, and no post changes."""
    client = show.client()
    before = client.get(LIST).json
    responses = [
        client.get("/content_submit/99"),
        client.put(POST_1, json={"content_txt": " "}),
        client.put(POST_1, data="hello", content_type="text/plain"),
    ]
    assert [response.status_code for response in responses] == [404, 400, 415]
    assert len({response.json["message"] for response in responses}) == 3
    assert client.get(LIST).json == before


def R7b(show):
    """The converter int accepts digits only: a word matches no rule, so no view runs."""
    response = show.client().get("/content_submit/one")
    assert (response.status_code, response.headers["X-Route"]) == (404, "None -> None")


def M1(show):
    """A form with method=delete sends GET, and the post stays."""
    address = show.serve()
    page = show.page()
    page.goto(address)
    page.evaluate("document.body.innerHTML = '<form method=delete action=/content_submit/1><button>x</button></form>'")
    with page.expect_request("**/content_submit/1*") as sent:
        page.get_by_role("button").click()
    assert sent.value.method == "GET"
    assert requests.get(address + POST_1, timeout=10).status_code == 200


def M2(show):
    """A route without methods=[...] accepts GET, HEAD and OPTIONS only."""
    response = show.client().post("/", data={"content_txt": "hi"})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def M3(show):
    """A hidden field _method does nothing: the view for POST runs, and the post stays."""
    client = show.client()
    response = client.post(POST_1, data={"_method": "DELETE", "content_txt": "still here"})
    assert response.headers["X-Route"].endswith("content_update_submit")
    assert client.get(POST_1).json["post"]["content_txt"] == "still here"


def M4(show):
    """Without post.update in the view, PUT responds with 200 and the text is the old one."""
    client = show.client(patch=("    post.update(content_txt=get_text(fields), edited=True)\n", ""))
    assert client.put(POST_1, json={"content_txt": "new"}).status_code == 200
    assert client.get(POST_1).json["post"]["content_txt"] == "Hello, Flask!"


def M5(show):
    """JSON is in request.json and not in request.form; request.json fails with 415 if Content-Type is not JSON."""
    app = show.stage().app
    with app.test_request_context("/", method="POST", json={"content_txt": "hi"}):
        assert dict(request.form) == {}
        assert request.json == {"content_txt": "hi"}
    sent = {"data": '{"content_txt": "hi"}', "content_type": "text/plain"}
    with app.test_request_context("/", method="POST", **sent), pytest.raises(UnsupportedMediaType):
        assert request.json
