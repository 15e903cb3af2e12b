"""Mentions are completed while one types, and what is about the open page adds nothing to the dot."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

COMPOSING = "new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })"
HIDE = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => %s })"
TURN = "document.dispatchEvent(new Event('visibilitychange'))"


def test_a_mention_is_completed_by_keyboard_and_by_touch(person, site, newcomer, look):
    """The list does not open, takes the keys of the input method, or has faults that axe finds."""
    her, him = person(site("final_app"), width=375, has_touch=True), person(site("final_app"))
    her.logs_in(*newcomer(her))
    his_name, _ = newcomer(him)
    her.opens("/")
    field, people = her.page.locator("[name=content_txt]"), her.page.locator("#completion")
    chosen = people.locator("[aria-selected=true]")
    field.press_sequentially(f"Hi (@{his_name[:4]}")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert Axe().run(her.page).response["violations"] == []
    look(her.page, "completion_375")
    names = people.locator("li").evaluate_all("(options) => options.map((option) => option.dataset.nickname)")
    field.evaluate(f"(field) => field.dispatchEvent({COMPOSING})")
    expect(people).to_be_visible()
    her.page.keyboard.press("ArrowUp")
    expect(people.locator("li").last).to_have_attribute("aria-selected", "true")
    her.page.keyboard.press("Enter")
    expect(field).to_have_value(f"Hi (@{names[-1]} ")
    expect(people).to_be_hidden()
    field.press_sequentially(f"and @{his_name}")
    expect(people).to_be_visible()
    her.page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    her.page.keyboard.press("Enter")
    field.press_sequentially(f"@{his_name[:4]}")
    people.locator("li").first.tap()
    expect(field).to_have_value(f"Hi (@{names[-1]} and @{his_name}\n@{names[0]} ")
    expect(field).to_be_focused()


def test_what_is_about_the_open_page_adds_nothing_to_the_dot(person, site, newcomer):
    """A comment on the post that one looks at counts as unread, or one that came while the page was hidden stays so."""
    her, him = person(site("final_app")), person(site("final_app"))
    her.logs_in(*newcomer(her))
    him.logs_in(*newcomer(him))
    her.submits(content_txt="Who is there?")
    her.arrives(re.compile("/user/"))
    her.page.locator(".post a:has(time)").first.click()
    her.arrives(re.compile("/content_submit/"))
    tab = her.context.new_page()
    tab.goto("/notice")
    her.waits_until_ready(tab)
    him.opens(her.page.url)
    him.submits(text="It's me")
    row = tab.locator("#notices li")
    expect(row).to_have_count(1)
    expect(row).not_to_have_class("new")
    expect(her.page.locator(".comments > li")).to_have_count(1)
    expect(her.page.locator("#notice_dot")).to_be_hidden()
    her.page.evaluate(HIDE % "true")
    him.submits(text="Still here")
    expect(her.page).to_have_title(re.compile(r"^\(1\) "))
    expect(tab.locator("#notices .new")).to_have_count(1)
    her.page.evaluate(HIDE % "false")
    her.page.evaluate(TURN)
    expect(her.page).not_to_have_title(re.compile(r"^\(\d"))
    expect(tab.locator("#notices .new")).to_have_count(0)
    her.page.evaluate(HIDE % "true")
    him.page.locator("form.like button").click()
    expect(tab.locator("#notices .new")).to_have_count(1)
    tab.get_by_role("button", name="Mark all as read").click()
    expect(tab.locator("#notices .new")).to_have_count(0)
    expect(her.page.locator("#notice_dot")).to_be_hidden()
