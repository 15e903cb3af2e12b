"""What people do without thinking, in a browser: press twice, go Back, write on after the login has ended."""

import re

import pytest
from playwright.sync_api import expect

CODE = "def f(x):\n    if x:\n\t\treturn 1\n\n    return 2"


@pytest.fixture
def her(person, site, newcomer):
    """Return a user who is on the feed."""
    someone = person(site("final_app"))
    someone.name, someone.password = newcomer(someone)
    someone.logs_in(someone.name, someone.password)
    return someone


def log_in_again(one):
    expect(one.page).to_have_url(re.compile("/login"))
    expect(one.page.locator(".told")).to_contain_text("we kept what you wrote")
    one.submits(user_id=one.name, password=one.password)


def test_code_keeps_its_indentation_on_the_page(her, look):
    """Python without its indentation is no Python."""
    her.submits(content_txt=CODE)
    her.arrives(re.compile("/user/"))
    assert her.page.inner_text("article .text") == CODE
    her.page.locator(".post a:has(time)").click()
    her.arrives(re.compile("/content_submit/"))
    her.submits(text=CODE)
    expect(her.page.locator(".comments .text")).to_have_count(1)
    assert her.page.inner_text(".comments .text") == CODE
    look(her.page, "code")


def test_a_post_written_after_the_login_ended_is_not_lost(her):
    """Half an hour's work is gone, because one had logged out in another tab."""
    her.page.locator("[name=content_txt]").fill(CODE)
    her.page.wait_for_load_state("networkidle")  # an answer that is on its way would bring the cookie back
    her.context.clear_cookies()
    her.expects(401)
    her.page.get_by_role("button", name="Post", exact=True).click()
    log_in_again(her)
    expect(her.page.locator("[name=content_txt]")).to_have_value(CODE)
    her.page.get_by_role("button", name="Post", exact=True).click()
    her.arrives(re.compile("/user/"))
    assert her.page.inner_text("article .text") == CODE


def test_a_comment_written_after_the_login_ended_is_not_lost(her):
    """The script sends it, is told to log in, and leaves the text to the form without script."""
    her.submits(content_txt="talk")
    her.arrives(re.compile("/user/"))
    her.page.locator(".post a:has(time)").click()
    her.arrives(re.compile("/content_submit/"))
    url = her.page.url
    her.page.wait_for_load_state("networkidle")  # an answer that is on its way would bring the cookie back
    her.context.clear_cookies()
    her.page.locator("[name=text]").fill(CODE)
    her.expects(401)
    her.page.get_by_role("button", name="Send", exact=True).click()
    log_in_again(her)
    her.arrives(url)
    expect(her.page.locator("[name=text]")).to_have_value(CODE)
    her.page.get_by_role("button", name="Send", exact=True).click()
    expect(her.page.locator(".comments .text")).to_have_count(1)


def test_a_comment_sent_again_for_want_of_an_answer_is_one(her):
    """The server has it, but its answer was lost; one presses again."""
    her.submits(content_txt="talk")
    her.arrives(re.compile("/user/"))
    her.page.locator(".post a:has(time)").click()
    her.arrives(re.compile("/content_submit/"))
    lost = []

    def lose_the_first_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    her.page.route("**/comments", lose_the_first_answer)
    her.page.evaluate("socket.disconnect()")
    her.expects("net::ERR_FAILED", "request: net::ERR_FAILED")
    her.submits(text="once")
    expect(her.page.locator("#status")).to_contain_text("Can't reach the server")
    expect(her.page.locator("[name=text]")).to_have_value("once")
    her.page.get_by_role("button", name="Send", exact=True).click()
    expect(her.page.locator(".comments .text")).to_have_count(1)
    her.reloads()
    expect(her.page.locator(".comments .text")).to_have_text(["once"])
    assert lost[0].status == 201


def test_a_post_sent_twice_is_one(her):
    """A double click, or Enter twice, before the next page has come."""
    her.page.locator("[name=content_txt]").fill("only once")
    with her.page.expect_navigation():
        her.page.evaluate("""() => {
            const form = document.querySelector("form:has([name=content_txt])");
            fetch(form.action, { method: "POST", body: new FormData(form) });
            form.submit();
        }""")
    her.opens(f"/user/{her.name}")
    expect(her.page.locator("article .text")).to_have_text(["only once"])


def test_back_after_logging_out_shows_nothing_private(her):
    """On a shared computer the next one presses Back."""
    her.submits(content_txt="for friends' eyes")
    her.arrives(re.compile("/user/"))
    her.page.get_by_role("button", name="Log out").click()
    expect(her.page).to_have_url(re.compile("/login"))
    for _ in range(2):
        her.page.go_back()
        expect(her.page).to_have_url(re.compile("/login"))
        expect(her.page.locator("body")).not_to_contain_text("for friends' eyes")


def test_a_name_from_right_to_left_does_not_turn_its_line(person, site, newcomer):
    """The name stands first and the time behind it, in whichever direction the name is written."""
    her = person(site("final_app"))
    her.logs_in(*newcomer(her))
    her.opens("/setting")
    name = "داليا_12"
    her.submits(nickname=name)
    her.opens("/")
    her.submits(content_txt="مرحبا!\nhello!")
    her.arrives(re.compile("/user/"))
    boxes = [her.page.locator(f"article header {one}").bounding_box() for one in (".name", "time")]
    assert boxes[0]["x"] < boxes[1]["x"]
    expect(her.page.locator("article .name")).to_have_css("unicode-bidi", "isolate")
    expect(her.page.locator("article .text")).to_have_css("unicode-bidi", "plaintext")
