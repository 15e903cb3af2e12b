"""Two users in two browsers: from sign-up to a live notification and account deletion, in Korean and English."""

import re

from playwright.sync_api import expect

POST = re.compile("/content_submit/")


def writes(one, text):
    """Write a post and go to its page."""
    one.submits(content_txt=text)
    one.arrives(re.compile("/user/"))
    one.page.locator(".post a:has(time)").first.click()
    one.arrives(POST)


def loses_the_connection(one):
    one.uses_socket("disconnect")
    expect(one.page.locator("html")).to_have_attribute("data-connection", "offline")


def connects_again(one):
    one.uses_socket("connect")
    one.waits_until_ready()


def test_two_users_become_friends_talk_live_and_unfriend(person, site, newcomer, look):
    """One user's action does not appear at once for the other, or not in their language, or not after a reload."""
    her, him = person(site("final_app"), locale="ko-KR", width=375), person(site("final_app"), locale="en-US")
    her_name, her_password = newcomer(her)
    his_name, his_password = newcomer(him)
    her.logs_in(her_name, her_password)
    him.logs_in(his_name, his_password)

    him.opens(f"/user/{her_name}")
    him.page.get_by_role("button", name="Send friend request").click()
    expect(her.page.locator("#news")).to_have_text(f"{his_name} 님이 친구 신청을 보냈어요")
    expect(her.page.locator("#notice_dot .count")).to_have_text("1")
    her.opens("/friend")
    her.page.get_by_role("button", name="수락").click()
    expect(her.page.locator("#friends + .people")).to_contain_text(his_name)
    expect(him.page.locator("#news")).to_have_text(f"{her_name} accepted your friend request")

    her.opens("/")
    her.submits(content_txt=f"안녕 @{his_name}! #첫글")
    her.arrives(re.compile("/user/"))
    him.opens("/")
    post = him.page.locator(".post").first
    expect(post).to_contain_text("#첫글")
    for one in (her, him):
        one.page.locator(".post a:has(time)").first.click()
        one.arrives(POST)

    him.page.locator("form.like button").click()
    expect(her.page.locator(".like_count")).to_have_text("1")
    him.submits(text="Hello, and 안녕!")
    comment = her.page.locator(".comments > li")
    expect(comment).to_contain_text("Hello, and 안녕!")
    expect(comment.get_by_role("link", name="수정")).to_be_hidden()
    expect(her.page.locator("#notice_dot")).to_be_hidden()  # she looks at it
    comment.locator(".reply").click()
    her.submits(text="반가워요")
    expect(him.page.locator(".comments .is_reply")).to_contain_text("반가워요")
    look(her.page, "two_people_her_post")
    look(him.page, "two_people_his_view")

    him.opens("/notice")
    expect(him.page.locator("#notices li")).to_have_count(3)
    expect(him.page.locator("#notices .new")).to_have_count(0)  # he has seen what they are about
    expect(him.page.locator("#notice_dot")).to_be_hidden()

    him.opens("/setting")
    him.page.locator("#leave_password").fill(his_password)
    him.page.get_by_role("button", name="Delete account").click()
    him.answers()
    expect(him.page).to_have_url(re.compile("/login"))
    her.reloads()
    expect(her.page.locator(".comments > li")).to_have_count(0)
    expect(her.page.locator(".like_count")).to_have_text("0")


def test_a_missed_notification_appears_after_a_reconnect(person, site, newcomer):
    """What happened while the network was down does not appear once it is back, without a reload."""
    her, him = person(site("final_app")), person(site("final_app"))
    her_name, her_password = newcomer(her)
    his_name, his_password = newcomer(him)
    her.logs_in(her_name, her_password)
    him.logs_in(his_name, his_password)

    writes(her, "Who will like it?")
    loses_the_connection(her)
    him.opens(her.page.url)
    him.page.locator("form.like button").click()
    him.submits(text="I do")
    expect(him.page.locator(".comments > li")).to_have_count(1)
    him.opens(f"/user/{her_name}")
    him.page.get_by_role("button", name="Send friend request").click()
    expect(him.page.get_by_role("button", name="Cancel request")).to_be_visible()
    expect(her.page.locator("#notice_dot")).to_be_hidden()
    connects_again(her)
    expect(her.page.locator("#notice_dot .count")).to_have_text("1")  # not what is about the page that she looks at
    expect(her.page.locator(".like_count")).to_have_text("1")
    expect(her.page.locator(".comments > li")).to_have_count(1)


