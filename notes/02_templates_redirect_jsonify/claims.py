"""The proofs of what the lesson says: each is run against the stage, and fails when the fact changes."""

import html
import re
from pathlib import Path

import pytest
from flask import template_rendered
from werkzeug.routing import BuildError

FORM = {"nickname": "alice", "content_txt": "sent once"}
REDIRECT = 'return redirect(url_for("user", user=nickname))'
LIKE = {"kind": "like", "post_id": 1, "nickname": "민수"}


def posts_of(client):
    """Return the numbers of the posts on the first page."""
    return re.findall(r'<article data-post-id="(\d+)"', client.get("/").text)


def reload(client, page):
    """Send the request again that the page on the screen came from, as a browser does."""
    method = page.request.method
    return client.open(page.request.path, method=method, data=FORM if method == "POST" else None)


def T1(show):
    """The first page is index.html, filled on the server with everyone and all posts."""
    stage, seen = show.stage(), []

    def note(app, template, context, **extra):
        seen.append((template.name, list(context["friend_dic"]), list(context["post_dic"])))

    with template_rendered.connected_to(note, stage.app):
        page = stage.app.test_client().get("/").text
    assert seen == [("index.html", ["alice", "bob", "민수"], [1, 2])]
    assert "안녕, Flask!" in page
    assert "What the server filled in" in page


def T1b(show):
    """A post of <script> is shown as text, because Jinja escapes what it fills in."""
    client = show.client()
    client.post("/content_submit", data={**FORM, "content_txt": "<script>alert(1)</script>"})
    page = client.get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def T1c(show):
    """The filter safe lets a script in a post become part of the page."""
    stage = show.stage()
    text = "<script>alert(1)</script>"
    assert stage.app.jinja_env.from_string("{{ text | safe }}").render(text=text) == text
    templates = Path(stage.app.root_path) / "templates"
    assert not any(re.search(r"\|\s*safe", path.read_text(encoding="utf-8")) for path in templates.glob("*.html"))


def T2(show):
    """Writing answers 302 with the URL of the author's page in Location, a Korean name percent-encoded."""
    client = show.client()
    answer = client.post("/content_submit", data={**FORM, "nickname": "민수"})
    assert (answer.status_code, answer.location) == (302, "/user/%EB%AF%BC%EC%88%98")
    assert "박민수" in client.get(answer.location).text


def T2b(show):
    """url_for names the view: when its rule changes, the redirect and the links follow."""
    moved = show.client(patch=('"/user/<user>"', '"/person/<user>"'))
    assert moved.post("/content_submit", data=FORM).location == "/person/alice"
    assert 'href="/person/bob"' in moved.get("/").text


def T3(show):
    """After the redirect the page on the screen is a GET: reload it, and there is still one new post."""
    client = show.client()
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    assert (page.request.method, page.request.path) == ("GET", "/user/alice")
    assert reload(client, page).status_code == 200
    assert posts_of(client) == ["3", "2", "1"]


def T4(show):
    """A redirect carries its URL and nothing else: a value that the rule does not name ends up behind a ?."""
    answer = show.client(patch=(REDIRECT, REDIRECT[:-2] + ", note=content_txt))")).post("/content_submit", data=FORM)
    assert answer.location == "/user/alice?note=sent+once"
    after = show.client().post("/lab/302", data={"text": "hello"}, follow_redirects=True)
    assert "GET /lab\nform = {}" in html.unescape(after.text)


def T5(show):
    """A like is answered with JSON, Korean readable in it."""
    answer = show.client().post("/content_reaction_submit", json=LIKE)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.json == {"result": "success", "session_user": "민수", "like_count": 1}
    assert "민수" in answer.get_data(as_text=True)


def T5b(show):
    """The script puts the number into the page, and the page is not loaded again."""
    page = show.page()
    page.goto(show.serve())
    page.evaluate("window.still_here = true")
    post = page.locator('article[data-post-id="1"]')
    with page.expect_response("**/content_reaction_submit") as answered:
        post.get_by_role("button").click()
    assert answered.value.json()["like_count"] == 1
    post.locator("output", has_text="success").wait_for()
    assert post.locator(".like_count").inner_text() == "1"
    assert page.evaluate("window.still_here") is True


def T5c(show):
    """A refusal is a page for a browser and JSON for a script, with the same status."""
    client = show.client()
    page = client.get("/user/nobody", headers={"Accept": "text/html"})
    answer = client.get("/user/nobody", headers={"Accept": "application/json"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert (answer.status_code, answer.mimetype) == (404, "application/json")


def M6(show):
    """A redirect does not call the other view: the browser asks a second time, and may meet a failure there."""
    client = show.client()
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    asked = [(one.request.method, one.request.path, one.status_code) for one in (*page.history, page)]
    assert asked == [("POST", "/content_submit", 302), ("GET", "/user/alice", 200)]
    broken = show.client(patch=("    if user not in friend_dic:", "    1 / 0\n    if user not in friend_dic:"))
    answer = broken.post("/content_submit", data=FORM)
    assert answer.status_code == 302
    assert broken.get(answer.location).status_code == 500


def M7(show):
    """After a 302 the form is gone and the method is GET; a 307 keeps both."""
    client = show.client()
    arrived = {
        code: html.unescape(client.post(f"/lab/{code}", data={"text": "hello"}, follow_redirects=True).text)
        for code in (302, 307)
    }
    assert "GET /lab\nform = {}" in arrived[302]
    assert "POST /lab\nform = {'text': 'hello'}" in arrived[307]


def M8(show):
    """redirect takes a URL: redirect("user") leads to /user, where nothing is; url_for takes no URL."""
    client = show.client(patch=(REDIRECT, 'return redirect("user")'))
    answer = client.post("/content_submit", data=FORM)
    assert answer.location == "user"
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    assert (page.request.path, page.status_code) == ("/user", 404)
    stage = show.stage()
    with stage.app.test_request_context("/"), pytest.raises(BuildError):
        stage.app.url_for("/user", user="alice")


def M9(show):
    """A view that answers POST with a page: reload sends the form again, and there are two posts."""
    client = show.client(patch=(REDIRECT, "return user(nickname)"))
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    assert (page.status_code, page.request.method) == (200, "POST")
    reload(client, page)
    assert posts_of(client) == ["4", "3", "2", "1"]


def M10(show):
    r"""A dict or a list that a view returns is JSON without jsonify, and \uXXXX is the same Korean, escaped."""
    stage = show.stage(patch=("app.json.ensure_ascii = False", "app.json.ensure_ascii = True"))
    stage.app.add_url_rule("/a_dict", view_func=lambda: {"name": "민수"}, endpoint="a_dict")
    stage.app.add_url_rule("/a_list", view_func=lambda: ["민수"], endpoint="a_list")
    client = stage.app.test_client()
    a_dict, a_list = client.get("/a_dict"), client.get("/a_list")
    assert a_dict.mimetype == a_list.mimetype == "application/json"
    assert b"\\ubbfc\\uc218" in a_dict.data
    assert (a_dict.json, a_list.json) == ({"name": "민수"}, ["민수"])


def M11(show):
    """The template's code never reaches the browser: the file has {{, the page has none."""
    stage = show.stage()
    source = Path(stage.app.root_path, "templates", "index.html").read_text(encoding="utf-8")
    assert "{{ nickname }}" in source
    page = stage.app.test_client().get("/").text
    assert "{{" not in page
    assert "{%" not in page
