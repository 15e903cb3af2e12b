"""Reading: times in words, long posts folded, and a way to each comment, wherever it is."""

import re

import pytest
from playwright.sync_api import expect

WRITE = """([url, texts]) => import("/static/http.js").then(async ({ send }) => {
    const isComment = url.endsWith("comments");
    for (const text of texts) await send("POST", url, isComment ? { text, reply_to: "" } : { content_txt: text });
})"""


@pytest.fixture
def her(person, site, newcomer):
    """Return a user with a phone who reads Korean."""
    someone = person(site("final_app"), width=375, locale="ko-KR")
    someone.logs_in(*newcomer(someone))
    return someone


def shown_beside(time):
    """Return the text that the style sheet shows beside a time."""
    return time.evaluate("(time) => getComputedStyle(time, '::after').content")


def test_a_time_is_told_in_words_and_exactly_where_one_points(her):
    """A reader counts back from a date, or the exact time is nowhere, or comes by mouse only."""
    her.page.evaluate(WRITE, ["/content_submit", ["now"]])
    her.opens("/?view=friends")
    time = her.page.locator(".post time")
    exact = re.compile(r"\d+\. \d+\. \d+\. 오[전후] \d+:\d+")
    expect(time).to_have_text("방금 전")
    expect(time).to_have_attribute("data-exact", exact)
    assert shown_beside(time) == "none"
    time.hover()
    assert shown_beside(time) != "none"
    her.page.mouse.move(0, 0)
    assert shown_beside(time) == "none"
    her.page.locator(".post a:has(time)").focus()
    assert shown_beside(time) != "none"
    her.page.locator(".post .name").focus()
    ago = "(time, minutes) => time.setAttribute('datetime', new Date(Date.now() - minutes * 60_000).toISOString())"
    for minutes, words in (
        (3, "3분 전"),
        (150, "2시간 전"),
        (3 * 24 * 60, "3일 전"),
        (365 * 24 * 60, re.compile(r"\. \d+\.$")),
    ):
        time.evaluate(ago, minutes)
        her.page.evaluate("import('/static/time.js').then(({ showTimes }) => showTimes(document))")
        expect(time).to_have_text(words)


def test_a_long_post_is_folded_and_a_shorter_one_is_not(her, look):
    """One long post pushes all others out of sight, or its end cannot be reached."""
    long = "\n".join(f"line {number} https://example.com/{number}" for number in range(40))
    her.page.evaluate(WRITE, ["/content_submit", ["short", long]])
    her.opens("/?view=friends")
    text = her.page.locator(".post .text").first
    button = her.page.get_by_role("button", name="더 보기")
    expect(button).to_have_count(1)
    height = text.bounding_box()["height"]
    look(her.page, "folded")
    button.click()
    assert text.bounding_box()["height"] > 2 * height
    her.page.get_by_role("button", name="접기").click()
    assert text.bounding_box()["height"] == height
    text.locator("a").last.focus()  # by keyboard, nobody lands on what is not to be seen
    expect(text).not_to_have_class(re.compile("folded"))
    her.page.locator(".post a:has(time)").first.click()
    her.arrives(re.compile("/content_submit/"))
    expect(her.page.locator(".post .text")).to_contain_text("line 39")
    expect(her.page.locator(".unfold")).to_have_count(0)


@pytest.fixture
def talk(her, person, site, newcomer):
    """Return her, who wrote a post with 50 comments by another user, him, its path, and the ids of the comments."""
    him = person(site("final_app"))
    him.logs_in(*newcomer(him))
    her.page.evaluate(WRITE, ["/content_submit", ["talk"]])
    her.opens("/?view=friends")
    path = her.page.locator(".post a:has(time)").first.get_attribute("href")
    him.page.evaluate(WRITE, [f"{path}/comments", [f"number {number}" for number in range(50)]])
    ids, page = [], {"next": ""}
    while page["next"] is not None:
        url = f"{path}/comments?before={page['next']}"
        page = him.context.request.get(url, headers={"Accept": "application/json"}).json()
        ids = [comment["id"] for comment in page["comments"]] + ids
    return her, him, path, ids


def numbers(page):
    return [int(text.split()[-1]) for text in page.locator(".comments .text").all_inner_texts()]