def test_replies_stay_with_their_comment_and_a_comment_can_be_edited(person, site, newcomer, look):
    """A reply is far from its comment, before or after a reload, or editing a comment loses its line breaks."""
    her, him = person(site("final_app"), width=375, locale="ko-KR"), person(site("final_app"))
    her.logs_in(*newcomer(her))
    him_name, him_password = newcomer(him)
    him.logs_in(him_name, him_password)
    writes(her, "What do you think?")
    him.opens(her.page.url)
    comments = her.page.locator(".comments .text")
    texts = ["one", "one, answered", "one, answered again", "two"]

    def replies(one, number, text):
        one.page.locator(".comments > li").nth(number).locator(".reply").click()
        one.submits(text=text)
        expect(one.page.locator(".comments")).to_contain_text(text)

    him.submits(text="one")
    him.submits(text="two")
    expect(comments).to_have_text(["one", "two"])
    her.page.locator(".comments .reply").first.click()
    expect(her.page.locator(".replying")).to_contain_text(f"{him_name} 님에게 답글 쓰는 중")
    her.submits(text="one, answered")
    replies(him, 0, "one, answered again")
    expect(comments).to_have_text(texts)
    expect(him.page.locator(".comments .text")).to_have_text(texts)
    her.reloads()
    expect(comments).to_have_text(texts)
    expect(her.page.locator(".comments .is_reply")).to_have_count(2)

    mine = her.page.locator(".comments > li").nth(1)
    mine.locator(".more summary").click()
    mine.get_by_role("link", name="수정").click()
    expect(her.page.locator("[name=text]")).to_have_value("one, answered")
    look(her.page, "two_people_changing_a_comment")
    her.submits(text="first line\nsecond line")
    expect(mine.locator(".text")).to_have_text("first line\nsecond line", use_inner_text=True)
    expect(him.page.locator(".comments > li").nth(1).locator(".text")).to_contain_text("second line")
    expect(her.page.locator("[name=text]")).to_have_value("")
    expect(her.page.locator(".changing")).to_be_hidden()
    her.reloads()
    expect(mine.locator(".text")).to_have_text("first line\nsecond line", use_inner_text=True)


def test_a_comment_that_fails_to_send_is_not_lost(person, site, newcomer):
    """The connection fails, and the text is lost or no error appears; or a second press makes two comments."""
    her = person(site("final_app"))
    her.logs_in(*newcomer(her))
    writes(her, "Say something")
    her.page.route("**/comments", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    her.expects("net::ERR_FAILED")

    her.submits(text="long thought")
    expect(her.page.locator("#status")).to_have_text("Can't reach the server. Check your connection and try again.")
    expect(her.page.locator("[name=text]")).to_have_value("long thought")
    her.page.unroute_all()
    her.page.evaluate("for (const _ of [1, 2]) document.querySelector('form.comment button').click()")
    expect(her.page.locator(".comments .text")).to_have_text(["long thought"])
    expect(her.page.locator("#status")).to_be_empty()
    her.reloads()
    expect(her.page.locator(".comments .text")).to_have_text(["long thought"])


def test_a_comment_has_the_same_links_before_and_after_a_reload(person, site, newcomer):
    """The script makes links that the server does not make, or the other way round."""
    her = person(site("final_app"))
    her_name, her_password = newcomer(her)
    her.logs_in(her_name, her_password)
    writes(her, "Say something")
    links = her.page.locator(".comments .text a")
    look_up = "(links) => links.map((link) => [link.textContent, link.className, link.rel, decodeURI(link.href)])"

    her.submits(
        text=f"(https://example.com/a?b=c#d), #태그 #한_글! @{her_name}, not a#b, me@example.com, ##no; #café. <b>1</b>"
    )
    expect(links).to_have_text(["https://example.com/a?b=c#d", "#태그", "#한_글", f"@{her_name}", "#café"])
    before = links.evaluate_all(look_up)
    text = her.page.locator(".comments .text").text_content()
    her.reloads()

    assert links.evaluate_all(look_up) == before
    expect(her.page.locator(".comments .text")).to_have_text(text)
