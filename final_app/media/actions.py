"""Store the pictures that users upload, and hand out those that a user may see."""

import os
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import IO
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask import current_app
from flask import url_for
from flask_babel import lazy_gettext as _

from final_app import schema
from final_app.decoder import SIDES
from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.media import store
from final_app.media.decoding import decode

LARGEST_BOX = (608, 480)  # CSS pixels that a picture takes at most
NARROWEST, WIDEST = 1 / 3, 4  # widths divided by height; of others a part is shown
SMALL = 300  # pixels, less than a place in a grid has

# Sent with the id of a picture's post and viewer=; a receiver returns whether the viewer may see that post.
post_access_requested = Namespace().signal("post-access-requested")
# Sent with the id of a picture of no post, owner_id= and viewer=; a receiver returns whether the profile that the
# viewer may see shows it.
profile_access_requested = Namespace().signal("profile-access-requested")


def process_image(file: IO[bytes], owner_id: ObjectId, post_id: ObjectId | None, field: str) -> schema.Image:
    """Return the document of an uploaded picture, not stored yet: upright, in sRGB, without metadata, in each size.

    Raises AppError naming the field: 413 for too many bytes, 415 for anything but a picture, 400 for one that is too
    large or slow to decode, 429 or 503 while too many are waiting. It takes a while: the owner may have left.
    """
    max_bytes = current_app.config["IMAGE_BYTES"]
    if file.seek(0, os.SEEK_END) > max_bytes:
        message = _("This picture is too large. The limit is %(most)s MB.", most=max_bytes // 1024**2)
        raise AppError(message, status=413, field=field)
    file.seek(0)
    sizes = decode(file, owner_id, field)
    return {"_id": ObjectId(), "owner_id": owner_id, "post_id": post_id, "created_at": datetime.now(UTC), **sizes}


def process_images(files: Sequence[IO[bytes]], owner_id: ObjectId, post_id: ObjectId, field: str) -> list[schema.Image]:
    """Return the documents of a post's uploaded pictures, not stored yet; raises AppError as process_image does."""
    images = []
    for number, file in enumerate(files, start=1):
        try:
            images.append(process_image(file, owner_id, post_id, field))
        except AppError as error:
            if len(files) > 1:
                name_picture(error, number)
            raise
    return images


def name_picture(error: AppError, number: int) -> None:
    """Say in an error which of several pictures it is about."""
    error.message = _("Picture %(number)s: %(problem)s", number=number, problem=error.message)
    error.errors = dict.fromkeys(error.errors, error.message)


def get_picture(viewer: schema.User, image_id: ObjectId, size: str) -> bytes:
    """Return a picture's WebP bytes in one size.

    Raises NotFound unless the viewer may see its post, or its owner's profile shows it.
    """
    image = store.get_image(image_id, size)
    if image is None:
        raise NotFound
    if image["post_id"]:
        answers = post_access_requested.send(image["post_id"], viewer=viewer)
    else:
        answers = profile_access_requested.send(image_id, owner_id=image["owner_id"], viewer=viewer)
    if not any(allowed for _receiver, allowed in answers):
        raise NotFound
    return bytes(image[size])  # type: ignore[literal-required]


def image_url(image_id: ObjectId | None) -> str | None:
    """Return the URL of a picture, or None for None."""
    return url_for("media.image", image_id=image_id) if image_id else None


def post_image(image: schema.Image, alt: str = "") -> schema.PostImage:
    """Return what a post keeps of a picture; alt describes it."""
    kept: schema.PostImage = {"_id": image["_id"], "width": image["width"], "height": image["height"], "alt": alt}
    return {**kept, "first_frame_only": True} if image.get("first_frame_only") else kept


def public_image(image: schema.PostImage) -> dict[str, Any]:
    """Return {"id", "url", "width", "height", "alt"} of a picture in a post; "first_frame_only" for a cut animation."""
    facts: dict[str, Any] = {"width": image["width"], "height": image["height"], "alt": image.get("alt", "")}
    if image.get("first_frame_only"):
        facts["first_frame_only"] = True
    return {"id": str(image["_id"]), "url": image_url(image["_id"]), **facts}


def sources(image: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the URL and the width in pixels of a public_image in each size that a list of posts shows."""
    longer = max(image["width"], image["height"])
    sizes = ("thumb", "medium", "full") if shape_of(image) in ("very_tall", "very_wide") else ("thumb", "medium")
    widths = {size: round(image["width"] * min(1, SIDES[size] / longer)) for size in sizes}
    return [(f"{image['url']}?size={size}", width) for size, width in widths.items()]


def shape_of(image: dict[str, Any]) -> str:
    """Return which of a public_image's shapes needs care, or ""."""
    if image["width"] < image["height"] * NARROWEST:
        return "very_tall"
    if image["width"] > image["height"] * WIDEST:
        return "very_wide"
    return "small" if max(image["width"], image["height"]) < SMALL else ""


def shown_box(image: dict[str, Any]) -> dict[str, Any]:
    """Return the width and the height in CSS pixels at which a public_image is shown alone, and its shape.

    It is never larger than the picture; of a very tall or wide one it shows a part.
    """
    width = min(image["width"], image["height"] * WIDEST)
    height = min(image["height"], image["width"] / NARROWEST)
    scale = min(1, LARGEST_BOX[0] / width, LARGEST_BOX[1] / height)
    return {"width": max(1, round(width * scale)), "height": max(1, round(height * scale)), "shape": shape_of(image)}
