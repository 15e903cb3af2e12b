"""Pictures in MongoDB, one document each.

images: {_id, owner_id, post_id or None, width, height, created_at, thumb, medium, full}; the sizes are WebP bytes.
"""

from collections.abc import Sequence

from bson import ObjectId

from final_app.db import Document
from final_app.db import get_db


def add_images(images: Sequence[Document]) -> None:
    """Keep pictures."""
    if images:
        get_db().images.insert_many(list(images))


def get_image(image_id: ObjectId, size: str) -> Document | None:
    """Return a picture with the bytes of one size, or None."""
    return get_db().images.find_one({"_id": image_id}, {"owner_id": 1, "post_id": 1, size: 1})


def images_of(owner_id: ObjectId) -> list[Document]:
    """Return the ids and the full bytes of all pictures of a person."""
    return list(get_db().images.find({"owner_id": owner_id}, {"full": 1, "post_id": 1}))


def remove_images(image_ids: Sequence[ObjectId]) -> None:
    """Delete pictures."""
    get_db().images.delete_many({"_id": {"$in": list(image_ids)}})


def remove_images_of(owner_id: ObjectId) -> None:
    """Delete all pictures of a person."""
    get_db().images.delete_many({"owner_id": owner_id})
