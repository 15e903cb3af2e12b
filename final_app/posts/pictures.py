"""The pictures of a post: new ones with their descriptions, and what an edit does to those that are there."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import IO
from typing import NamedTuple

from bson import ObjectId

from final_app.errors import check_all
from final_app.media.actions import post_image
from final_app.media.actions import process_images
from final_app.posts.rules import check_alt
from final_app.posts.rules import check_number
from final_app.schema import Image
from final_app.schema import PostImage

NEW = "new"  # in an order: the next one of the new pictures


class Upload(NamedTuple):
    """A new picture; alt describes it."""

    file: IO[bytes]
    alt: str = ""


@dataclass
class PictureChanges:
    """The changes that an edit asks for; a picture of the post is named by its id, as text."""

    uploads: Sequence[Upload] = ()
    alts: Mapping[str, str] = field(default_factory=dict)  # descriptions of pictures of the post
    removed: Sequence[str] = ()
    order: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Return whether there is any change."""
        return bool(self.uploads or self.alts or self.removed or self.order)

    def keeps(self, image: PostImage) -> bool:
        """Return whether a picture of the post stays."""
        return str(image["_id"]) not in self.removed

    def removed_from(self, images: Sequence[PostImage]) -> list[ObjectId]:
        """Return the ids of these pictures that go."""
        return [image["_id"] for image in images if not self.keeps(image)]


def process_uploads(
    uploads: Sequence[Upload], owner_id: ObjectId, post_id: ObjectId, others: int = 0
) -> tuple[list[Image], list[PostImage]]:
    """Return the documents of new pictures, not stored yet, and what their post keeps of each.

    others: how many pictures the post has beside them. Raises AppError naming content_file or alt.
    """
    images, alts = check_all(
        lambda: process_images(
            check_number([upload.file for upload in uploads], others), owner_id, post_id, "content_file"
        ),
        lambda: [check_alt(upload.alt, "alt") for upload in uploads],
    )
    return images, [post_image(image, alt) for image, alt in zip(images, alts, strict=True)]


def check_changed_alts(alts: Mapping[str, str]) -> dict[str, str]:
    """Return new descriptions by picture; raises ValidationError naming each invalid field, as alt_<id>."""
    checked = check_all(*(lambda name=name: check_alt(alts[name], f"alt_{name}") for name in alts))
    return dict(zip(alts, checked, strict=True))


def arrange(images: Sequence[PostImage], added: Sequence[PostImage], changes: PictureChanges) -> list[PostImage]:
    """Return the pictures of a post after an edit: those that the order names first, then the others, then new ones."""
    left = {str(image["_id"]): describe(image, changes.alts) for image in images if changes.keeps(image)}
    new = iter(added)
    ordered = [next(new, None) if name == NEW else left.pop(name, None) for name in changes.order]
    return [image for image in [*ordered, *left.values(), *new] if image]


def describe(image: PostImage, alts: Mapping[str, str]) -> PostImage:
    """Return a picture with its new description, if it has one."""
    name = str(image["_id"])
    return {**image, "alt": alts[name]} if name in alts else image
