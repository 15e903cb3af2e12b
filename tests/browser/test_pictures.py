"""Pictures before they are sent: large ones become smaller in the browser, animations and small ones do not change."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.final_app.media import photos

FILES = "[name=content_file]"
SENT = """async () => {
    const [file] = document.querySelector("[name=content_file]").files;
    const bitmap = await createImageBitmap(file);
    return { name: file.name, type: file.type, size: file.size, width: bitmap.width, height: bitmap.height };
}"""


def large_photo():
    """Return a photo of 50 megapixels that lies on its side."""
    exif = Image.Exif()
    exif[0x112] = 6
    return photos.saved(photos.scene(8192, 6144), "JPEG", exif=exif)


def as_file(data, name, kind):
    return {"name": name, "mimeType": kind, "buffer": data}


def test_a_photo_of_fifty_megapixels_is_made_smaller_and_sent(her):
    """Phones make them, and the server takes 40: they are rejected, or sent lying on their side."""
    page = her.page
    page.locator(FILES).set_input_files(as_file(large_photo(), "a.jpg", "image/jpeg"))
    page.get_by_role("button", name="Post", exact=True).click()  # at once: the form waits for its picture
    her.arrives(re.compile("/user/"))
    shown = page.locator(".pictures img").first
    assert (shown.get_attribute("width"), shown.get_attribute("height")) == ("360", "480")
    expect(page.locator(".pictures img")).to_have_count(1)


def test_what_is_sent_of_a_large_photo_is_small(her):
    """Nothing of it is larger than what the server keeps."""
    her.page.locator(FILES).set_input_files(as_file(large_photo(), "a.jpg", "image/jpeg"))
    expect(her.page.locator("output.chosen")).to_have_text("a.jpg")
    sent = her.page.evaluate(SENT)
    assert (sent["width"], sent["height"], sent["type"]) == (1536, 2048, "image/jpeg")
    assert sent["size"] < 1_000_000


def test_a_large_drawing_keeps_its_transparency(her):
    """A JPEG would make it black."""
    drawing = photos.saved(Image.new("RGBA", (3000, 2000), (200, 30, 40, 90)), "PNG")
    her.page.locator(FILES).set_input_files(as_file(drawing, "a.png", "image/png"))
    expect(her.page.locator("output.chosen")).to_have_text("a.png")
    sent = her.page.evaluate(SENT)
    assert (sent["name"], sent["type"], sent["width"]) == ("a.webp", "image/webp", 2048)


@pytest.mark.parametrize(("kind", "name"), [("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png")])
def test_an_animation_is_sent_as_it_is(her, kind, name):
    """A canvas would stop it; small pictures are not touched, either."""
    for data in (photos.animated(kind, photos.moving(4)), photos.saved(photos.scene(), kind)):
        her.page.locator(FILES).set_input_files(as_file(data, f"a.{name}", f"image/{name}"))
        expect(her.page.locator("output.chosen")).to_have_text(f"a.{name}")
        assert her.page.evaluate(SENT)["size"] == len(data)
        her.page.locator(".preview").get_by_role("button", name="Remove").click()


def test_a_photo_full_of_detail_is_sent(her):
    """It is as large as those of phones; the limit is that of requests with pictures."""
    detailed = Image.effect_noise((1600, 1200), 80).convert("RGB")
    data = photos.saved(detailed, "JPEG", quality=95)
    assert 1_000_000 < len(data) < 8_000_000
    her.page.locator(FILES).set_input_files(as_file(data, "a.jpg", "image/jpeg"))
    her.page.get_by_role("button", name="Post", exact=True).click()
    her.arrives(re.compile("/user/"))
    expect(her.page.locator(".pictures img").first).to_be_visible()


def test_without_script_a_photo_of_fifty_megapixels_gets_a_message(person, site, member):
    """It says what the limit is, beside the field."""
    her = person(site("final_app"), java_script_enabled=False)
    her.logs_in(*member)
    her.page.locator(FILES).set_input_files(as_file(large_photo(), "a.jpg", "image/jpeg"))
    her.expects(400)
    her.page.get_by_role("button", name="Post", exact=True).click()
    expect(her.page.locator("#content_file_wrong")).to_contain_text("40 megapixels")


def test_a_narrow_page_loads_the_small_picture_and_nothing_jumps(person, site, member):
    """A phone's feed does not load what only a large screen shows."""
    her = person(site("final_app"), width=340)
    her.logs_in(*member)
    page = her.page
    page.locator(FILES).set_input_files(as_file(photos.saved(photos.scene(1600, 900), "JPEG"), "a.jpg", "image/jpeg"))
    page.get_by_role("button", name="Post", exact=True).click()
    her.arrives(re.compile("/user/"))
    shown = page.locator(".pictures img").first
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("one => one.currentSrc").endswith("size=thumb")
    box = shown.bounding_box()
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.1
