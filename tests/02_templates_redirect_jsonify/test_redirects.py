"""redirect sends the browser on: a second request, which carries nothing of the first but its URL."""

from urllib.parse import quote

import pytest

STAGE = "02_templates_redirect_jsonify"
FORM = {"nickname": "alice", "content_txt": "sent once"}


def reload(client, page, form):
    """Do what the reload button does: send the request that made the page once more."""
    method = page.request.method
    return client.open(page.request.path, method=method, data=form if method == "POST" else None)


@pytest.mark.parametrize("nickname", ["alice", "민수"])
def test_writing_sends_the_browser_to_the_authors_page(client, nickname):
    """POST /content_submit answers 302, and Location is the URL of the author's page, Korean names percent-encoded."""
    answer = client.post("/content_submit", data={"nickname": nickname, "content_txt": "hi"})  # T2

    assert answer.status_code == 302
    assert answer.location == "/user/" + quote(nickname)


def test_a_redirect_is_two_requests(client, read_posts):
    """The browser asks twice: the POST that is answered 302, then a GET of where Location points."""
    page = client.post("/content_submit", data=FORM, follow_redirects=True)  # T2

    asked = [(answer.request.method, answer.request.path, answer.status_code) for answer in (*page.history, page)]
    assert asked == [("POST", "/content_submit", 302), ("GET", "/user/alice", 200)]
    assert "sent once" in read_posts(page.text)[3]


def test_url_for_names_the_view_and_not_the_url(load_stage):
    """url_for('user', ...) follows the rule: give that view another URL, and the redirect leads there."""
    moved = load_stage(STAGE, patch=('@app.route("/user/<user>")', '@app.route("/person/<user>")'))

    assert moved.app.test_client().post("/content_submit", data=FORM).location == "/person/alice"  # T2


def test_redirect_takes_a_url_and_not_a_view(load_stage):
    """redirect('user') leads to a URL called user, which is not there: only url_for knows views by name."""
    wrong = load_stage(STAGE, patch=('redirect(url_for("user", user=nickname))', 'redirect("user")'))

    page = wrong.app.test_client().post("/content_submit", data=FORM, follow_redirects=True)  # T2

    assert page.request.path == "/user"
    assert page.status_code == 404


def test_reload_after_a_redirect_sends_nothing_again(client, read_posts):
    """After Post/Redirect/Get the page on the screen is a GET: reload it, and there is still one new post."""
    page = client.post("/content_submit", data=FORM, follow_redirects=True)  # T3
    reload(client, page, FORM)

    assert list(read_posts(client.get("/").text)) == [3, 2, 1]


def test_reload_after_a_page_from_post_submits_again(load_stage, read_posts):
    """A view that answers the POST with a page instead: reload sends the form again, and there are two posts."""
    tempting = load_stage(STAGE, patch=('return redirect(url_for("user", user=nickname))', "return user(nickname)"))
    client = tempting.app.test_client()

    page = client.post("/content_submit", data=FORM, follow_redirects=True)  # T3
    reload(client, page, FORM)

    assert page.status_code == 200
    assert list(read_posts(client.get("/").text)) == [4, 3, 2, 1]


@pytest.mark.parametrize("nickname", ["alice", "민수"])
def test_the_page_shows_both_requests_of_a_redirect(client, read_page, nickname):
    """The page after a redirect lists the POST, its 302 with a readable Location, and the request for the page."""
    form = {"nickname": nickname, "content_txt": "hi"}
    page = read_page(client.post("/content_submit", data=form, follow_redirects=True).text)  # T2

    lines = [" ".join(line.text.split()) for line in page.find("section", class_="exchanges").find_all("li")]
    assert lines[-2] == f"POST /content_submit → 302 Location: /user/{nickname}"
    assert lines[-1].startswith(f"GET /user/{nickname} → this page")
    assert page.find_all("li", class_="redirect")


def test_a_page_without_a_redirect_speaks_of_none(client, read_page):
    """Only the page that a redirect led to says that there were two requests."""
    client.post("/content_submit", data=FORM)
    elsewhere = read_page(client.get("/").text).find("section", class_="exchanges")
    there = read_page(client.post("/content_submit", data=FORM, follow_redirects=True).text)

    assert elsewhere.find_all("p") == []
    assert len(there.find("section", class_="exchanges").find_all("p")) == 2  # in each language


@pytest.mark.parametrize(("path", "posts"), [("/lab", 2), ("/lab/302", 0), ("/lab/307", 2)])
def test_the_lab_counts_what_a_reload_sends(client, read_page, path, posts):
    """In the lab a reload sends the form again after a page and after a 307, but not after a 302."""
    page = client.post(path, data={"text": "counted"}, follow_redirects=True)  # T3
    reload(client, page, {"text": "counted"})

    assert read_page(client.get("/lab").text).find("details").text.count("counted") == posts


@pytest.mark.parametrize(
    ("path", "arrived"),
    [
        ("/lab", "POST /lab\nform = {'text': '안녕 hello'}"),
        ("/lab/302", "GET /lab\nform = {}"),
        ("/lab/307", "POST /lab\nform = {'text': '안녕 hello'}"),
    ],
)
def test_a_form_follows_a_307_but_not_a_302(client, read_page, path, arrived):
    """A 302 is followed by a GET without the form; a 307 keeps the method and the form."""
    page = client.post(path, data={"text": "안녕 hello"}, follow_redirects=True)  # T4

    assert page.status_code == 200
    assert arrived in read_page(page.text)


@pytest.mark.parametrize("code", [302, 307])
def test_the_lab_redirects_by_the_code_in_its_url(client, code):
    """POST /lab/302 and /lab/307 answer with that very status, and nothing of the form is in Location."""
    answer = client.post(f"/lab/{code}", data={"text": "hello"})  # T4

    assert answer.status_code == code
    assert answer.location == "/lab"


@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/lab/303", 404), ("GET", "/lab/302", 405)])
def test_the_lab_has_no_other_redirects(client, method, path, status):
    """The lab knows the codes 302 and 307, by POST."""
    assert client.open(path, method=method).status_code == status
