"""Pictures in MongoDB (schema.py: Image)."""

from collections.abc import Callable
from collections.abc import Sequence
from itertools import islice

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo.collection import Collection

from final_app.db import declare
from final_app.schema import Image

images: Callable[[], Collection[Image]] = declare(
    "images",
    IndexModel([("owner_id", ASCENDING)]),
    IndexModel([("post_id", ASCENDING), ("owner_id", ASCENDING)]),
)


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


def delete_replaced(until: ObjectId, in_use: Callable[[list[ObjectId]], set[ObjectId]]) -> int:
    """Delete the profile pictures older than an id that no profile shows any more, and return how many there were.

    in_use: returns which pictures the profiles of these users show.
    """
    found = images().find({"post_id": None, "_id": {"$lt": until}}, {"owner_id": 1})
    deleted = 0
    while batch := list(islice(found, 1000)):
        shown = in_use([image["owner_id"] for image in batch])
        unused = [image["_id"] for image in batch if image["_id"] not in shown]
        deleted += images().delete_many({"_id": {"$in": unused}}).deleted_count if unused else 0
    return deleted
