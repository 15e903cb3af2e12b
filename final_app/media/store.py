"""Pictures in MongoDB (schema: Image)."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo.collection import Collection

from final_app.db import declare
from final_app.schema import Image

OWNERS = [("owner_id", ASCENDING), ("post_id", ASCENDING), ("_id", ASCENDING)]  # lists pictures without their bytes
images: Callable[[], Collection[Image]] = declare(
    "images",
    IndexModel(OWNERS),
    IndexModel([("post_id", ASCENDING), ("owner_id", ASCENDING)]),
)


def save_images(new_images: Sequence[Image]) -> None:
    """Save pictures."""
    if new_images:
        images().insert_many(list(new_images))


def get_image(image_id: ObjectId, size: str) -> Image | None:
    """Return a picture with the bytes of this size only, or None."""
    return images().find_one({"_id": image_id}, {"owner_id": 1, "post_id": 1, size: 1})


def images_of(owner_id: ObjectId) -> Iterator[Image]:
    """Yield all pictures of a user, in full size only; few at a time, as all together take much memory."""
    yield from images().find({"owner_id": owner_id}, {"full": 1, "post_id": 1}).batch_size(4)


def owners_of_images() -> Iterator[Image]:
    """Yield the id, owner and post of every picture; the index has all of that, so no picture is read."""
    every = {"owner_id": {"$gt": ObjectId(bytes(12))}}
    yield from images().find(every, {"owner_id": 1, "post_id": 1}).sort(OWNERS)


def delete_images(image_ids: Sequence[ObjectId]) -> None:
    """Delete pictures."""
    images().delete_many({"_id": {"$in": list(image_ids)}})


def delete_images_of_post(post_id: ObjectId) -> None:
    """Delete all pictures of a post."""
    images().delete_many({"post_id": post_id})


def delete_images_of(owner_id: ObjectId) -> None:
    """Delete all pictures of a user."""
    images().delete_many({"owner_id": owner_id})
