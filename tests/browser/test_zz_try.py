import re
from playwright.sync_api import expect
def test_gap(person, site, newcomer):
    her, him = person(site("final_app")), person(site("final_app"))
    a, b = newcomer(her), newcomer(him)
    her.logs_in(*a); him.logs_in(*b)
    her.submits(content_txt="gap"); her.page.locator(".post a:has(time)").first.click(); her.page.wait_for_url("**/content_submit/*"); her.waits_until_live()
    url = her.page.url
    her.page.wait_for_timeout(500)
    her.page.evaluate("socket.disconnect()")
    him.page.goto(url); him.page.locator("form.like button").click(); expect(him.page.locator(".like_count")).to_have_text("1")
    him.submits(text="missed"); expect(him.page.locator(".comments li")).to_have_count(1)
    her.page.evaluate("socket.connect()"); her.waits_until_live(); her.page.wait_for_timeout(2000)
    print("her page after reconnect: likes", her.page.locator(".like_count").inner_text(), "comments", her.page.locator(".comments li").count())
    her.page.reload(); print("after reload: likes", her.page.locator(".like_count").inner_text(), "comments", her.page.locator(".comments li").count())
    s = person(site("final_app")); s.page.goto("/join/verify"); print(s.page.url, s.page.locator("main").inner_text()[:120])
