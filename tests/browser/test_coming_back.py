"""After an absence (a laptop asleep, no network) a page shows what is there, as if it were opened now."""

import re

import pytest
from playwright.sync_api import expect

POST = re.compile("/content_submit/")
TEXT = "half a thought"
WRITE = """([url, texts]) => import("/static/http.js").then(async ({ send }) => {
    const isComment = url.endsWith("comments");
    for (const text of texts) await send("POST", url, isComment ? { text, reply_to: "" } : { content_txt: text });
})"""
CHANGE = """([method, url, data]) => import("/static/http.js").then(({ send }) => send(method, url, data))"""


@pytest.fixture
def friends(person, site, newcomer):
    """Return two friends, each on the feed, and their nicknames."""
    her, him = person(site("final_app")), person(site("final_app"))
    names = [newcomer(one) for one in (her, him)]
    for one, name in zip((her, him), names, strict=True):
        one.logs_in(*name)
    changes(him, "PUT", f"/friend/{names[0][0]}")
    changes(her, "PUT", f"/friend/{names[1][0]}")
    for one in (her, him):
        one.opens("/")
    return her, him, names[0][0], names[1][0]


def changes(one, method, url, data=None):
    one.page.evaluate(CHANGE, [method, url, data])


def goes_away(one):
    """Lose the network, as in a tunnel; requests that fail meanwhile are expected."""
    one.context.set_offline(True)
    one.page.evaluate("socket.io.engine.close()")
    expect(one.page.locator("html")).not_to_have_attribute("data-connection", "online")


def comes_back(one):
    one.context.set_offline(False)
    one.page.evaluate("socket.connect()")
    expect(one.page.locator("html")).to_have_attribute("data-connection", "online", timeout=30_000)
    one.troubles.clear()


def test_the_feed_shows_what_was_written_changed_and_removed(friends):
    """A post was written, one was edited, one deleted, one liked: the page still shows what was before."""
    her, him, _her_name, _his_name = friends
    him.page.evaluate(WRITE, ["/content_submit", ["stays", "changes", "goes"]])
    him.opens("/")
    her.opens("/")
    texts = her.page.locator(".post .text")
    expect(texts).to_have_text(["goes", "changes", "stays"])
    urls = [one.get_attribute("action").removesuffix("/like") for one in him.page.locator("form.like").all()]
    her.page.locator("[name=content_txt]").fill(TEXT)
    goes_away(her)

    changes(him, "PATCH", urls[1], {"content_txt": "has changed"})
    changes(him, "DELETE", urls[0])
    changes(him, "PUT", f"{urls[2]}/like")
    him.page.evaluate(WRITE, [f"{urls[2]}/comments", [f"number {number}" for number in range(7)]])
    him.page.evaluate(WRITE, ["/content_submit", ["new"]])
    comes_back(her)

    expect(texts).to_have_text(["new", "has changed", "stays"])
    expect(her.page.locator(".like_count")).to_have_text(["0", "0", "1"])
    expect(her.page.locator(".comment_count")).to_have_text(["0", "0", "7"])
    expect(her.page.locator("[name=content_txt]")).to_have_value(TEXT)
    changes(him, "PUT", f"{urls[1]}/like")
    expect(her.page.locator(".like_count")).to_have_text(["0", "1", "1"])  # what came in is live, too


def test_comments_are_as_they_are_however_many_have_come(friends):
    """More came than one page holds, older ones were edited and deleted: some are missing, or stay as they were."""
    her, him, _her_name, _his_name = friends
    him.page.evaluate(WRITE, ["/content_submit", ["talk"]])
    him.opens("/")
    him.page.locator(".post a:has(time)").first.click()
    him.arrives(POST)
    her.opens(him.page.url)
    url = him.page.locator("form.comment").get_attribute("action")
    numbers = [f"number {number}" for number in range(50)]
    him.page.evaluate(WRITE, [url, numbers[:3]])
    expect(her.page.locator(".comments > li")).to_have_count(3)
    ids = [one.get_attribute("data-comment-id") for one in her.page.locator(".comments > li").all()]
    goes_away(her)
    changes(him, "PATCH", f"/comments/{ids[0]}", {"text": "first, changed"})
    changes(him, "DELETE", f"/comments/{ids[1]}")
    him.page.evaluate(WRITE, [url, numbers[3:]])
    changes(him, "PATCH", him.page.url, {"content_txt": "talk, changed"})
    comes_back(her)
    expect(her.page.locator(".comments .text")).to_have_text(["first, changed", *numbers[2:]])
    expect(her.page.locator(".comment_count")).to_have_text("49")
    expect(her.page.locator("article .text")).to_have_text("talk, changed")

    goes_away(her)
    changes(him, "DELETE", him.page.url)
    comes_back(her)
    expect(her.page.locator("main")).to_contain_text("This page doesn't exist")
    for one in (her, him):
        one.opens("/")
        one.troubles.clear()  # the page was asked for, and is gone


def test_presence_and_friends_are_as_they_are(friends):
    """A friend left while she was away, and is still shown as online; or came, and is not."""
    her, him, _her_name, his_name = friends
    her.opens("/friend")
    online = her.page.locator(f'[data-presence="{his_name}"]')
    expect(online).to_be_visible()
    goes_away(her)
    expect(online).to_be_hidden()
    him.page.goto("about:blank")
    her.page.wait_for_timeout(11_000)
    comes_back(her)
    expect(her.page.locator("html")).to_have_attribute("data-connection", "online")
    expect(online).to_be_hidden()
    goes_away(her)
    him.opens("/")
    comes_back(her)
    expect(online).to_be_visible()
    goes_away(her)
    changes(him, "DELETE", f"/friend/{_her_name}")
    comes_back(her)
    expect(her.page.locator("#friends + .people")).to_contain_text("No friends yet")


def test_notifications_are_as_they_are(friends):
    """What was retracted or read elsewhere stays in the list, or what came is missing."""
    her, him, her_name, _his_name = friends
    him.page.evaluate(WRITE, ["/content_submit", [f"@{her_name} one", f"@{her_name} two"]])
    him.opens("/")
    urls = [one.get_attribute("action").removesuffix("/like") for one in him.page.locator("form.like").all()]
    her.opens("/notice")
    quotes = her.page.locator("#notices q")
    expect(quotes).to_have_text([f"@{her_name} two", f"@{her_name} one"])
    goes_away(her)
    changes(him, "DELETE", urls[0])
    him.page.evaluate(WRITE, ["/content_submit", [f"@{her_name} {number}" for number in range(3, 6)]])
    comes_back(her)
    expect(quotes).to_have_text([f"@{her_name} {number}" for number in (5, 4, 3, "one")])


def test_a_login_that_ended_meanwhile_shows_the_login_page(friends):
    """A page of someone who has been logged out goes on showing what is private; what is typed is kept."""
    her, _him, _her_name, _his_name = friends
    her.page.evaluate("fetch('/notice')")
    other = her.context.new_page()
    other.goto(her.page.url)
    goes_away(her)
    her.context.set_offline(False)
    other.get_by_role("button", name="Log out").click()
    expect(other).to_have_url(re.compile("/login"))
    her.page.evaluate("import('/static/refresh.js')")
    her.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(her.page).to_have_url(re.compile("/login"))
    her.troubles.clear()
