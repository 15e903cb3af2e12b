"""Pictures: checked, re-encoded, resized, and shown only to users with permission."""

import io

import pytest
from PIL import Image

EXIF_ORIENTATION, EXIF_MODEL = 0x0112, 0x0110


def picture(width=600, height=400, kind="JPEG", **options):
    """Return the bytes of a picture."""
    output = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(output, kind, **options)
    return output.getvalue()


def uploads(one, *files, **fields):
    """Post with pictures, as the form does."""
    data = {"csrf_token": one.token(), "content_file": [(io.BytesIO(data), "a.jpg") for data in files], **fields}
    return one.http.post("/content_submit", data=data, headers={"Accept": "application/json"})


def opened(one, url):
    """Return a picture as a browser would show it."""
    return Image.open(io.BytesIO(one.opens(url).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_stored_in_three_sizes(person, kind):
    """Each kind is re-encoded as WebP, and never larger than the original."""
    minsu = person()
    post = uploads(minsu, picture(3000, 1500, kind), content_txt="look").json["post"]
    (image,) = post["images"]
    assert (image["width"], image["height"]) == (2048, 1024)
    sizes = {size: opened(minsu, f"{image['url']}?size={size}") for size in ("thumb", "medium", "full")}
    assert {size: shown.size for size, shown in sizes.items()} == {
        "thumb": (320, 160),
        "medium": (960, 480),
        "full": (2048, 1024),
    }
    assert sizes["full"].format == "WEBP"


def test_a_picture_is_rotated_upright_and_loses_its_camera_data(person):
    """Otherwise a picture would reveal where and with what it was taken."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    exif[EXIF_MODEL] = "A secret camera"
    minsu = person()
    sent = picture(600, 400, exif=exif)
    assert b"secret camera" in sent
    (image,) = uploads(minsu, sent, content_txt="").json["post"]["images"]
    assert (image["width"], image["height"]) == (400, 600)
    kept = minsu.opens(f"{image['url']}?size=full").data
    assert b"secret camera" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize(
    ("settings", "data", "status"),
    [
        ({}, b"no picture", 415),
        ({}, b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        ({}, picture()[:200], 415),
        ({}, picture(60, 40, "BMP"), 415),
        ({"IMAGE_BYTES": 100}, picture(), 413),
        ({"IMAGE_PIXELS": 1000}, picture(), 400),
    ],
)
def test_an_invalid_picture_is_rejected_and_nothing_is_stored(person, database, settings, data, status):
    """Not a picture is 415, too many bytes 413, too many pixels 400; the field is named and no post is made."""
    minsu = person()
    minsu.app.config.update(settings)
    answer = uploads(minsu, picture(10, 10) if status == 415 else data, data, content_txt="look")
    assert (answer.status_code, answer.json["field"]) == (status, "content_file")
    assert database["sns"].posts.count_documents({}) == database["sns"].images.count_documents({}) == 0


def test_a_photo_is_accepted_whatever_its_bytes(person):
    """Werkzeug counts what it keeps of a chunk with the next one; here each ends with a line break, which it keeps."""
    answer = uploads(person(), picture() + b"\n" * 500_000)
    assert answer.status_code == 201, answer.text


def test_four_pictures_fit_and_five_do_not(person):
    """The limit is per post."""
    minsu = person()
    assert len(uploads(minsu, *[picture(9, 9)] * 4).json["post"]["images"]) == 4
    assert uploads(minsu, *[picture(9, 9)] * 5).status_code == 400


def test_a_picture_of_a_friends_only_post_is_friends_only(person):
    """Other users get 404, and visitors are sent to log in."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    (image,) = uploads(alice, picture(9, 9), audience="friends").json["post"]["images"]
    assert alice.opens(image["url"]).status_code == 200
    assert bob.opens(image["url"]).status_code == 404
    alice.submits("/logout")
    assert alice.opens(image["url"]).status_code == 302
    assert alice.reads(image["url"]).status_code == 401


def test_a_browser_caches_a_picture_and_revalidates_it(person):
    """The response is private and immutable, and 304 for a matching ETag."""
    minsu = person()
    (image,) = uploads(minsu, picture(9, 9)).json["post"]["images"]
    answer = minsu.opens(image["url"])
    assert answer.mimetype == "image/webp"
    assert {"private", "immutable"} <= set(answer.headers["Cache-Control"].split(", "))
    assert minsu.opens(image["url"], **{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert minsu.reads(f"{image['url']}?size=huge").status_code == 400


def test_deleting_a_post_deletes_its_pictures(person, database):
    """A deleted post leaves no picture behind."""
    minsu = person()
    post = uploads(minsu, picture(9, 9)).json["post"]
    minsu.sends("DELETE", f"/content_submit/{post['id']}")
    assert database["sns"].images.count_documents({}) == 0
    assert minsu.opens(post["images"][0]["url"]).status_code == 404


def test_a_profile_has_only_its_newest_picture(person, database):
    """A new picture replaces the old one."""
    minsu = person()
    for _ in range(2):
        data = {"csrf_token": minsu.token(), "profile_img": (io.BytesIO(picture(9, 9)), "me.png")}
        assert minsu.http.post("/setting", data=data).status_code == 302
    url = minsu.reads("/user/민수").json["profile_img"]
    assert opened(minsu, f"{url}?size=thumb").size == (9, 9)
    assert database["sns"].images.count_documents({}) == 1
    wrong = {"csrf_token": minsu.token(), "profile_img": (io.BytesIO(b"no picture"), "me.png")}
    assert minsu.http.post("/setting", data=wrong).status_code == 415
