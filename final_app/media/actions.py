"""What happens to a picture that someone sends; no request in it."""

import io
import threading
from collections.abc import Callable
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import IO
from typing import Any

from bson import ObjectId
from eventlet import tpool
from eventlet.patcher import is_monkey_patched
from flask import current_app
from flask import url_for
from flask_babel import lazy_gettext as _
from PIL import Image
from PIL import ImageOps

from final_app.db import Document
from final_app.errors import Refusal

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SIZES = {"thumb": 320, "medium": 960, "full": 2048}  # pixels on the longer side
QUALITY = 82
one_at_a_time = threading.Lock()  # so that memory holds one decoded picture, however many are sent


def read_images(files: Sequence[IO[bytes]], owner_id: ObjectId, post_id: ObjectId | None, field: str) -> list[Document]:
    """Return the documents of pictures that were sent, not kept yet.

    Raises Refusal naming the field: 415 for what is no picture, 413 for too many bytes, 400 for too many pixels.
    """
    return [read_image(file, owner_id, post_id, field) for file in files]


def read_image(file: IO[bytes], owner_id: ObjectId, post_id: ObjectId | None, field: str) -> Document:
    """Return the document of one picture: decoded, turned upright, stripped of camera data, in each size."""
    most = current_app.config["IMAGE_BYTES"]
    data = file.read(most + 1)
    if len(data) > most:
        message = _("This picture is too large: %(most)s MB at most.", most=most // 1024**2)
        raise Refusal(message, status=413, field=field)
    made = beside_the_loop(make_sizes, data, current_app.config["IMAGE_PIXELS"], field)
    return {"_id": ObjectId(), "owner_id": owner_id, "post_id": post_id, "created_at": datetime.now(UTC), **made}


def beside_the_loop(work: Callable[..., Document], *arguments: object) -> Document:
    """Return what some heavy work gives, done in a thread of its own where eventlet serves; one at a time."""
    with one_at_a_time:
        if is_monkey_patched("socket"):
            return tpool.execute(work, *arguments)  # type: ignore[no-any-return]
        return work(*arguments)


def make_sizes(data: bytes, most_pixels: int, field: str) -> Document:
    """Return {"width", "height"} of the picture in these bytes, and its bytes in each size."""
    picture = decode(data, most_pixels, field)
    picture.thumbnail((SIZES["full"], SIZES["full"]))
    return {
        "width": picture.width,
        "height": picture.height,
        **{name: encode(picture, longest) for name, longest in SIZES.items()},
    }


def decode(data: bytes, most_pixels: int, field: str) -> Image.Image:
    """Return the upright picture in these bytes; its pixels are counted from the header, before decoding."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > most_pixels:
            raise Refusal(_("This picture has too many pixels: make it smaller first."), field=field)
        picture.draft("RGB", (SIZES["full"], SIZES["full"]))  # lets a JPEG be decoded small at once
        upright = ImageOps.exif_transpose(picture)
        return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except Image.DecompressionBombError:
        raise Refusal(_("This picture has too many pixels: make it smaller first."), field=field) from None
    except (OSError, SyntaxError, ValueError):
        raise Refusal(_("This is not a picture: send JPEG, PNG, WebP or GIF."), status=415, field=field) from None


def encode(picture: Image.Image, longest: int) -> bytes:
    """Return a picture as WebP, at most so many pixels on its longer side; nothing but pixels goes into it."""
    small = picture.copy()
    small.thumbnail((longest, longest))
    small.info = {}
    output = io.BytesIO()
    small.save(output, "WEBP", quality=QUALITY)
    return output.getvalue()


def image_url(image_id: ObjectId | None) -> str | None:
    """Return where a picture is, or None for none."""
    return url_for("posts.image", image_id=image_id) if image_id else None


def public_image(image: Document) -> dict[str, Any]:
    """Return what leaves the server of a picture in a post."""
    shape = {"width": image["width"], "height": image["height"]}
    return {"id": str(image["_id"]), "url": image_url(image["_id"]), **shape}
