"""Stage 04 in two and three browsers: the server sends events by itself, to the right user."""

import re

import pytest
from playwright.sync_api import expect

STAGE = "04_websockets"
COMMENT_NOTICE = "bob commented: welcome"
REQUEST_NOTICE = "bob sent you a friend request"


class Reader:
    """A user who has logged in to stage 04 and sees the posts, with a live connection."""

    def __init__(self, person, user_id):
        person.context.request.post("/login", form={"user_id": user_id, "password": "flask"}, max_redirects=0)
        person.opens("/")
        self.person = person
        self.page = person.page
        self.notices = self.page.locator("#notices .notice")
        self.dot = self.page.locator("#notice_dot")
        self.frames = self.page.locator("#frames")
        self.switch = self.page.locator("#as_the_notes_did")

    def comments(self, post_id, text):
        form = self.page.locator(f"[data-post-id='{post_id}'] form.comment")
        form.get_by_label("Comment").fill(text)
        form.get_by_role("button").click()
        expect(self.comments_on(post_id).last).to_contain_text(text)

    def comments_on(self, post_id):
        return self.page.locator(f"[data-post-id='{post_id}'] .comments li")

    def asks(self, nickname):
        self.page.locator(f".ask[data-nickname={nickname}]").click()

    def presses(self, button):
        self.page.get_by_role("button", name=re.compile(f"^{button}")).click()

    def has_frames(self, count, *words):
        lines = self.frames.locator("li")
        for word in words:
            lines = lines.filter(has_text=word)
        expect(lines).to_have_count(count)


@pytest.fixture
def reader(person, own_site):
    """Return a function that logs several users in to the same stage."""
    address = own_site(STAGE)
    return lambda user_id: Reader(person(address), user_id)


def test_a_comment_reaches_the_author_live_and_no_one_else(reader, look):
    """Alice must reload to see bob's comment, or it is lost on a reload, or minsu's browser gets it, too."""
    alice, bob, minsu = reader("alice"), reader("bob"), reader("minsu")
    expect(alice.dot).to_be_hidden()

    bob.comments(1, "welcome")

    expect(alice.notices).to_have_text([COMMENT_NOTICE], use_inner_text=True)
    expect(alice.dot).to_be_visible()
    expect(alice.comments_on(1)).to_have_text(["bob welcome"])
    look(alice.page, "04_websockets_notice")
    bob.asks("민수")  # arrives at minsu after everything sent before
    minsu.has_frames(1, "request_notice")
    minsu.has_frames(0, "comment_notice")
    alice.person.reloads()
    expect(alice.comments_on(1)).to_have_text(["bob welcome"])
    expect(alice.notices).to_have_text([COMMENT_NOTICE], use_inner_text=True)


def test_two_comments_at_once_both_arrive(reader):
    """Two people comment in the same moment, and alice sees one of the comments only after a reload."""
    alice, bob = reader("alice"), reader("bob")
    answers = []
    alice.page.route("**/notices", lambda route: answers.append(route))  # noqa: PLW0108 (Playwright marks its handlers)

    bob.comments(1, "one")
    bob.comments(1, "two")
    alice.has_frames(2, "comment_notice")
    for answer in answers:
        answer.continue_()

    expect(alice.comments_on(1)).to_have_text(["bob one", "bob two"])
    expect(alice.notices).to_have_count(2)


def test_the_switch_shows_what_a_broadcast_leaks(reader, look):
    """With the switch on, the frames do not show that minsu gets alice's notification; or the switch stays on."""
    alice, bob, minsu = reader("alice"), reader("bob"), reader("minsu")

    bob.switch.check()
    expect(minsu.switch).to_be_checked()
    bob.comments(1, "welcome")
    minsu.has_frames(1, "comment_notice", "welcome")
    expect(alice.notices).to_have_count(1)
    look(minsu.page, "04_websockets_broadcast")

    bob.switch.uncheck()
    expect(minsu.switch).not_to_be_checked()
    bob.comments(1, "again")
    expect(alice.notices).to_have_count(2)
    bob.asks("민수")
    expect(minsu.notices).to_have_text([REQUEST_NOTICE], use_inner_text=True)
    minsu.has_frames(1, "comment_notice")


def test_a_missed_notification_appears_after_reconnecting(reader):
    """What happens while alice is disconnected never reaches her."""
    alice, bob = reader("alice"), reader("bob")
    alice.presses("Disconnect")
    alice.has_frames(1, "✕ close")
    expect(alice.page.locator("#here")).to_contain_text("not connected")
    expect(bob.page.locator("#here")).to_have_text("bob")

    bob.comments(1, "welcome")
    alice.person.asked.clear()
    expect(alice.notices).to_have_count(0)
    alice.presses("Connect")

    expect(alice.notices).to_have_text([COMMENT_NOTICE], use_inner_text=True)
    assert ("GET", "/notices") in alice.person.has_sent()
    expect(alice.page.locator("#here")).to_have_text("alice, bob")
    expect(bob.page.locator("#here")).to_have_text("alice, bob")


def test_a_friend_request_sends_a_notification(reader):
    """Bob sends a request, and alice gets no notification; or bob's button does not say that it worked."""
    alice, bob = reader("alice"), reader("bob")

    bob.asks("alice")

    alice.has_frames(1, "⬇ message", "request_notice")
    expect(alice.notices).to_have_text([REQUEST_NOTICE], use_inner_text=True)
    expect(alice.dot).to_be_visible()
    expect(bob.page.locator(".ask[data-nickname=alice]")).to_have_text("Request sent", use_inner_text=True)


def test_korean_is_readable_in_the_frames(reader):
    r"""The frames show 안녕 as \uc548\ub155, which nobody can read."""
    alice, bob = reader("alice"), reader("bob")

    bob.comments(1, "안녕하세요")

    alice.has_frames(1, "⬇ message", "comment_notice", "안녕하세요")
    alice.has_frames(0, r"\u")


def test_the_frames_panel_shows_each_kind_of_packet(reader):
    """The panel lacks a packet of the lesson: open, message, upgrade, protocol 3 rejected, ping and pong in 10 s."""
    alice = reader("alice")

    for packet in ("⬇ open", "⬆ message", "⬇ message", "⇅ upgrade"):
        expect(alice.frames).to_contain_text(packet)

    alice.person.expects(400)
    alice.presses("Speak protocol 3")
    alice.has_frames(1, "✕ 400", "unsupported version")

    expect(alice.frames).to_contain_text("⬇ ping", timeout=15_000)
    expect(alice.frames).to_contain_text("⬆ pong")


def test_without_the_script_the_page_says_so_and_comments_still_work(person, own_site, look):
    """When the Socket.IO script does not load, the page looks live but is not, or comments are lost."""
    alice = person(own_site(STAGE))
    alice.context.route("**/socket.io.min.js", lambda route: route.abort())
    alice.expects("net::ERR_FAILED")
    alice.logs_in("alice")

    expect(alice.page.get_by_role("alert")).to_contain_text("Nothing arrives live")
    form = alice.page.locator("[data-post-id='2'] form.comment")
    form.get_by_label("Comment").fill("by HTTP alone")
    form.get_by_role("button").click()
    comments = alice.page.locator("[data-post-id='2'] .comments li")
    expect(comments).to_have_text(["alice by HTTP alone"])
    look(alice.page, "04_websockets_no_script")
    alice.reloads()
    expect(comments).to_have_text(["alice by HTTP alone"])
