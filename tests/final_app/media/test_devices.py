"""Pictures as phones, cameras and programs make them look as their owners saw them."""

import io

import pytest
from PIL import Image

from final_app.decoder.bounds import Problem
from final_app.decoder.bounds import find_orientation
from final_app.decoder.pictures import process
from tests.final_app.media import photos


def shown(data):
    """Return a picture as it is kept in full size."""
    return Image.open(io.BytesIO(process(data, 40_000_000, 20_000)[1][2]))


def near(picture, place, color, most=6):
    """Return whether a place of a picture has nearly this color."""
    got = picture.convert("RGBA" if len(color) == 4 else "RGB").getpixel(place)
    return all(abs(one - other) <= most for one, other in zip(got, color, strict=True))


ODD = {
    "resolution of another type": photos.lying((0x11A, 7, 1, b"\0\x48\0\0")),
    "resolution as text": photos.lying((0x11A, 2, 1, b"\0\x48\0\0")),
    "transfer as text": photos.lying((0x124, 2, 1, b"\0\x48\0\0")),
    "most significant first": photos.lying((0x11A, 5, 1, b"\0\0\0\x48"), order=">"),
    "camera data that points outside": photos.lying((0x8769, 4, 1, b"\xff\xff\xff\x7f")),
    "camera data that points at itself": photos.lying((0x8769, 4, 1, b"\x08\0\0\0")),
    "maker note of megabytes": photos.lying((0x927C, 7, 60_000, b"\x40\0\0\0"), tail=b"\xff\xd8" * 30_000),
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_odd_camera_data_neither_breaks_nor_turns_a_photo(data):
    """A photo is turned as its orientation says, whatever else its camera wrote."""
    picture = shown(data)
    assert picture.size == (200, 320)
    assert near(picture, (150, 80), (20, 200, 40))
    assert near(picture, (50, 80), (200, 60, 40))
    assert not picture.getexif()


def test_an_orientation_that_does_not_exist_leaves_the_photo_as_it_is():
    """Only 1 to 8 mean something; broken data means nothing."""
    for exif in (b"", b"Exif\0\0", b"Exif\0\0XX*\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\x09\0"):
        assert find_orientation(exif) == 1
    exif = Image.Exif()
    exif[0x112] = 9
    assert shown(photos.saved(photos.scene(), "JPEG", exif=exif)).size == (320, 200)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_of_every_kind_is_shown_upright(kind, turn):
    """The green corner is where the camera's holder saw it."""
    exif = Image.Exif()
    exif[0x112] = turn
    picture = shown(photos.saved(photos.scene(), kind, exif=exif))
    assert picture.size == ((320, 200) if turn < 5 else (200, 320))
    green = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[turn]
    place = tuple(round(length * (0.75 if far else 0.25)) for length, far in zip(picture.size, green, strict=True))
    assert near(picture, place, (20, 200, 40), most=12)


def test_a_phone_that_adds_a_second_picture_shows_the_first():
    """MPO: a JPEG with another one behind it."""
    data = photos.saved(photos.scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (40, 40))])
    assert shown(data).size == (320, 200)
    assert getattr(shown(data), "n_frames", 1) == 1


def test_sixteen_bits_of_grey_stay_grey():
    """The middle is grey, not white, and one transparent grey is transparent."""
    picture = shown(photos.saved(photos.grey_ramp(), "PNG"))
    assert near(picture, (128, 32), (128, 128, 128))
    assert near(picture, (10, 32), (10, 10, 10))
    clear = shown(photos.saved(photos.grey_ramp(), "PNG", transparency=128 * 257))
    assert clear.getpixel((128, 32))[3] == 0
    assert clear.getpixel((200, 32))[3] == 255


PALE = photos.profile(photos.P3_PRIMARIES, 2.2), photos.profile(photos.ADOBE_PRIMARIES, 2.2)


@pytest.mark.parametrize("icc", PALE, ids=["Display P3", "Adobe RGB"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_wide_colors_are_converted_not_dropped(kind, icc):
    """The same numbers mean stronger colors there: in sRGB the red is redder."""
    picture = Image.new("RGB", (64, 64), (180, 90, 80))
    after = shown(photos.saved(picture, kind, icc_profile=icc))
    assert 186 < after.getpixel((32, 32))[0] < 225
    assert after.info.get("icc_profile") is None


def test_a_wide_picture_keeps_its_transparency():
    """A profile with transparency: both count."""
    picture = Image.new("RGBA", (64, 64), (180, 90, 80, 100))
    red, _green, _blue, alpha = shown(photos.saved(picture, "PNG", icc_profile=PALE[0])).getpixel((32, 32))
    assert red > 184
    assert alpha == 100


@pytest.mark.parametrize("icc", [None, b"no profile" * 20, photos.cmyk_profile()], ids=["none", "broken", "foreign"])
def test_four_inks_become_three_colors(icc):
    """A JPEG for printers is not shown inverted, and a profile that does not fit is ignored."""
    data = photos.saved(photos.scene().convert("CMYK"), "JPEG", icc_profile=icc)
    assert near(shown(data), (40, 40), (20, 200, 40), most=12)


KINDS = {
    "palette, one color clear": (photos.scene().quantize(4), {"transparency": 0}),
    "palette": (photos.scene().quantize(4), {}),
    "grey with alpha": (Image.new("LA", (320, 200), (90, 128)), {}),
    "grey, one clear": (Image.new("L", (320, 200), 90), {"transparency": 90}),
    "two colors": (Image.new("1", (320, 200), 1), {}),
    "color with alpha": (Image.new("RGBA", (320, 200), (90, 90, 90, 128)), {}),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_color_is_kept(name):
    """Greys, palettes and transparency are what they were."""
    picture, options = KINDS[name]
    data = photos.saved(picture, "PNG", **options)
    before, after = Image.open(io.BytesIO(data)).convert("RGBA"), shown(data)
    corner = before.getpixel((10, 10))
    assert near(after, (10, 10), corner if corner[3] else after.convert("RGBA").getpixel((10, 10)))
    assert after.convert("RGBA").getpixel((10, 10))[3] == corner[3]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_goes_on_moving(kind):
    """Its frames, times and repetitions are kept, in every size."""
    facts, files = process(photos.animated(kind, photos.moving(8, 500, 80)), 40_000_000, 20_000)
    assert facts == {"width": 500, "height": 80, "first_frame_only": False}
    for data, width in zip(files, (320, 500, 500), strict=True):
        picture = Image.open(io.BytesIO(data))
        assert (picture.format, picture.n_frames, picture.width) == ("WEBP", 8, width)
        assert picture.info["loop"] == 0
        picture.load()
        assert picture.info["duration"] == 70


def test_an_animation_that_is_too_long_is_shown_as_its_first_frame_and_says_so():
    """Whatever the bound is, it is not passed in silence."""
    facts, files = process(photos.animated("GIF", photos.moving(320, 20, 70)), 40_000_000, 20_000)
    assert facts["first_frame_only"]
    assert getattr(Image.open(io.BytesIO(files[2])), "n_frames", 1) == 1


def test_a_damaged_end_of_an_animation_leaves_what_comes_before():
    """A download that broke off still moves."""
    data = photos.animated("GIF", photos.moving(12, 300, 200))
    assert 1 < shown(data[: len(data) * 2 // 3]).n_frames < 12


def test_heic_is_named():
    """Phones make it, and a message says what to do."""
    with pytest.raises(Problem, match="heic"):
        process(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), 40_000_000, 20_000)
