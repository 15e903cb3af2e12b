"""The proofs of what the lesson says: each is run against the stage, and fails when the fact changes."""

from pathlib import Path

import requests
from flask import request

POST_1 = "/content_submit/1"


def R1(show):
    """The URL and the method choose the view; the header X-Route says which."""
    client = show.client()
    chosen = {
        ("GET", "/content_submit"): "/content_submit -> content_list",
        ("POST", "/content_submit"): "/content_submit -> content_submit",
        ("GET", POST_1): "/content_submit/<int:post_id> -> content",
        ("DELETE", POST_1): "/content_submit/<int:post_id> -> delete_post",
    }
    assert {one: client.open(one[1], method=one[0]).headers["X-Route"] for one in chosen} == chosen


def R2(show):
    """A URL that exists refuses a method that no view takes: 405, and Allow lists the others."""
    answer = show.client().delete("/content_submit")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def R2b(show):
    """HEAD and OPTIONS answer though nobody wrote them; HEAD is GET without the body."""
    client = show.client()
    head, get = client.head("/content_submit"), client.get("/content_submit")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    assert client.options("/content_submit").status_code == 200
    source = Path(show.stage().module.__file__).read_text(encoding="utf-8")
    assert "HEAD" not in source
    assert "OPTIONS" not in source


def R3(show):
    """Creating answers 201 and says in Location where the new post is."""
    client = show.client()
    answer = client.post("/content_submit", json={"content_txt": "안녕"})
    assert (answer.status_code, answer.headers["Location"]) == (201, "/content_submit/3")
    assert client.get(answer.headers["Location"]).json["post"]["content_txt"] == "안녕"


def R4(show):
    """One URL, one view, three methods: PUT and POST replace, PATCH changes what is sent and refuses nothing at all."""
    client = show.client()
    for method in ("PUT", "POST", "PATCH"):
        answer = client.open(POST_1, method=method, json={"content_txt": method})
        assert answer.headers["X-Route"].endswith("content_update_submit")
        assert client.get(POST_1).json["post"] == {"id": 1, "content_txt": method, "edited": True}
    put, patch = (client.open(POST_1, method=method, json={}) for method in ("PUT", "PATCH"))
    assert put.status_code == patch.status_code == 400
    assert put.json["message"] != patch.json["message"]


def R5(show):
    """A view that does not take the parameter of its rule fails with a 500."""
    assert show.client().delete(POST_1).status_code == 200
    assert show.client(patch=("def delete_post(post_id):", "def delete_post():")).delete(POST_1).status_code == 500


def R6(show):
    """fetch sends PUT, PATCH and DELETE as they are written."""
    page = show.page()
    page.goto(show.serve())
    sent = "async method => (await fetch('/content_submit/1', {method})).headers.get('x-route')"
    assert page.evaluate(sent, "PUT").endswith("content_update_submit")
    assert page.evaluate(sent, "PATCH").endswith("content_update_submit")
    assert page.evaluate(sent, "DELETE").endswith("delete_post")


def R7(show):
    """An unknown post is 404, an empty text 400, another type of content 415; each says why, and nothing changes."""
    client = show.client()
    answers = [
        client.get("/content_submit/99"),
        client.post("/content_submit", json={"content_txt": " "}),
        client.post("/content_submit", data="hello", content_type="text/plain"),
    ]
    assert [answer.status_code for answer in answers] == [404, 400, 415]
    assert len({answer.json["message"] for answer in answers}) == 3
    assert len(client.get("/content_submit").json["posts"]) == 2


def R7b(show):
    """The converter int keeps words out: no rule matches, so the view is never asked."""
    answer = show.client().get("/content_submit/one")
    assert (answer.status_code, answer.headers["X-Route"]) == (404, "None -> None")


def M1(show):
    """A form whose method says delete sends GET."""
    address = show.serve()
    page = show.page()
    page.goto(address)
    page.evaluate("document.body.innerHTML = '<form method=delete action=/content_submit/1><button>x</button></form>'")
    with page.expect_request("**/content_submit/1*") as asked:
        page.get_by_role("button").click()
    assert asked.value.method == "GET"
    assert requests.get(address + POST_1, timeout=10).status_code == 200


def M2(show):
    """A route that names no methods takes GET, HEAD and OPTIONS only."""
    answer = show.client().post("/", data={"content_txt": "hi"})
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def M3(show):
    """A hidden field _method changes nothing: the view for POST runs."""
    client = show.client()
    answer = client.post(POST_1, data={"_method": "DELETE", "content_txt": "still here"})
    assert answer.headers["X-Route"].endswith("content_update_submit")
    assert client.get(POST_1).json["post"]["content_txt"] == "still here"


def M4(show):
    """With an empty view PUT is answered by 200, and the post is as it was."""
    client = show.client(patch=("    post.update(content_txt=read_text(sent), edited=True)\n", ""))
    assert client.put(POST_1, json={"content_txt": "new"}).status_code == 200
    assert client.get(POST_1).json["post"]["content_txt"] == "Hello, Flask!"


def M5(show):
    """What fetch sends as JSON is not in request.form, and request.json without its content type is a 415."""
    stage = show.stage()
    with stage.app.test_request_context("/", method="POST", json={"content_txt": "hi"}):
        assert dict(request.form) == {}
        assert request.json == {"content_txt": "hi"}
    answer = stage.app.test_client().post("/content_submit", data='{"content_txt": "hi"}', content_type="text/plain")
    assert answer.status_code == 415
