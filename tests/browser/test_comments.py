"""Live comments in a browser: the same as after a reload, in the reader's language, and complete after a disconnect."""

import re

import pytest
from playwright.sync_api import expect

POST = re.compile("/content_submit/")
EACH = """(items) => items.map((item) => {
    const copy = item.cloneNode(true);
    copy.querySelector("time").textContent = ""; // a minute may have passed
    return copy.outerHTML;
})"""


class Reader:
    """A user on the page of a post."""

    def __init__(self, person, name):
        self.person = person
        self.page = person.page
        self.name = name
        self.items = person.page.locator(".comments > li")
        self.texts = person.page.locator(".comments .text")

    def comments(self, text, reply_to=None):
        if reply_to is not None:
            self.items.filter(has_text=reply_to).locator(".reply").click()
        self.person.submits(text=text)
        expect(self.texts.filter(has_text=text)).to_have_count(1)

    def changes(self, old, new):
        self.chooses(old, "Edit|수정")
        self.person.submits(text=new)
        expect(self.texts.filter(has_text=new)).to_have_count(1)

    def deletes(self, text):
        self.chooses(text, "Delete|삭제")
        if self.page.locator("#undone").inner_text():
            self.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")  # as if the page were left
        else:
            self.person.answers()
        expect(self.items.filter(has_text=text)).to_have_count(0)

    def chooses(self, text, entry):
        """Open the menu of a comment, and press one of its entries."""
        item = self.items.filter(has_text=text)
        item.locator(".more summary").click()
        item.get_by_role("link", name=re.compile(entry)).click()

    def offers(self, number):
        """Return the entries of the menu of a comment."""
        return [entry for entry in self.items.nth(number).locator(".more li").all_inner_texts() if entry]

    def sets_connected(self, connected):
        do = "connect" if connected else "disconnect"
        self.person.uses_socket(do)
        state = "online" if connected else "offline"
        expect(self.page.locator("html")).to_have_attribute("data-connection", state)

    def expects_the_same_after_a_reload(self):
        """Compare each live comment with the one in the page that the server sends."""
        live = self.items.evaluate_all(EACH)
        self.person.reloads()
        assert self.items.evaluate_all(EACH) == live


@pytest.fixture
def readers(person, site, newcomer):
    """Return a user who wrote a post and reads Korean, and one who reads English; both are on its page."""
    her, him = person(site("final_app"), locale="ko-KR"), person(site("final_app"), locale="en-US")
    her_name, his_name = (newcomer(one) for one in (her, him))
    her.logs_in(*her_name)
    him.logs_in(*his_name)
    her.submits(content_txt="Say something")
    her.arrives(re.compile("/user/"))
    her.page.locator(".post a:has(time)").click()
    her.arrives(POST)
    him.opens(her.page.url)
    return Reader(her, her_name[0]), Reader(him, his_name[0])


def test_a_live_comment_equals_the_one_after_a_reload(readers, look):
    """A comment that arrives live, or an edit of it, has other links, words or buttons than after a reload."""
    her, him = readers
    him.comments(f"(https://example.com/a?b=c#d), #태그, @{her.name} & <b>1</b>")
    her.comments("back", reply_to="example.com")
    him.comments("frist\nline")
    him.changes("frist", "first https://example.com\n#line")
    him.comments("second answer", reply_to="example.com/a")

    for one in (her, him):
        expect(one.items).to_have_count(4)
        expect(one.texts.nth(2)).to_have_text("second answer")
        expect(one.items.last.locator("a.link_url")).to_have_attribute("href", "https://example.com")
    expect(her.items.last.locator(".edited")).to_have_text("수정됨")
    expect(him.items.last.locator(".edited")).to_have_text("edited")
    expect(her.items.last.locator(".reply")).to_have_text("답글")
    for one in (her, him):
        one.page.locator(".comments .more").evaluate_all("(menus) => menus.forEach((menu) => (menu.open = true))")
    assert her.offers(3) == ["링크 복사", "신고하기", "삭제"]  # she wrote the post, he wrote the comment
    assert him.offers(3) == ["Copy link", "Edit", "Delete"]
    assert him.offers(1) == ["Copy link", "Report"]
    for one in (her, him):
        one.page.keyboard.press("Escape")
        expect(one.page.locator(".more[open]")).to_have_count(0)
    for one, name in ((her, "her"), (him, "his")):
        look(one.page, f"comments_{name}")
        one.expects_the_same_after_a_reload()


def test_a_deleted_comment_disappears_live_with_its_replies(readers):
    """A deleted comment, or a reply to it, stays in another reader's page, or the page does not say "none"."""
    her, him = readers
    him.comments("one")
    her.comments("answer", reply_to="one")
    him.comments("answer to the answer", reply_to="answer")
    her.deletes("one")

    for one in (her, him):
        expect(one.items).to_have_count(0)
        expect(one.page.locator("#comments .none")).to_be_visible()
        expect(one.page.locator(".comment_count")).to_have_text("0")


def test_changes_to_comments_during_a_disconnect_are_caught_up(readers):
    """Back online, a page lacks a comment, has it in the wrong place, or still has an old text or a deleted one."""
    her, him = readers
    for text in ("stays", "changes", "goes"):
        him.comments(text)
    expect(her.texts).to_have_text(["stays", "changes", "goes"])
    her.sets_connected(False)

    him.changes("changes", "has changed")
    him.deletes("goes")
    him.comments("comes")
    him.comments("a reply comes", reply_to="stays")
    her.page.locator("[name=text]").fill("half a thought")
    expect(her.texts).to_have_text(["stays", "changes", "goes"])
    her.sets_connected(True)

    expect(her.texts).to_have_text(["stays", "a reply comes", "has changed", "comes"])
    expect(her.page.locator("[name=text]")).to_have_value("half a thought")
    expect(her.page.locator(".comment_count")).to_have_text("4")
    her.expects_the_same_after_a_reload()


def test_catching_up_with_one_page_of_comments_removes_no_older_ones(readers):
    """Catching up with the newest 20 comments, a page throws away the older ones that it shows."""
    her, him = readers
    him.comments("number 0")
    expect(her.items).to_have_count(1)
    post = """(texts) => import("/static/http.js").then(async ({ send }) => {
        const form = document.querySelector("form.comment");
        for (const text of texts) await send("POST", form.action, { text, reply_to: "" });
    })"""
    him.page.evaluate(post, [f"number {number}" for number in range(1, 21)])
    expect(her.items).to_have_count(21)
    her.sets_connected(False)
    him.page.evaluate(post, ["the newest"])
    him.deletes("number 7")
    her.sets_connected(True)

    wanted = [f"number {number}" for number in range(21) if number != 7]
    expect(her.texts).to_have_text([*wanted, "the newest"])


def test_an_edit_by_another_user_keeps_the_focus_and_the_draft(readers):
    """A user is replying by keyboard when the author edits the comment, and the focus is lost."""
    her, him = readers
    him.comments("one")
    her.page.locator("[name=text]").fill("draft")
    her.page.locator(".comments .reply").focus()
    him.changes("one", "two")

    expect(her.texts).to_have_text(["two"])
    expect(her.page.locator(".comments .reply")).to_be_focused()
    expect(her.page.locator("[name=text]")).to_have_value("draft")
