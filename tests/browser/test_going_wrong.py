"""When things go wrong: no network, a login that ended, a message in the way, a deletion."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def her(person, site, newcomer):
    """Return a user with a phone who has written three posts and is on the feed."""
    someone = person(site("final_app"), width=375)
    someone.logs_in(*newcomer(someone))
    for text in ("one", "two", "three"):
        someone.opens("/")
        someone.submits(content_txt=text)
        someone.arrives(re.compile("/user/"))
    someone.opens("/?view=friends")
    return someone


def test_a_lost_connection_is_told_until_it_is_back(her, look):
    """Without network the page looks as if it were up to date, or it says so forever."""
    banner = her.page.locator("#offline")
    expect(banner).to_be_empty()
    her.context.set_offline(True)
    her.expects("net::ERR_INTERNET_DISCONNECTED")
    expect(banner).to_have_text(re.compile("No connection"))
    expect(banner).to_be_in_viewport(ratio=1)
    look(her.page, "offline")
    her.context.set_offline(False)
    expect(banner).to_be_empty(timeout=30_000)


def test_a_page_whose_login_ended_elsewhere_says_so_and_hides_everything(her, look):
    """After logging out in another tab, this one still shows friends' posts to whoever sits down next."""
    other = her.context.new_page()
    other.goto("/")
    her.waits_until_ready(other)
    other.get_by_role("button", name="Log out").click()
    heading = her.page.get_by_role("heading", name="You've been logged out")
    expect(heading).to_be_focused()
    expect(her.page.locator("article, nav, form")).to_have_count(0)
    look(her.page, "login_ended")
    her.page.get_by_role("link", name="Log in").click()
    expect(her.page).to_have_url(re.compile(r"/login\?next=%2F%3Fview%3Dfriends$"))


def test_a_message_covers_no_button_and_can_be_closed(her, look):
    """A message lies over the button to send with, or stays until the page is left."""
    page = her.page
    news = page.locator("#news")
    menu = page.locator(".post .more").first
    for closing in (lambda: page.keyboard.press("Escape"), lambda: page.locator(".toast:has(#news) .close").click()):
        menu.locator("summary").click()
        menu.get_by_role("button", name="Copy link").click()
        expect(news).to_have_text("Link copied.")
        expect(menu.locator("summary")).to_be_focused()
        page.evaluate("scrollTo(0, 0)")
        bottom = page.locator(".toast:has(#news)").bounding_box()
        assert page.locator("main").bounding_box()["y"] >= bottom["y"] + bottom["height"]
        look(page, "message")
        closing()
        expect(news).to_be_empty()


def test_deleting_names_what_is_lost_and_the_focus_goes_on(her):
    """The question does not say that others' comments go, too; or after it the focus is at the top of the page."""
    page = her.page
    two = page.locator(".post", has_text="two")
    write = "(url) => import('/static/http.js').then(({ send }) => send('POST', url, { text: 'a', reply_to: '' }))"
    page.evaluate(write, two.locator("a.talk").get_attribute("href").replace("#", "/"))
    two.locator(".more summary").click()
    two.get_by_role("link", name="Delete").click()
    assert her.answers(False) == "Delete this post and its 1 comment? This can't be undone."
    expect(two).to_have_count(1)
    two.locator(".more summary").click()
    two.get_by_role("link", name="Delete").click()
    her.answers()
    expect(page.locator(".post .text")).to_have_text(["three", "one"])
    expect(page.locator(".post", has_text="one")).to_be_focused()
