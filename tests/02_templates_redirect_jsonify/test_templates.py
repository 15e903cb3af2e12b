"""render_template fills HTML with data, on the server."""

import html

import pytest
from flask import template_rendered

PAGES = ["/", "/user/alice", "/user/민수", "/content_submit/1", "/lab", "/user/nobody"]
SCRIPT = "</textarea><script>alert('got you')</script>"


def test_the_first_page_is_index_html_filled_with_friends_and_posts(load_stage):
    """GET / fills index.html with friend_dic (three people) and post_dic (two posts)."""
    app = load_stage("02_templates_redirect_jsonify").app
    rendered = []

    def note(sender, template, context, **extra):
        rendered.append((template.name, context))

    with template_rendered.connected_to(note, app):
        page = app.test_client().get("/").text  # T1

    name, context = rendered[0]
    assert name == "index.html"
    assert list(context["friend_dic"]) == ["alice", "bob", "민수"]
    assert list(context["post_dic"]) == [1, 2]
    assert 'render_template("index.html", friend_dic=..., post_dic=...)' in page


def test_the_first_page_shows_everyone_and_all_posts(client, read_posts):
    """GET / has a link to each person's page, and each post as an element with its data-post-id, newest first."""
    page = client.get("/")  # T1
    posts = read_posts(page.text)

    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert 'href="/user/alice"' in page.text
    assert 'href="/user/%EB%AF%BC%EC%88%98"' in page.text
    assert list(posts) == [2, 1]
    assert "Hello, Flask!" in posts[1]
    assert "안녕, Flask!" in posts[2]


@pytest.mark.parametrize("path", PAGES)
def test_no_template_code_reaches_the_browser(client, path):
    """Jinja runs on the server: the page that arrives has no {{ }} and no {% %} left."""
    page = client.get(path).text  # T1

    assert "{{" not in page
    assert "{%" not in page
    assert page.rstrip().endswith("</html>")


def test_a_persons_page_shows_that_person_and_their_posts_only(client, read_posts):
    """GET /user/<user> shows that person's name and posts, and nobody else's posts."""
    alice, bob, minsu = (client.get(f"/user/{nickname}").text for nickname in ("alice", "bob", "민수"))

    assert "Alice Kim" in alice
    assert "박민수" in minsu
    assert [list(read_posts(page)) for page in (alice, bob, minsu)] == [[1], [], [2]]
    assert "No posts yet" in bob


@pytest.mark.parametrize("path", ["/", "/user/alice", "/content_submit/3"])
def test_a_post_of_script_stays_text(client, path):
    """A post that says <script> is shown as text on every page: Jinja escapes what it fills in."""
    client.post("/content_submit", data={"nickname": "alice", "content_txt": SCRIPT})  # T1

    page = client.get(path).text

    assert "<script>alert" not in page
    assert page.count("</textarea>") == page.count("<textarea")
    assert SCRIPT in html.unescape(page)


def test_script_in_the_lab_stays_text(client):
    """What is sent to /lab is shown there as text too."""
    page = client.post("/lab", data={"text": SCRIPT}).text

    assert "<script>alert" not in page
    assert "got you" in page


def test_korean_is_written_and_read_everywhere(client, read_posts):
    """A Korean nickname writes a Korean post, by its page's Korean URL it is read again."""
    client.post("/content_submit", data={"nickname": "민수", "content_txt": "새 글이에요 🎉"})

    assert "새 글이에요 🎉" in read_posts(client.get("/user/민수").text)[3]


def test_a_post_has_a_page_with_a_form_to_change_it(client):
    """GET /content_submit/<post_id> shows a form that posts to the same URL, with the text already in it."""
    page = client.get("/content_submit/2").text

    assert 'action="/content_submit/2" method="post"' in page
    assert "안녕, Flask!</textarea>" in page
