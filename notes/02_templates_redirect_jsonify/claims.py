"""Prove what the lesson says: each function runs the stage, and fails if its sentence is no longer true."""

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
    """Return the ids of the posts on the first page."""
    return re.findall(r'<article data-post-id="(\d+)"', client.get("/").text)


def reload(client, page):
    """Repeat the request that the page on the screen came from, as a browser does."""
    method = page.request.method
    return client.open(page.request.path, method=method, data=FORM if method == "POST" else None)


def T1(show):
    """render_template fills index.html with everyone and all posts."""
    stage, rendered = show.stage(), []

    def record(app, template, context, **extra):
        rendered.append((template.name, list(context["friend_dic"]), list(context["post_dic"])))

    with template_rendered.connected_to(record, stage.app):
        page = stage.app.test_client().get("/").text
    assert rendered == [("index.html", ["alice", "bob", "민수"], [1, 2])]
    assert "안녕, Flask!" in page
    assert "What the server filled in" in page


def T1b(show):
    """A post that contains <script> is shown as text, because Jinja escapes the values that it fills in."""
    client = show.client()
    client.post("/content_submit", data={**FORM, "content_txt": "<script>alert(1)</script>"})
    page = client.get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def T1c(show):
    """With the filter safe, a script in a post becomes part of the page; no template of the stage uses it."""
    stage = show.stage()
    text = "<script>alert(1)</script>"
    assert stage.app.jinja_env.from_string("{{ text | safe }}").render(text=text) == text
    templates = Path(stage.app.root_path) / "templates"
    assert not any(re.search(r"\|\s*safe", path.read_text(encoding="utf-8")) for path in templates.glob("*.html"))


def T2(show):
    """A new post gets a 302 whose Location is the author's page; a Korean nickname is percent-encoded."""
    client = show.client()
    response = client.post("/content_submit", data={**FORM, "nickname": "민수"})
    assert (response.status_code, response.location) == (302, "/user/%EB%AF%BC%EC%88%98")
    assert "박민수" in client.get(response.location).text


def T2b(show):
    """url_for takes the name of the view: with another rule, the redirect and the links still work."""
    moved = show.client(patch=('"/user/<user>"', '"/person/<user>"'))
    assert moved.post("/content_submit", data=FORM).location == "/person/alice"
    assert 'href="/person/bob"' in moved.get("/").text


def T3(show):
    """After the redirect the page on the screen came from a GET: after a reload there is still one new post."""
    client = show.client()
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    assert (page.request.method, page.request.path) == ("GET", "/user/alice")
    assert reload(client, page).status_code == 200
    assert posts_of(client) == ["3", "2", "1"]


def T4(show):
    """A value that is not in the rule goes into the query string, and the form does not follow the redirect."""
    response = show.client(patch=(REDIRECT, REDIRECT[:-2] + ", note=content_txt))")).post("/content_submit", data=FORM)
    assert response.location == "/user/alice?note=sent+once"
    after = show.client().post("/lab/302", data={"text": "hello"}, follow_redirects=True)
    assert "GET /lab\nform = {}" in html.unescape(after.text)


def T5(show):
    """A like gets JSON, in which Korean is readable."""
    response = show.client().post("/content_reaction_submit", json=LIKE)
    assert (response.status_code, response.content_type) == (200, "application/json")
    assert response.json == {"result": "success", "session_user": "민수", "like_count": 1}
    assert "민수" in response.get_data(as_text=True)


def T5b(show):
    """The script writes the number into the page, and the page is not loaded again."""
    page = show.page()
    page.goto(show.serve())
    page.evaluate("window.still_here = true")
    post = page.locator('article[data-post-id="1"]')
    with page.expect_response("**/content_reaction_submit") as response:
        post.get_by_role("button").click()
    assert response.value.json()["like_count"] == 1
    post.locator(".like_count", has_text="1").wait_for()
    assert page.evaluate("window.still_here") is True


def T5c(show):
    """An error is a page for a browser and JSON for a script, with the same status."""
    client = show.client()
    page = client.get("/user/nobody", headers={"Accept": "text/html"})
    response = client.get("/user/nobody", headers={"Accept": "application/json"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert (response.status_code, response.mimetype) == (404, "application/json")


def M6(show):
    """A redirect does not call the other view: the client sends a second request, and only that one gets the error."""
    client = show.client()
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    requests = [(one.request.method, one.request.path, one.status_code) for one in (*page.history, page)]
    assert requests == [("POST", "/content_submit", 302), ("GET", "/user/alice", 200)]
    broken = show.client(patch=("    if user not in friend_dic:", "    1 / 0\n    if user not in friend_dic:"))
    response = broken.post("/content_submit", data=FORM)
    assert response.status_code == 302
    assert broken.get(response.location).status_code == 500


def M7(show):
    """After a 302 the client sends a GET without the form; a 307 keeps the method and the form."""
    client = show.client()
    arrived = {
        code: html.unescape(client.post(f"/lab/{code}", data={"text": "hello"}, follow_redirects=True).text)
        for code in (302, 307)
    }
    assert "GET /lab\nform = {}" in arrived[302]
    assert "POST /lab\nform = {'text': 'hello'}" in arrived[307]


def M8(show):
    """redirect takes a URL: redirect("user") leads to /user, a 404. url_for takes a name and rejects a URL."""
    client = show.client(patch=(REDIRECT, 'return redirect("user")'))
    response = client.post("/content_submit", data=FORM)
    assert response.location == "user"
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    assert (page.request.path, page.status_code) == ("/user", 404)
    stage = show.stage()
    with stage.app.test_request_context("/"), pytest.raises(BuildError):
        stage.app.url_for("/user", user="alice")


def M9(show):
    """If a view responds to a POST with a page, reloading sends the form again, and there are two posts."""
    client = show.client(patch=(REDIRECT, "return user(nickname)"))
    page = client.post("/content_submit", data=FORM, follow_redirects=True)
    assert (page.status_code, page.request.method) == (200, "POST")
    reload(client, page)
    assert posts_of(client) == ["4", "3", "2", "1"]


def M10(show):
    r"""A view can return a dict or a list instead of jsonify(...), and \uXXXX is an escape for the same Korean."""
    stage = show.stage(patch=("app.json.ensure_ascii = False", "app.json.ensure_ascii = True"))
    stage.app.add_url_rule("/a_dict", view_func=lambda: {"name": "민수"}, endpoint="a_dict")
    stage.app.add_url_rule("/a_list", view_func=lambda: ["민수"], endpoint="a_list")
    client = stage.app.test_client()
    a_dict, a_list = client.get("/a_dict"), client.get("/a_list")
    assert a_dict.mimetype == a_list.mimetype == "application/json"
    assert b"\\ubbfc\\uc218" in a_dict.data
    assert (a_dict.json, a_list.json) == ({"name": "민수"}, ["민수"])


def M11(show):
    """The browser never gets the template: the file has {{, and the page has none."""
    stage = show.stage()
    source = Path(stage.app.root_path, "templates", "index.html").read_text(encoding="utf-8")
    assert "{{ nickname }}" in source
    page = stage.app.test_client().get("/").text
    assert "{{" not in page
    assert "{%" not in page
