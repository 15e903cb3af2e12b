"""Decode, resize and re-encode the pictures that users upload, and hand out those that a user may see."""

import io
import threading
from collections.abc import Callable
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import IO
from typing import Any
from typing import Literal
from typing import TypedDict
from typing import cast

from blinker import Namespace
from bson import ObjectId
from eventlet import tpool
from eventlet.patcher import is_monkey_patched
from flask import current_app
from flask import url_for
from flask_babel import lazy_gettext as _
from PIL import Image
from PIL import ImageOps

from final_app import schema
from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.media import store

Size = Literal["thumb", "medium", "full"]
SIZES: dict[Size, int] = {"thumb": 320, "medium": 960, "full": 2048}  # pixels of the longer side
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 82
decode_lock = threading.Lock()  # so that at most one decoded picture is in memory

# Sent with the id of a picture's post and viewer=; a receiver returns whether the viewer may see that post.
post_access_requested = Namespace().signal("post-access-requested")


class Sizes(TypedDict):
    """A picture's shape and its bytes in each size."""

    width: int
    height: int
    thumb: bytes
    medium: bytes
    full: bytes


def process_image(file: IO[bytes], owner_id: ObjectId, post_id: ObjectId | None, field: str) -> schema.Image:
    """Return the document of an uploaded picture, not stored yet: upright, without metadata, in each size.

    Raises AppError naming the field: 413 for too many bytes, 415 for anything but a picture, 400 for too many pixels.
    """
    max_bytes = current_app.config["IMAGE_BYTES"]
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        message = _("This picture is too large. The limit is %(most)s MB.", most=max_bytes // 1024**2)
        raise AppError(message, status=413, field=field)
    sizes = run_in_thread(resize, data, current_app.config["IMAGE_PIXELS"], field)
    return {"_id": ObjectId(), "owner_id": owner_id, "post_id": post_id, "created_at": datetime.now(UTC), **sizes}


def process_images(files: Sequence[IO[bytes]], owner_id: ObjectId, post_id: ObjectId, field: str) -> list[schema.Image]:
    """Return the documents of a post's uploaded pictures, not stored yet; raises AppError as process_image does."""
    return [process_image(file, owner_id, post_id, field) for file in files]


def run_in_thread(work: Callable[..., Sizes], *arguments: object) -> Sizes:
    """Return the result of CPU-heavy work, run one at a time and, under eventlet, in a thread of its own."""
    with decode_lock:
        if is_monkey_patched("socket"):
            return cast(Sizes, tpool.execute(work, *arguments))
        return work(*arguments)


def resize(data: bytes, max_pixels: int, field: str) -> Sizes:
    """Return a picture in each size; raises AppError as process_image does."""
    picture = decode(data, max_pixels, field)
    picture.thumbnail((SIZES["full"], SIZES["full"]))
    return {
        "width": picture.width,
        "height": picture.height,
        "thumb": encode(picture, SIZES["thumb"]),
        "medium": encode(picture, SIZES["medium"]),
        "full": encode(picture, SIZES["full"]),
    }


def decode(data: bytes, max_pixels: int, field: str) -> Image.Image:
    """Return the upright picture in these bytes. The header tells the number of pixels before anything is decoded."""
    too_many = _("This picture's resolution is too high. Please resize it first.")
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > max_pixels:
            raise AppError(too_many, field=field)
        picture.draft("RGB", (SIZES["full"], SIZES["full"]))  # a JPEG can be decoded at a smaller size
        upright = ImageOps.exif_transpose(picture)
        return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except Image.DecompressionBombError:
        raise AppError(too_many, field=field) from None
    except (OSError, SyntaxError, ValueError):
        message = _("This file is not a picture. Use JPEG, PNG, WebP or GIF.")
        raise AppError(message, status=415, field=field) from None


def encode(picture: Image.Image, max_side: int) -> bytes:
    """Return a picture as WebP without metadata, at most max_side pixels on its longer side."""
    small = picture.copy()
    small.thumbnail((max_side, max_side))
    small.info = {}
    output = io.BytesIO()
    small.save(output, "WEBP", quality=QUALITY)
    return output.getvalue()


def get_picture(viewer: schema.User, image_id: ObjectId, size: Size) -> bytes:
    """Return a picture's WebP bytes in one size; raises NotFound unless the viewer may see its post."""
    image = store.get_image(image_id, size)
    if image is None:
        raise NotFound
    if image["post_id"]:
        answers = post_access_requested.send(image["post_id"], viewer=viewer)
        if not any(allowed for _receiver, allowed in answers):
            raise NotFound
    return bytes(image[size])


def image_url(image_id: ObjectId | None) -> str | None:
    """Return the URL of a picture, or None for None."""
    return url_for("media.image", image_id=image_id) if image_id else None


def public_image(image: schema.PostImage) -> dict[str, Any]:
    """Return {"id", "url", "width", "height"} of a picture in a post."""
    shape = {"width": image["width"], "height": image["height"]}
    return {"id": str(image["_id"]), "url": image_url(image["_id"]), **shape}
