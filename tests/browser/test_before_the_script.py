"""The final app before its script has loaded: buttons work, and lead back to the same place."""

import re

import pytest
from playwright.sync_api import expect


class Waiter:
    """A logged-in user whose next pages do not get their script until the test allows it."""

    def __init__(self, person):
        self.person = person
        self.page = person.page
        self.html = person.page.locator("html")

    def holds_the_script(self):
        self.page.route("**/main.js", lambda _route: None)

    def opens(self, path):
        self.page.goto(path, wait_until="commit")

    def presses(self, button):
        """Press a button, be led to a page, and check that its script has not loaded either."""
        with self.page.expect_navigation(wait_until="commit"):
            button.click()
        expect(self.html).not_to_have_attribute("data-ready", "true")

    def gets_the_script(self):
        """Allow the script, by reloading the page."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.person.reloads()


@pytest.fixture
def waiter(person, site, newcomer):
    """Return a function that signs a user up and logs them in, and returns them with their nickname."""

    def come():
        someone = person(site("final_app"))
        name, password = newcomer(someone)
        someone.logs_in(name, password)
        return Waiter(someone), name

    return come


def writes(her, text):
    her.person.opens("/")
    her.person.submits(content_txt=text)
    her.person.arrives(re.compile("/user/"))


def test_a_like_leads_back_to_the_post_in_the_list(waiter):
    """A like that is pressed too early is lost, or leads away from the list of posts."""
    her, _ = waiter()
    for text in ("older", "newer"):
        writes(her, text)
    her.holds_the_script()
    her.opens("/")
    post = her.page.locator(".post", has_text="older")

    her.presses(post.locator("form.like button"))

    expect(her.page).to_have_url(re.compile(r"/#post-\w+$"))
    assert her.page.url.endswith(f"#{post.get_attribute('id')}")
    expect(post.locator(".like_count")).to_have_text("1")
    expect(post.locator("form.like button")).to_have_attribute("aria-pressed", "true")

    her.gets_the_script()
    her.person.asked.clear()
    post.locator("form.like button").click()
    expect(post.locator(".like_count")).to_have_text("0")
    assert [method for method, _ in her.person.has_sent()] == ["DELETE"]


@pytest.mark.parametrize("path", ["", "/comments"])
def test_comments_and_replies_are_saved_and_shown_on_the_same_page(waiter, path):
    """A comment that is sent too early is lost, or appears on another page than the one where it was written."""
    her, _ = waiter()
    writes(her, "Say something")
    url = her.page.locator(".post a:has(time)").get_attribute("href") + path
    comments = her.page.locator(".comments > li")
    send = her.page.get_by_role("button", name="Send", exact=True)
    her.holds_the_script()
    her.opens(url)

    her.page.locator("[name=text]").fill("early")
    her.presses(send)
    expect(her.page).to_have_url(re.compile(rf"{url}#comment-\w+$"))
    expect(comments.locator(".text")).to_have_text(["early"])
    expect(comments.get_by_role("button", name="Copy link")).to_be_hidden()
    her.presses(comments.locator(".reply"))
    expect(her.page.locator(".replying")).to_be_visible()
    her.page.locator("[name=text]").fill("and a reply")
    her.presses(send)

    expect(her.page).to_have_url(re.compile(rf"{url}#comment-\w+$"))
    expect(her.page.locator(".comments .is_reply .text")).to_have_text("and a reply")
    her.gets_the_script()
    comments.first.locator(".more summary").click()
    expect(comments.first.get_by_role("button", name="Copy link")).to_be_visible()


def test_friend_requests_and_mark_as_read_work_without_the_script(waiter):
    """A friend button, or "Mark all as read", does nothing when pressed too early, or leads to another page."""
    (her, her_name), (him, his_name) = waiter(), waiter()
    for one in (her, him):
        one.holds_the_script()

    him.opens(f"/user/{her_name}")
    him.presses(him.page.get_by_role("button", name="Send friend request"))
    expect(him.page).to_have_url(re.compile(f"/user/{her_name}$"))
    expect(him.page.get_by_role("button", name="Cancel request")).to_be_visible()

    her.opens("/notice")
    expect(her.page.locator("#notice_dot")).to_be_visible()
    her.presses(her.page.get_by_role("button", name="Mark all as read"))
    expect(her.page).to_have_url(re.compile("/notice$"))
    expect(her.page.locator("#notice_dot")).to_be_hidden()

    her.opens("/friend")
    her.presses(her.page.get_by_role("button", name="Accept"))
    expect(her.page).to_have_url(re.compile("/friend$"))
    expect(her.page.locator("main .people")).to_contain_text(his_name)


def test_what_needs_the_script_is_hidden_until_it_has_loaded(waiter):
    """A user can press a button that does nothing until the script has loaded."""
    her, _ = waiter()
    writes(her, "mine")
    buttons = {"/": "Copy link", "/setting": "Show password"}
    her.holds_the_script()
    for path, name in buttons.items():
        her.opens(path)
        expect(her.page.locator("main")).to_be_visible()
        expect(her.page.get_by_role("button", name=name)).to_have_count(0)
    her.gets_the_script()
    expect(her.page.get_by_role("button", name="Show password").first).to_be_visible()