def test_older_and_newer_comments_come_in_place(talk, look):
    """Loading older comments moves what one reads, or says nothing, or loses the focus."""
    her, him, path, ids = talk
    page = her.page
    her.opens(f"{path}?comment={ids[25]}#comment-{ids[25]}")
    sought = page.locator(f"#comment-{ids[25]}")
    expect(sought).to_be_focused()
    expect(sought).to_be_in_viewport(ratio=1)
    look(page, "comment_sought")
    assert numbers(page) == list(range(15, 36))

    first = page.locator(f"#comment-{ids[15]}")
    page.keyboard.press("Escape")  # the message about his comments would go at any moment, and move the page
    page.locator("p.older a").scroll_into_view_if_needed()
    top = first.bounding_box()["y"]
    page.locator("p.older a").evaluate("(link) => link.click()")  # nothing scrolls before it
    expect(page.locator(".said")).to_have_text("위에 표시한 이전 댓글: 15개")
    expect(page.locator("p.older")).to_have_count(0)
    expect(first).to_be_focused()
    assert abs(first.bounding_box()["y"] - top) < 2

    him.page.evaluate(WRITE, [f"{path}/comments", ["number 50"]])  # not shown before those that are missing
    expect(page.locator(".comment_count")).to_have_text("51")
    page.locator("p.newer a").click()
    expect(page.locator("p.newer")).to_have_count(0)
    assert numbers(page) == list(range(51))
    expect(page.locator(f"#comment-{ids[36]}")).to_be_focused()


def test_a_link_to_a_comment_finds_it_and_a_reply_leads_to_what_it_answers(talk):
    """A link from before, without the comment in its query, leads to a page that does not have it."""
    her, _, path, ids = talk
    page = her.page
    page.goto(f"{path}#comment-{ids[3]}")
    her.arrives(re.compile(rf"comment={ids[3]}#comment-{ids[3]}$"))
    expect(page.locator(f"#comment-{ids[3]}")).to_be_focused()
    page.locator(f"#comment-{ids[3]} .reply").click()
    her.submits(text="an answer 99")  # the newest: its page is shown
    reply = page.locator(".comments > li", has_text="an answer 99")
    expect(reply).to_be_focused()
    reply.get_by_role("link", name=re.compile("님에게 답글$")).click()
    expect(page.locator(f"#comment-{ids[3]}")).to_be_focused()


def test_a_deleted_comment_can_be_brought_back_for_a_while(her):
    """Deleted by a slip, a comment is gone; or it comes back after the page was left."""
    page = her.page
    page.evaluate(WRITE, ["/content_submit", ["talk"]])
    her.opens("/?view=friends")
    path = page.locator(".post a:has(time)").get_attribute("href")
    page.evaluate(WRITE, [f"{path}/comments", ["one", "two"]])
    her.opens(path)
    one, two = page.locator(".comments > li").all()

    def delete():
        one.locator(".more summary").click()
        one.get_by_role("link", name="삭제").click()
        expect(one).to_be_hidden()
        expect(two).to_be_focused()
        expect(page.locator("#undone")).to_have_text("댓글을 삭제했어요.")

    delete()
    page.get_by_role("button", name="되돌리기").click()
    expect(one).to_be_focused()
    expect(page.locator("#undone")).to_be_empty()
    delete()
    her.opens(path)  # it is deleted when the page is left
    expect(page.locator(".comments .text")).to_have_text(["two"])


def test_back_leads_to_where_one_was(talk):
    """Back in the history the page is at its top, or elsewhere because something has come meanwhile."""
    her, him, path, ids = talk
    page = her.page
    her.opens(path)
    page.keyboard.press("Escape")
    page.locator("p.older a").evaluate("(link) => link.click()")
    item = page.locator(f"#comment-{ids[20]}")
    item.scroll_into_view_if_needed()
    item.locator(".name").focus()
    top = item.bounding_box()["y"]
    item.locator(".name").press("Enter")
    her.arrives(re.compile("/user/"))
    him.page.evaluate(WRITE, [f"{path}/comments", ["number 50"]])
    page.go_back()
    her.waits_until_ready()
    expect(item).to_be_in_viewport(ratio=1)
    assert abs(item.bounding_box()["y"] - top) < 2
    expect(item.locator(".name")).to_be_focused()
