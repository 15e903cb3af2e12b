"""Posts with their pictures, likes and comments, and drafts."""

from datetime import datetime
from typing import Literal
from typing import NotRequired
from typing import TypedDict

from bson import ObjectId

from final_app.schema.users import User

Visibility = Literal["public", "friends"]  # who sees a post: every user, or its author's friends
FeedView = Literal["friends", "everyone"]  # whose posts the feed shows


class Image(TypedDict):
    """images: a picture as WebP in three sizes."""

    _id: ObjectId
    owner_id: ObjectId
    post_id: ObjectId | None  # None: a picture of the owner's profile
    width: int
    height: int
    first_frame_only: NotRequired[bool]  # an animation that is too long to be kept
    created_at: datetime
    thumb: bytes
    medium: bytes
    full: bytes


class PostImage(TypedDict):
    """What a post says of each of its pictures."""

    _id: ObjectId
    width: int
    height: int
    first_frame_only: NotRequired[bool]
    alt: NotRequired[str]  # what it shows, in words, for those who cannot see it


class Mention(TypedDict):
    """Whom a name in a text means, whatever they are called later."""

    name: str  # as name_key returns it
    person_id: ObjectId


class Post(TypedDict):
    """posts: one document a post. Its counts are copies; the likes and comments are the facts."""

    _id: ObjectId
    author_id: ObjectId
    content_txt: str
    hashtags: list[str]
    mentioned: NotRequired[list[Mention]]
    grams: list[str]
    audience: Visibility
    audience_at: datetime | None  # when the visibility last changed
    created_at: datetime
    edited_at: datetime | None
    like_count: int
    comment_count: int
    images: list[PostImage]
    pinned_at: NotRequired[datetime]  # by a moderator, to the top of the feed
    once: NotRequired[str]  # equal for a request and its repetition
    edit_once: NotRequired[str]  # that of the last edit which added pictures


class PostWithAuthor(Post):
    """A post as find_posts returns it; author is None while their account is being deleted."""

    author: User | None


class Like(TypedDict):
    """likes: one document a post and user."""

    _id: NotRequired[ObjectId]
    post_id: ObjectId
    person_id: ObjectId


class Comment(TypedDict):
    """comments: one document a comment or reply."""

    _id: ObjectId
    post_id: ObjectId
    author_id: ObjectId
    text: str
    reply_to: ObjectId | None
    mentioned: NotRequired[list[Mention]]
    created_at: datetime
    edited_at: datetime | None
    once: NotRequired[str]  # equal for a request and its repetition


class Draft(TypedDict):
    """drafts: the texts of a form that was sent after the login had ended."""

    _id: str  # the hash of a secret in the session cookie
    path: str
    fields: dict[str, str]
    owner_id: str  # of the user who was logged in, "" if that is unknown
    written_by: str  # their nickname as name_key gives it, "" if that is unknown
    forget_at: datetime
