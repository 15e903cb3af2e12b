"""Writing a post: its pictures before they are sent, drafts, the counter, and the pictures once they are there."""

import re

from playwright.sync_api import expect

from tests.final_app.media import photos

TEXT = "[name=content_txt]"
FILES = "[name=content_file]"
# Drop a file on the form, or paste one into its text.
GIVE = """([kind, name, bytes]) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
    const event = { bubbles: true, cancelable: true, dataTransfer: files, clipboardData: files };
    const field = document.querySelector("[name=content_txt]");
    field.dispatchEvent(kind === "drop" ? new DragEvent("drop", event) : new ClipboardEvent("paste", event));
}"""
SIZES = "all => all.map((one) => one.naturalWidth)"


def png(width):
    return photos.saved(photos.scene(width, 40), "PNG")


def as_file(width):
    return {"name": f"{width}.png", "mimeType": "image/png", "buffer": png(width)}


def posts(her, *widths, text="look"):
    """Post pictures of these widths, and wait for the page that shows them."""
    her.opens("/")
    her.page.locator(FILES).set_input_files([as_file(width) for width in widths])
    her.page.locator(TEXT).fill(text)
    her.page.get_by_role("button", name="Post", exact=True).click()
    her.arrives(re.compile("/user/"))


def loaded(pictures):
    """Return the widths of pictures once all have loaded."""
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
    return pictures.evaluate_all(SIZES)


def test_pictures_are_dropped_pasted_described_ordered_and_removed(her):
    """Before they are sent, each is shown; the post has them as they were put."""
    page = her.page
    page.locator(FILES).set_input_files([as_file(50), as_file(60)])
    page.evaluate(GIVE, ["drop", "70.png", list(png(70))])
    page.evaluate(GIVE, ["paste", "80.png", list(png(80))])
    rows = page.locator(".preview")
    expect(rows.locator("canvas")).to_have_count(4)
    rows.nth(2).locator("[name=alt]").fill("seventy")
    rows.nth(2).get_by_role("button", name="Move earlier").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("output.chosen")).to_have_text("Picture 1 of 4: 70.png")
    expect(rows.nth(0).get_by_role("button", name="Move later")).to_be_focused()
    rows.nth(1).get_by_role("button", name="Remove").click()
    expect(rows.nth(1).get_by_role("button", name="Remove")).to_be_focused()
    page.get_by_role("button", name="Post", exact=True).click()
    her.arrives(re.compile("/user/"))
    pictures = page.locator(".post").first.locator(".pictures img")
    assert loaded(pictures) == [70, 60, 80]
    expect(pictures.first).to_have_attribute("alt", "seventy")


def test_what_fails_to_be_sent_stays(her):
    """Neither a lost connection nor a rejected picture costs the text or the pictures; what is wrong is told."""
    page = her.page
    page.locator(TEXT).fill("kept")
    broken = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    page.locator(FILES).set_input_files([as_file(50), broken])
    button = page.get_by_role("button", name="Post", exact=True)
    page.route("**/content_submit", lambda route: route.abort())
    her.expects("ERR_FAILED", 415)
    button.click()
    expect(page.locator(".failed")).to_contain_text("Can't reach the server")
    page.unroute("**/content_submit")
    button.click()
    expect(page.locator("#content_file_wrong")).to_contain_text("not a picture")
    expect(page.locator(FILES)).to_be_focused()
    page.locator(".preview").nth(1).get_by_role("button", name="Remove").click()
    button.click()
    her.arrives(re.compile("/user/"))
    expect(page.locator(".post").first.locator(".pictures img")).to_have_count(1)


def test_an_edit_changes_the_pictures(her):
    """One goes, one comes, and the others change places."""
    posts(her, 50, 60, 70)
    page = her.page
    page.locator(".post a:has(time)").first.click()
    her.arrives(re.compile("/content_submit/"))
    page.locator("#change summary").click()
    rows = page.locator("#change .preview")
    rows.nth(0).get_by_label("Remove").check()
    rows.nth(1).get_by_role("button", name="Move later").click()
    page.locator(FILES).set_input_files(as_file(80))
    expect(rows.locator("canvas")).to_have_count(1)
    her.leaves_by(page.get_by_role("button", name="Save"))
    assert loaded(page.locator(".post .pictures img")) == [70, 60, 80]


def test_the_viewer_shows_the_pictures_of_a_post(her, look):
    """Arrow keys lead on, Escape leads back to the picture that was shown last."""
    posts(her, 50, 60)
    page = her.page
    links = page.locator(".post").first.locator(".pictures a")
    links.first.click()
    viewer = page.get_by_role("dialog")
    expect(viewer.locator(".place")).to_have_text("Picture 1 of 2")
    look(page, "viewer")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(viewer.locator(".place")).to_have_text("Picture 2 of 2")
    expect(viewer.locator("figure img")).to_have_js_property("naturalWidth", 60)
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(links.nth(1)).to_be_focused()


def test_a_draft_is_back_until_it_is_sent(her, member):
    """On the way to another page and after the end of the login, for its writer; not after they have logged out."""
    page = her.page
    page.locator(TEXT).fill("half a thought")
    page.locator("[name=audience]").select_option("friends")
    her.opens("/friend")
    her.opens("/")
    expect(page.locator(TEXT)).to_have_value("half a thought")
    expect(page.locator("[name=audience]")).to_have_value("friends")
    page.wait_for_load_state("networkidle")
    her.context.clear_cookies()
    her.logs_in(*member)
    expect(page.locator(TEXT)).to_have_value("half a thought")
    page.locator(TEXT).press("Control+Enter")
    her.arrives(re.compile("/user/"))
    her.opens("/")
    expect(page.locator(TEXT)).to_have_value("")
    page.locator(TEXT).fill("for nobody else")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/login"))
    assert "for nobody else" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_draft_is_for_its_writer_only(her, newcomer):
    """Someone else who logs in on this browser sees nothing of it, and it is deleted."""
    page = her.page
    page.locator(TEXT).fill("for nobody else")
    page.wait_for_load_state("networkidle")
    her.context.clear_cookies()
    her.logs_in(*newcomer(her))
    expect(page.locator(TEXT)).to_have_value("")
    assert "for nobody else" not in page.evaluate("JSON.stringify(localStorage)")


def test_characters_are_counted_as_the_server_counts_them(her):
    """An emoji is one; a text that is too long is not cut off and not sent; composing a syllable sends nothing."""
    page = her.page
    field = page.locator(TEXT)
    field.fill("😀" * 1999 + "\n\n")
    expect(page.locator(".counter").first).to_have_text("Characters left: 1")
    field.fill("😀" * 2003)
    expect(page.locator(".counter").first).to_have_text("Too long by 3 characters")
    field.press("Control+Enter")
    field.fill("😀" * 2000)
    composing = """(field) => field.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, isComposing: true, bubbles: true }))"""
    field.evaluate(composing)
    assert ("POST", "/content_submit") not in her.has_sent()
    field.press("Control+Enter")
    her.arrives(re.compile("/user/"))
    assert her.has_sent().count(("POST", "/content_submit")) == 1
