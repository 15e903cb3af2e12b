"""The colors of a picture as all browsers show them: 8 bits each, in sRGB."""

import io
from typing import cast

from PIL import Image


def to_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture in L, LA, RGB, RGBA or CMYK; Pillow's own conversion of 16 bits cuts off all but the darkest."""
    if picture.mode.startswith(("I", "F")):
        return deep_to_eight_bits(picture)
    if picture.mode == "LA":
        return picture
    if picture.mode != "RGBA" and picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode == "1":
        return picture.convert("L")
    return picture if picture.mode in ("L", "RGB", "RGBA", "CMYK") else picture.convert("RGB")


def deep_to_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 bits or more as L, or LA where one of its greys is transparent."""
    clear = picture.info.get("transparency")
    if picture.mode.startswith("I;16"):
        deep = picture.convert("I")
        grey = deep.point([value // 257 for value in range(65536)], "L")
        if isinstance(clear, int):
            grey.putalpha(deep.point([0 if value == clear else 255 for value in range(65536)], "L"))
        return grey
    low, high = cast(tuple[float, float], picture.getextrema())
    if low >= 0 and high <= 255:
        return picture.convert("L")
    if low >= 0 and high <= 65535 and picture.mode == "I":
        low, high = 0, 65535
    scale = 255 / (high - low or 1)
    return picture.convert("F").point(lambda value: value * scale - low * scale).convert("L")


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture as RGB or RGBA in sRGB. Dropping its color profile instead would change its colors."""
    alpha = picture.getchannel("A") if picture.mode in ("LA", "RGBA") else None
    opaque = picture.convert({"LA": "L", "RGBA": "RGB"}.get(picture.mode, picture.mode))
    colors = convert(opaque, profile) if profile else opaque.convert("RGB")
    if alpha:
        colors.putalpha(alpha)
    return colors


def convert(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture with this color profile in sRGB; a profile that is broken, or for other colors, is ignored."""
    from PIL import ImageCms  # noqa: PLC0415 - takes long to load, and few pictures need it

    try:
        srgb = ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(io.BytesIO(profile), srgb, picture.mode, "RGB")
        return ImageCms.applyTransform(picture, transform) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert("RGB")
