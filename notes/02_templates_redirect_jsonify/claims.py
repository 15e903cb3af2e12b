"""Prove what the lesson says: a function runs the stage, and a list names the checks that say the same.

Each fails if its sentence is no longer true.
"""

import re

import pytest
from flask import template_rendered
from werkzeug.routing import BuildError

from classroom.checks.stage02 import errors
from classroom.checks.stage02 import like
from classroom.checks.stage02 import pages
from classroom.checks.stage02 import stage

FORM = {"nickname": "alice", "content_txt": "sent once"}
REDIRECT = 'return redirect(url_for("user", user=nickname))'


def T1(show):
    """render_template fills index.html with everyone and all posts."""
    app, rendered = show.app(), []

    def record(sender, template, context, **extra):
        rendered.append((template.name, list(context["friend_dic"]), list(context["post_dic"])))

    with template_rendered.connected_to(record, app.flask):
        page = app.client().get("/").text
    assert rendered == [("index.html", ["alice", "bob", "민수"], [1, 2])]
    assert "안녕, Flask!" in page
    assert "What the server filled in" in page


T1b = [pages.script_stays_text_everywhere]


def T1c(show):
    """With the filter safe, a script in a post becomes part of the page; no template of the stage uses it."""
    app = show.app()
    text = "<script>alert(1)</script>"
    assert app.flask.jinja_env.from_string("{{ text | safe }}").render(text=text) == text
    templates = (app.folder / "templates").glob("*.html")
    assert not any(re.search(r"\|\s*safe", path.read_text(encoding="utf-8")) for path in templates)


def T2(show):
    """A new post gets a 302 whose Location is the author's page; a Korean nickname is percent-encoded."""
    client = show.app().client()
    response = client.post("/content_submit", data={**FORM, "nickname": "민수"}).expect(302)
    assert response.headers["Location"] == "/user/%EB%AF%BC%EC%88%98"
    client.get(response.headers["Location"]).page.expect_text("박민수")


def T2b(show):
    """url_for takes the name of the view: with another rule, the redirect and the links still work."""
    moved = show.app(patch=('"/user/<user>"', '"/person/<user>"')).client()
    moved.post("/content_submit", data=FORM).expect(302, location="/person/alice")
    moved.get("/").page.expect_link("/person/bob")


T3 = [stage.reload_sends_nothing]


def T4(show):
    """A value that is not in the rule goes into the query string, and the form does not follow the redirect."""
    client = show.app(patch=(REDIRECT, REDIRECT[:-2] + ", note=content_txt))")).client()
    client.post("/content_submit", data=FORM).expect(302, location="/user/alice?note=sent+once")
    client.post("/lab/302", data={"text": "hello"}, follow_redirects=True).page.expect_text("GET /lab form = {}")


T5 = [like.answers_json]


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


T5c = [errors.errors_are_pages_or_json]


def M6(show):
    """A redirect does not call the other view: the client sends a second request, and only that one gets the error."""
    page = show.app().client().post("/content_submit", data=FORM, follow_redirects=True).raw
    requests = [(one.request.method, one.request.path, one.status_code) for one in (*page.history, page)]
    assert requests == [("POST", "/content_submit", 302), ("GET", "/user/alice", 200)]
    broken = show.app(patch=("    if user not in friend_dic:", "    1 / 0\n    if user not in friend_dic:")).client()
    response = broken.post("/content_submit", data=FORM).expect(302)
    broken.get(response.location).expect(500)


M7 = [pages.the_lab_shows_the_form]


def M8(show):
    """redirect takes a URL: redirect("user") leads to /user, a 404. url_for takes a name and rejects a URL."""
    client = show.app(patch=(REDIRECT, 'return redirect("user")')).client()
    client.post("/content_submit", data=FORM).expect(302, location="user")
    page = client.post("/content_submit", data=FORM, follow_redirects=True).expect(404)
    assert page.raw.request.path == "/user"
    app = show.app().flask
    with app.test_request_context("/"), pytest.raises(BuildError):
        app.url_for("/user", user="alice")


def M9(show):
    """If a view responds to a POST with a page, reloading sends the form again, and there are two posts."""
    client = show.app(patch=(REDIRECT, "return user(nickname)")).client()
    shown = client.post("/content_submit", data=FORM, follow_redirects=True).expect(200).raw.request
    assert shown.method == "POST"
    client.post(shown.path, data=FORM)  # what the browser repeats when it reloads
    client.get("/").page.expect_posts(4, 3, 2, 1)


def M10(show):
    r"""A view can return a dict or a list instead of jsonify(...), and \uXXXX is an escape for the same Korean."""
    app = show.app(patch=("app.json.ensure_ascii = False", "app.json.ensure_ascii = True"))
    app.flask.add_url_rule("/a_dict", view_func=lambda: {"name": "민수"}, endpoint="a_dict")
    app.flask.add_url_rule("/a_list", view_func=lambda: ["민수"], endpoint="a_list")
    a_dict, a_list = app.client().get("/a_dict"), app.client().get("/a_list")
    assert "\\ubbfc\\uc218" in a_dict.text
    assert (a_dict.json, a_list.json) == ({"name": "민수"}, ["민수"])


M11 = [pages.pages_are_complete]
