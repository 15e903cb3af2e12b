"""Prove what the lesson says: a function runs the stage, and a list names the checks that say the same.

Each fails if its sentence is no longer true.
"""

from pathlib import Path

import pytest
import requests
from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from classroom.checks.stage01 import create
from classroom.checks.stage01 import refuse
from classroom.checks.stage01 import stage
from classroom.checks.stage01 import update

LIST = "/content_submit"
POST_1 = "/content_submit/1"
PUT_BY_FETCH = """async (method) => {
    const body = method === "DELETE" ? undefined : new URLSearchParams({content_txt: "by fetch"});
    const response = await fetch("/content_submit/1", {method, body});
    return [response.status, response.headers.get("x-route")];
}"""


def R1(show):
    """The URL and the method choose the view, and the header X-Route shows which."""
    client = show.app().client()
    routes = {
        ("GET", LIST): "/content_submit -> content_list",
        ("POST", LIST): "/content_submit -> content_submit",
        ("GET", POST_1): "/content_submit/<int:post_id> -> content",
        ("DELETE", POST_1): "/content_submit/<int:post_id> -> delete_post",
    }
    assert {request: client.send(*request).headers["X-Route"] for request in routes} == routes


R2 = [refuse.keeps_allow, stage.methods_are_as_written]


def R2b(show):
    """HEAD runs the GET view and sends no body; OPTIONS runs no view, although X-Route shows the GET view."""
    app = show.app()
    source = Path(app.module.__file__).read_text(encoding="utf-8")
    assert "HEAD" not in source
    assert "OPTIONS" not in source
    head, get = app.client().send("HEAD", LIST).expect(200), app.client().get(LIST)
    assert head.text == ""
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    broken = show.app(patch=('    """List all posts."""', "    1 / 0")).client()
    for method in ("GET", "HEAD"):
        broken.send(method, LIST).expect(500)
    options = broken.send("OPTIONS", LIST).expect(200)
    assert options.headers["X-Route"] == "/content_submit -> content_list"
    assert options.allowed == {"GET", "HEAD", "OPTIONS", "POST"}


R3 = [create.says_where]
R4 = [update.stores_the_change, update.an_empty_patch_has_its_own_message]


def R5(show):
    """A view without the parameter of its rule fails with a 500."""
    show.app().client().delete(POST_1).expect(200)
    show.app(patch=("def delete_post(post_id):", "def delete_post():")).client().delete(POST_1).expect(500)


def R6(show):
    """Fetch sends PUT, PATCH and DELETE as written, and the app carries them out."""
    page = show.page()
    page.goto(show.serve())
    rule = "/content_submit/<int:post_id>"
    assert page.evaluate(PUT_BY_FETCH, "PUT") == [200, f"{rule} -> content_update_submit"]
    assert page.evaluate(PUT_BY_FETCH, "PATCH") == [200, f"{rule} -> content_update_submit"]
    assert page.evaluate(PUT_BY_FETCH, "DELETE") == [200, f"{rule} -> delete_post"]


R7 = [refuse.errors_are_json, refuse.messages_differ, stage.no_text_is_400, stage.another_type_is_415]


def R7b(show):
    """The converter int accepts digits only: a word matches no rule, so no view runs."""
    response = show.app().client().get("/content_submit/one").expect(404)
    assert response.headers["X-Route"] == "None -> None"


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


M2 = [stage.methods_are_as_written]


def M3(show):
    """A hidden field _method does nothing: the view for POST runs, and the post stays."""
    client = show.app().client()
    response = client.post(POST_1, data={"_method": "DELETE", "content_txt": "still here"})
    assert response.headers["X-Route"].endswith("content_update_submit")
    client.get(POST_1).expect(200, json={"post": {"content_txt": "still here"}})


def M4(show):
    """Without post.update in the view, PUT responds with 200 and the text is the old one."""
    client = show.app(patch=("    post.update(content_txt=get_text(fields), edited=True)\n", "")).client()
    client.put(POST_1, json={"content_txt": "new"}).expect(200)
    client.get(POST_1).expect(200, json={"post": {"content_txt": "Hello, Flask!"}})


def M5(show):
    """JSON is in request.json and not in request.form; request.json fails with 415 if Content-Type is not JSON."""
    app = show.app().flask
    with app.test_request_context("/", method="POST", json={"content_txt": "hi"}):
        assert dict(request.form) == {}
        assert request.json == {"content_txt": "hi"}
    sent = {"data": '{"content_txt": "hi"}', "content_type": "text/plain"}
    with app.test_request_context("/", method="POST", **sent), pytest.raises(UnsupportedMediaType):
        assert request.json
