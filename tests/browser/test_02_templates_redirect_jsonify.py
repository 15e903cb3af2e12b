"""Stage 02 in a browser: what a template, a redirect and JSON do to the page."""

import pytest
from playwright.sync_api import expect

STAGE = "02_templates_redirect_jsonify"


@pytest.fixture(scope="module")
def browser(module_company, site):
    return module_company.invite(site(STAGE))


@pytest.fixture
def visitor(browser):
    browser.asked.clear()
    return browser


@pytest.fixture
def in_the_lab(visitor):
    """Return a function that sends the lab's form by a button, and one that counts what has arrived there."""
    visitor.opens("/lab")

    def send(button):
        visitor.page.locator("[name=text]").fill("counted")
        with visitor.page.expect_event("load"):
            visitor.page.get_by_role("button", name=button).click()

    def count():
        return visitor.page.locator("details pre").text_content().count("counted")

    return send, count


def writes(visitor, nickname, text):
    visitor.opens("/")
    visitor.page.locator("[name=nickname]").select_option(nickname)
    visitor.submits(content_txt=text)


def test_writing_a_post_leads_to_its_authors_page(visitor):
    """After writing, the browser stays where it was, or does not show the author's page with the new post."""
    writes(visitor, "민수", "첫 글")

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("민수")
    expect(visitor.page.locator("article .text").first).to_have_text("첫 글")
    assert visitor.has_sent() == [("GET", "/"), ("POST", "/content_submit"), ("GET", "/user/민수")]


def test_the_page_shows_both_requests_of_a_redirect(visitor, look):
    """Someone writes a post, and does not see that the browser made two requests."""
    writes(visitor, "민수", "두 번")

    lines = visitor.page.get_by_label("The last requests").get_by_role("listitem")
    expect(lines.nth(-2)).to_have_text("POST /content_submit → 302 Location: /user/민수")
    expect(lines.last).to_have_text("GET /user/민수 → this page", use_inner_text=True)
    expect(visitor.page.get_by_label("The last requests")).to_contain_text("two requests")
    look(visitor.page, "02_templates_redirect_jsonify_hops")


def test_a_reload_after_writing_does_not_post_again(visitor):
    """Reload the page after writing, and the post is there twice."""
    writes(visitor, "민수", "once")
    expect(visitor.page.locator("article", has_text="once")).to_have_count(1)

    visitor.page.reload()

    expect(visitor.page.locator("article", has_text="once")).to_have_count(1)
    assert visitor.has_sent().count(("POST", "/content_submit")) == 1


@pytest.mark.parametrize(
    ("button", "arrived", "after_reload"), [("with a page", 1, 2), ("with a 302", 0, 0), ("with a 307", 1, 2)]
)
def test_the_lab_shows_what_a_reload_sends(visitor, in_the_lab, button, arrived, after_reload):
    """The lab's list of forms that arrived does not grow when a reload sends one again, or grows when it does not."""
    send, count = in_the_lab
    before = count()
    send(button)
    assert count() - before == arrived

    visitor.page.reload()

    assert count() - before == after_reload


@pytest.mark.parametrize(
    ("button", "requests", "shown"),
    [
        ("with a 302", [("POST", "/lab/302"), ("GET", "/lab")], "GET /lab\nform = {}"),
        ("with a 307", [("POST", "/lab/307"), ("POST", "/lab")], "POST /lab\nform = {'text': 'counted'}"),
    ],
)
def test_a_form_follows_a_307_but_not_a_302(visitor, in_the_lab, button, requests, shown):
    """The lab shows the wrong method or form after a redirect."""
    send, _ = in_the_lab
    send(button)

    expect(visitor.page.get_by_label("What has just arrived").locator("pre")).to_have_text(shown)
    assert visitor.has_sent()[-2:] == requests


def test_a_like_changes_only_the_counter(visitor):
    """A like reloads the whole page, or does not change the counter."""
    visitor.opens("/")
    post = visitor.page.locator("[data-post-id='2']")
    expect(post.locator(".like_count")).to_have_text("1")
    visitor.asked.clear()

    post.locator(".like").click()

    expect(post.locator(".like_count")).to_have_text("2")
    expect(post.get_by_role("status")).to_contain_text('"session_user":"alice"')
    assert visitor.has_sent() == [("POST", "/content_reaction_submit")]


def test_a_script_in_a_post_stays_text(visitor):
    """Someone writes a script into a post, and every reader's browser runs it."""
    script = "<script>window.hacked = 1</script>"
    writes(visitor, "bob", script)

    expect(visitor.page.locator("article .text").first).to_have_text(script)
    assert visitor.page.evaluate("window.hacked") is None
