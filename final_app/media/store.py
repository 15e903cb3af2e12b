"""Pictures in MongoDB (schema.py: Image)."""

from collections.abc import Callable
from collections.abc import Sequence

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo.collection import Collection

from final_app.db import declare
from final_app.schema import Image

images: Callable[[], Collection[Image]] = declare("images", IndexModel([("owner_id", ASCENDING)]))


def save_images(new_images: Sequence[Image]) -> None:
    """Save pictures."""
    if new_images:
        images().insert_many(list(new_images))


def get_image(image_id: ObjectId, size: str) -> Image | None:
    """Return a picture with the bytes of this size only, or None."""
    return images().find_one({"_id": image_id}, {"owner_id": 1, "post_id": 1, size: 1})


def images_of(owner_id: ObjectId) -> list[Image]:
    """Return all pictures of a user, in full size only."""
    return list(images().find({"owner_id": owner_id}, {"full": 1, "post_id": 1}))


def delete_images(image_ids: Sequence[ObjectId]) -> None:
    """Delete pictures."""
    images().delete_many({"_id": {"$in": list(image_ids)}})


def delete_images_of(owner_id: ObjectId) -> None:
    """Delete all pictures of a user."""
    images().delete_many({"owner_id": owner_id})
