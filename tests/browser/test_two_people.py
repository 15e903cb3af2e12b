"""Two people in two browsers: from joining to a live notice, and to leaving; in Korean and in English."""

import re

from playwright.sync_api import expect


def test_two_people_meet_talk_live_and_part(person, site, newcomer, look):
    """What one does the other sees at once, in their own language, and it is still there after a reload."""
    her, him = person(site("final_app"), locale="ko-KR", width=375), person(site("final_app"), locale="en-US")
    her_name, her_password = newcomer(her)
    his_name, his_password = newcomer(him)
    her.logs_in(her_name, her_password)
    him.logs_in(his_name, his_password)

    her.waits_until_live()
    him.opens(f"/user/{her_name}")
    him.page.get_by_role("button", name="Ask to be friends").click()
    expect(her.page.locator("#news")).to_have_text(f"{his_name} 님이 친구 신청을 했어요")
    expect(her.page.locator("#notice_dot .count")).to_have_text("1")
    her.opens("/friend")
    her.page.get_by_role("button", name="수락").click()
    expect(him.page.locator("#news")).to_have_text(f"{her_name} is your friend now")

    her.opens("/")
    her.submits(content_txt=f"안녕 @{his_name}! #첫글")
    him.opens("/")
    post = him.page.locator(".post").first
    expect(post).to_contain_text("#첫글")
    for one in (her, him):
        one.page.locator(".post a:has(time)").first.click()
        expect(one.page).to_have_url(re.compile("/content_submit/"))
        one.waits_until_live()

    him.page.locator("form.like button").click()
    expect(her.page.locator(".like_count")).to_have_text("1")
    him.submits(text="Hello, and 안녕!")
    comment = her.page.locator(".comments li")
    expect(comment).to_contain_text("Hello, and 안녕!")
    expect(comment.get_by_role("button", name="고치기")).to_be_hidden()
    expect(her.page.locator("#news")).to_have_text(f"{his_name} 님이 내 글에 댓글을 남겼어요")
    comment.locator(".reply").click()
    her.submits(text="반가워요")
    expect(him.page.locator(".comments .is_reply")).to_contain_text("반가워요")
    look(her.page, "two_people_her_post")
    look(him.page, "two_people_his_view")

    him.opens("/notice")
    expect(him.page.locator("#notices li")).to_have_count(3)
    him.page.get_by_role("button", name="Mark all as read").click()
    expect(him.page.locator("#notice_dot")).to_be_hidden()

    him.opens("/setting")
    him.page.once("dialog", lambda dialog: dialog.accept())
    him.page.locator("#leave_password").fill(his_password)
    him.page.get_by_role("button", name="Leave for good").click()
    expect(him.page).to_have_url(re.compile("/login"))
    her.page.reload()
    expect(her.page.locator(".comments li")).to_have_count(0)
    expect(her.page.locator(".like_count")).to_have_text("0")


def test_a_notice_that_was_missed_is_there_after_a_reconnect(person, site, newcomer):
    """While the network was gone something happened: back online the page knows, without a reload."""
    her, him = person(site("final_app")), person(site("final_app"))
    her_name, her_password = newcomer(her)
    his_name, his_password = newcomer(him)
    her.logs_in(her_name, her_password)
    him.logs_in(his_name, his_password)
    her.waits_until_live()

    her.submits(content_txt="Who will like it?")
    her.page.locator(".post a:has(time)").click()
    expect(her.page).to_have_url(re.compile("/content_submit/"))
    her.waits_until_live()
    her.page.evaluate("socket.disconnect()")
    him.page.goto(her.page.url)
    him.page.locator("form.like button").click()
    him.submits(text="I do")
    expect(him.page.locator(".comments li")).to_have_count(1)
    him.opens(f"/user/{her_name}")
    him.page.get_by_role("button", name="Ask to be friends").click()
    expect(him.page.get_by_role("button", name="Take the request back")).to_be_visible()
    expect(her.page.locator("#notice_dot")).to_be_hidden()
    her.page.evaluate("socket.connect()")
    expect(her.page.locator("#notice_dot .count")).to_have_text("3")
    expect(her.page.locator(".like_count")).to_have_text("1")
    expect(her.page.locator(".comments li")).to_have_count(1)


def test_a_comment_that_came_live_looks_as_after_a_reload(person, site, newcomer):
    """Tags, mentions and addresses in a live comment are plain text until the page is loaded again."""
    her, him = person(site("final_app")), person(site("final_app"))
    her.logs_in(*newcomer(her))
    him.logs_in(*newcomer(him))
    her.submits(content_txt="Links, please.")
    her.page.locator(".post a:has(time)").click()
    expect(her.page).to_have_url(re.compile("/content_submit/"))
    her.waits_until_live()
    him.opens(her.page.url)
    text = (
        '<b>no</b> "https://example.org/a?b=1&c=(d)". #플라스크 #Flask! e#f https://x.y/#z (http://a.b)\n'
        "@Alice, me@example.org 한글@민수 @민수 ##two #हिंदी https:// @_ #"
    )
    him.submits(text="#first draft")
    him.page.once("dialog", lambda dialog: dialog.accept(text.replace("\n", " ")))
    him.page.get_by_role("button", name="Edit").click()
    expect(her.page.locator(".comments .text .link_tag")).to_have_count(3)
    him.submits(text=text)
    for one in (her, him):
        expect(one.page.locator(".comments li")).to_have_count(2)
        live = one.page.locator(".comments .text").evaluate_all("texts => texts.map((text) => text.innerHTML)")
        one.page.reload()
        assert one.page.locator(".comments .text").evaluate_all("texts => texts.map((text) => text.innerHTML)") == live
        one.waits_until_live()
