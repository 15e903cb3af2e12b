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

    parts = [visitor.page.locator(f"#own_cookie .part{number}").inner_text() for number in (1, 2, 3)]
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


def test_an_edited_cookie_is_that_of_a_stranger(visitor, look):
    """Alice makes herself bob in the cookie, and the page does not show that the server no longer knows her."""
    visitor.logs_in("alice")
    visitor.opens("/whoami")

    visitor.page.locator("#edit_cookie [name=data]").fill('{"nickname": "bob"}')
    visitor.leaves_by(visitor.page.get_by_role("button", name="Send the edited cookie"))

    tried = visitor.page.get_by_label("What happened with that cookie")
    expect(tried).to_contain_text("GET / → 302 FOUND")
    expect(tried).to_contain_text("PUT /content_submit/1 → 401")
    expect(tried.get_by_role("status")).to_contain_text("not logged in")
    expect(visitor.page.locator("#edit_cookie [name=data]")).to_have_value('{"nickname": "bob"}')
    visitor.leaves_by(visitor.page.get_by_role("button", name="Send the forged cookie"))
    expect(tried).to_contain_text("GET / → 302 FOUND")
    look(visitor.page, "03_sessions_tried")


def test_a_kept_cookie_works_after_a_logout(visitor):
    """A copy of 민수's cookie, kept before the logout, is not listed, or cannot be replayed as bob."""
    visitor.logs_in("minsu")
    visitor.opens("/whoami")
    visitor.page.get_by_role("button", name="Keep a copy of this cookie").click()
    visitor.leaves_by(visitor.page.get_by_role("button", name="Log out"))
    visitor.logs_in("bob")
    visitor.opens("/whoami")

    kept = visitor.page.locator("#kept_cookies li", has_text="민수")
    visitor.page.locator("#copy_cookie [name=post_id]").fill("2")
    visitor.leaves_by(kept.get_by_role("button", name="Send this copy"))

    tried = visitor.page.get_by_label("What happened with that cookie")
    expect(tried).to_contain_text("The page greets: 민수")
    expect(tried).to_contain_text("PUT /content_submit/2 → 200")
    visitor.page.locator("#copy_cookie [name=post_id]").fill("1")
    visitor.leaves_by(visitor.page.locator("#kept_cookies li", has_text="민수").get_by_role("button"))
    expect(tried).to_contain_text("PUT /content_submit/1 → 403")
    expect(tried).to_contain_text("Only the author")
    expect(visitor.page.locator(".bar")).to_contain_text("Hello, bob!")


def test_the_page_of_another_users_post_does_not_offer_to_change_it(visitor):
    """The tab says "Edit a post" where nothing can be changed, or does not say it where it can."""
    visitor.logs_in("alice")

    visitor.opens("/content_submit/2")
    expect(visitor.page).to_have_title(re.compile("^A post by 민수"))
    visitor.opens("/content_submit/1")
    expect(visitor.page).to_have_title(re.compile("^Edit a post"))


def test_after_logging_out_posts_need_a_login(visitor):
    """The button does not log out, or the posts are still shown after it."""
    visitor.logs_in("alice")

    visitor.page.get_by_role("button", name="Log out").click()

    expect(visitor.page).to_have_url(LOGIN)
    visitor.opens("/")
    expect(visitor.page).to_have_url(LOGIN)
    expect(visitor.page.locator("[data-post-id]")).to_have_count(0)


def test_only_the_author_sees_the_edit_link(visitor):
    """Alice can press Edit on a post of 민수, or cannot on her own."""
    visitor.logs_in("alice")

    expect(visitor.page.locator("[data-post-id='1']")).to_contain_text("Edit")
    expect(visitor.page.locator("[data-post-id='2']")).to_contain_text("민수")
    expect(visitor.page.locator("[data-post-id='2']")).not_to_contain_text("Edit")


def test_a_wrong_password_keeps_the_user_id(visitor):
    """A wrong password is not named, or the user id has to be typed again."""
    visitor.expects(401)
    visitor.opens("/login")
    visitor.submits(user_id="minsu", password="flusk")

    expect(visitor.page.get_by_role("alert")).to_contain_text("Wrong")
    expect(visitor.page.locator("[name=user_id]")).to_have_value("minsu")
    expect(visitor.page.locator("[name=password]")).to_have_value("")
