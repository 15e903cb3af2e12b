"""The feed and the friend buttons live: what others do appears without a reload, and nothing that one does is lost."""

import pytest
from playwright.sync_api import expect

SEND = """([method, url, data]) => import("/static/http.js").then(({ send }) => send(method, url, data))"""


def sends(one, method, url, data=None):
    """Send a change as a script of the page does, and return the answer."""
    return one.page.evaluate(SEND, [method, url, data])


def posts(one, text, audience="public"):
    """Write a post and return its URL."""
    answer = sends(one, "POST", "/content_submit", {"content_txt": text, "audience": audience})
    return f"/content_submit/{answer['post']['id']}"


@pytest.fixture
def two(person, site, newcomer):
    """Return two users who are logged in, and their nicknames."""
    her, him = person(site("final_app"), width=375), person(site("final_app"))
    names = [newcomer(one) for one in (her, him)]
    for one, name in zip((her, him), names, strict=True):
        one.logs_in(*name)
    return her, him, names[0][0], names[1][0]


def test_new_posts_wait_behind_a_button_and_load_in_place(two):
    """Posts that push down what one reads, or a reload that loses what one writes, would make a busy feed useless."""
    her, him, _her_name, _his_name = two
    him.opens("/?view=everyone")
    first = posts(him, "the first")
    her.opens("/?view=everyone")
    texts, button = her.page.locator("#feed .text"), her.page.locator(".new_posts button")
    expect(texts.first).to_have_text("the first")
    her.page.locator("[name=content_txt]").fill("half a thought")
    before = len(her.has_sent())
    posts(him, "among us", "friends")
    second = posts(him, "the second")
    expect(button).to_have_text("1 new post")
    gone = posts(him, "goes again")
    expect(button).to_have_text("2 new posts")
    sends(him, "DELETE", gone)
    expect(button).to_have_text("1 new post")
    button.click()
    expect(texts.first).to_have_text("the second")
    expect(texts.nth(1)).to_have_text("the first")
    expect(button).to_have_count(0)
    assert her.has_sent()[before:] == [("GET", "/")]
    expect(her.page.locator("[name=content_txt]")).to_have_value("half a thought")

    sends(him, "PATCH", second, {"content_txt": "has changed"})
    expect(texts.first).to_have_text("has changed")
    expect(her.page.locator("#feed .marks").first).to_have_text("edited")
    sends(him, "DELETE", first)
    expect(her.page.get_by_text("the first")).to_have_count(0)
    sends(him, "PUT", f"{second}/like")
    expect(her.page.locator("#feed .like_count").first).to_have_text("1")
    sends(him, "DELETE", second)


def test_more_new_posts_than_a_page_has_leave_no_gap(two):
    """The page begins anew: otherwise what lies between the newest and the ones from before would be missing."""
    her, him, _her_name, _his_name = two
    him.opens("/")
    posts(him, "from before")
    her.opens("/?view=everyone")
    for number in range(22):
        posts(him, f"number {number}")
    expect(her.page.locator(".new_posts button")).to_have_text("22 new posts")
    her.page.locator(".new_posts button").click()
    expect(her.page.locator("#feed .text")).to_have_text([f"number {number}" for number in range(21, 1, -1)])
    her.page.get_by_role("link", name="Older posts").click()
    expect(her.page.locator("#feed .text").nth(2)).to_have_text("from before")


def test_friend_buttons_follow_on_every_page_of_both(two):
    """A page that goes on offering what is over would end a friendship by a press that was to cancel a request."""
    her, him, her_name, his_name = two
    his_row = f"#person-{his_name}"
    her.opens("/people")
    other_tab = her.context.new_page()
    other_tab.goto(f"/user/{his_name}")
    her.waits_until_ready(other_tab)
    him.opens("/friend")
    her.page.locator(his_row).get_by_role("button", name="Add friend").click()
    expect(her.page.locator(his_row).get_by_role("button", name="Cancel request")).to_be_focused()
    expect(other_tab.get_by_role("button", name="Cancel request")).to_be_visible()
    him.page.get_by_role("button", name="Accept").click()
    expect(him.page.locator("#friends + .people")).to_contain_text(her_name)
    expect(her.page.locator(his_row)).to_contain_text("Your friend")
    expect(other_tab.get_by_role("button", name="Unfriend")).to_be_visible()
    secret = posts(him, "among us", "friends")
    other_tab.reload()
    her.waits_until_ready(other_tab)
    expect(other_tab.get_by_text("among us")).to_be_visible()
    sends(him, "DELETE", f"/friend/{her_name}")
    expect(other_tab.get_by_role("button", name="Send friend request")).to_be_visible()
    expect(other_tab.get_by_text("among us")).to_have_count(0)
    sends(him, "DELETE", secret)


def test_a_stale_button_says_what_has_changed(two):
    """Without its socket a page still shows the old button: pressed, it changes nothing and shows how it is now."""
    her, him, her_name, his_name = two
    her.opens(f"/user/{his_name}")
    him.opens("/")
    sends(her, "PUT", f"/friend/{his_name}")
    cancel = her.page.get_by_role("button", name="Cancel request")
    expect(cancel).to_be_visible()
    her.uses_socket("disconnect")
    sends(him, "PUT", f"/friend/{her_name}")
    her.expects(409)
    cancel.click()
    expect(her.page.locator("#status")).to_contain_text("you are friends")
    expect(her.page.get_by_role("button", name="Unfriend")).to_be_visible()
