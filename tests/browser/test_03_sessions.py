"""Stage 03 in a browser: the cookie says who sends a request."""

import re

import pytest
from playwright.sync_api import expect

STAGE = "03_sessions"
LOGIN = re.compile("/login$")


@pytest.fixture(scope="module")
def browser(module_company, site):
    return module_company.invite(site(STAGE))


@pytest.fixture
def visitor(browser):
    browser.context.clear_cookies()
    return browser


def test_the_top_bar_greets_the_logged_in_user(visitor):
    """After logging in as minsu, the page does not show the user's name."""
    visitor.logs_in("minsu")

    expect(visitor.page.locator(".bar")).to_contain_text("Hello, 민수!")


def test_whoami_shows_the_parts_of_the_cookie(visitor):
    """The page does not show the cookie in its three parts, or a script could read it."""
    visitor.logs_in("minsu")
    visitor.opens("/whoami")

    parts = [visitor.page.locator(f".cookie .part{number}").inner_text() for number in (1, 2, 3)]
    [cookie] = visitor.context.cookies()
    assert all(parts)
    assert ".".join(parts) == cookie["value"]
    expect(visitor.page.locator("#document_cookie")).to_have_text('""')


def test_the_cookie_wraps_at_the_end_of_the_line_and_not_at_a_hyphen(visitor):
    """On a phone the cookie breaks at its hyphens, as if they separated its parts, or two parts look alike."""
    visitor.logs_in("minsu")
    visitor.opens("/whoami")

    expect(visitor.page.locator(".cookie")).to_have_css("word-break", "break-all")
    parts = [visitor.page.locator(f".cookie .part{number}") for number in (1, 2, 3)]
    lines = [part.evaluate("(part) => getComputedStyle(part).textDecorationStyle") for part in parts]
    assert len(set(lines)) == 3  # so that they differ even without colors


def test_the_page_of_another_users_post_does_not_offer_to_change_it(visitor):
    """The tab says "Change a post" where nothing can be changed, or does not say it where it can."""
    visitor.logs_in("alice")

    visitor.opens("/content_submit/2")
    expect(visitor.page).to_have_title(re.compile("^A post by 민수"))
    visitor.opens("/content_submit/1")
    expect(visitor.page).to_have_title(re.compile("^Change a post"))


def test_after_logging_out_posts_need_a_login(visitor):
    """The button does not log out, or the posts are still shown after it."""
    visitor.logs_in("alice")

    visitor.page.get_by_role("button", name="Log out").click()

    expect(visitor.page).to_have_url(LOGIN)
    visitor.opens("/")
    expect(visitor.page).to_have_url(LOGIN)
    expect(visitor.page.locator("[data-post-id]")).to_have_count(0)


def test_only_the_author_sees_the_change_button(visitor):
    """Alice can press Change on a post of 민수, or cannot on her own."""
    visitor.logs_in("alice")

    expect(visitor.page.locator("[data-post-id='1']")).to_contain_text("Change")
    expect(visitor.page.locator("[data-post-id='2']")).to_contain_text("민수")
    expect(visitor.page.locator("[data-post-id='2']")).not_to_contain_text("Change")


def test_a_wrong_password_keeps_the_user_id(visitor):
    """A wrong password is not named, or the user id has to be typed again."""
    visitor.expects(401)
    visitor.opens("/login")
    visitor.submits(user_id="minsu", password="flusk")

    expect(visitor.page.get_by_role("alert")).to_contain_text("wrong")
    expect(visitor.page.locator("[name=user_id]")).to_have_value("minsu")
    expect(visitor.page.locator("[name=password]")).to_have_value("")
