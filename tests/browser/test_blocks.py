"""A block in the browser: by the menu of a person, and live for a page that shows what both of them wrote about."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

POST = re.compile("/content_submit/")


def test_a_page_of_someone_with_blocks_has_numbers_of_its_own(person, site, newcomer, look):
    """The page still counts who is hidden, shows what they write, or no longer hears of others."""
    her, him, third = person(site("final_app"), width=375), person(site("final_app")), person(site("final_app"))
    names = {one: newcomer(one) for one in (her, him, third)}
    for one, (name, password) in names.items():
        one.logs_in(name, password)
    third.opens("/")
    third.submits(content_txt="A post of mine")
    third.arrives(re.compile("/user/"))
    third.page.locator(".post a:has(time)").first.click()
    third.arrives(POST)
    for one in (her, him):
        one.opens(third.page.url)
    him.submits(text="From him")
    texts, count = her.page.locator(".comments > li .text"), her.page.locator(".comment_count")
    expect(count).to_have_text("1")

    second = her.context.new_page()
    second.goto(f"{site('final_app')}/user/{names[him][0]}")
    second.locator(".person details.more summary").click()
    assert Axe().run(second).response["violations"] == []
    look(second, "person_menu_375")
    second.get_by_role("button", name="Block").click()
    second.locator("dialog button").first.click()
    second.wait_for_url("**/setting*")
    expect(second.locator("#blocked")).to_be_visible()
    expect(count).to_have_text("0")
    expect(texts).to_have_count(0)

    him.submits(text="He writes on")
    expect(third.page.locator(".comment_count")).to_have_text("2")
    third.submits(text="So do I")
    expect(texts).to_have_text(["So do I"])
    expect(count).to_have_text("1")
    him.page.locator("form.like button").click()
    third.page.locator("form.like button").click()
    expect(third.page.locator(".like_count")).to_have_text("2")
    expect(her.page.locator(".like_count")).to_have_text("1")
    second.get_by_role("button", name="Unblock").click()
    expect(count).to_have_text("3")
