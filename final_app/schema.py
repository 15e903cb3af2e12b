"""The documents of each collection. Fields keep the names under which they were first stored.

`user_id` is a username and `user_name` a display name; `_id` and every other `..._id` are ObjectIds.
"""

from datetime import datetime
from typing import Literal
from typing import NotRequired
from typing import TypedDict

from bson import ObjectId

Visibility = Literal["public", "friends"]  # who sees a post: every user, or its author's friends
FriendshipState = Literal["requested", "friends"]
Relation = Literal["self", "none", "requested", "asked", "friends"]  # of two users, as one of them sees it
SignupState = Literal["none", "sent", "failed"]  # no sign-up in progress; its email was sent; it could not be
NotificationKind = Literal["request_friend", "accept_friend", "like", "comment", "reply", "mention"]


class Login(TypedDict):
    """One login of a user; its secret is in a session cookie, only the hash is stored."""

    id: str
    began_at: datetime


class User(TypedDict):
    """people: one document a user."""

    _id: ObjectId
    user_id: str
    nickname: str
    nickname_key: str  # the form in which nicknames are compared
    nickname_look: str  # equal for nicknames that readers cannot tell apart
    user_name: str
    user_email: str
    email_key: str
    password_hash: str
    language: str
    bio: str
    profile_img: ObjectId | None
    background_img: ObjectId | None
    grams: list[str]  # the n-grams by which search finds the user
    created_at: datetime
    logins: list[Login]
    leaving: NotRequired[bool]  # the account is being deleted


class PendingVerification(TypedDict):
    """waiting: a sign-up ("join:<id>") or a password reset ("reset:<email>") until its mailed code arrives."""

    _id: str
    user_email: str
    user_name: str
    language: str
    code_hash: NotRequired[str]
    code_until: NotRequired[datetime]
    tries: NotRequired[int]
    forget_at: NotRequired[datetime]
    user_id: NotRequired[str]  # from here on: of a sign-up only
    nickname: NotRequired[str]
    password_hash: NotRequired[str]


class Draft(TypedDict):
    """drafts: the texts of a form that was sent after the login had ended."""

    _id: str  # the hash of a secret in the session cookie
    path: str
    fields: dict[str, str]
    owner_id: str  # of the user who was logged in, "" if that is unknown
    written_by: str  # their nickname as name_key gives it, "" if that is unknown
    forget_at: datetime


class Email(TypedDict):
    """letters: an email that is kept because there is no mail server."""

    _id: NotRequired[ObjectId]
    to: str
    subject: str
    text: str
    sent_at: datetime


class DeliveryFailure(TypedDict):
    """failures: an address that the last email did not reach."""

    _id: str
    sent_at: datetime


class Image(TypedDict):
    """images: a picture as WebP in three sizes."""

    _id: ObjectId
    owner_id: ObjectId
    post_id: ObjectId | None  # None: a picture of the owner's profile
    width: int
    height: int
    created_at: datetime
    thumb: bytes
    medium: bytes
    full: bytes


class Friendship(TypedDict):
    """friendships: one document a pair of users, a request or a friendship."""

    _id: str  # "<smaller id>:<larger id>"
    people: list[ObjectId]
    state: FriendshipState
    asked_by: ObjectId
    at: datetime


class Presence(TypedDict):
    """online: a user has pages open with a server process."""

    _id: str  # "<user's id>:<process>"
    person_id: ObjectId
    process: str
    seen_at: datetime  # the last heartbeat of the process


class PostImage(TypedDict):
    """What a post says of each of its pictures."""

    _id: ObjectId
    width: int
    height: int


class Post(TypedDict):
    """posts: one document a post. Its counts are copies; the likes and comments are the facts."""

    _id: ObjectId
    author_id: ObjectId
    content_txt: str
    hashtags: list[str]
    mentions: list[str]
    grams: list[str]
    audience: Visibility
    audience_at: datetime | None  # when the visibility last changed
    created_at: datetime
    edited_at: datetime | None
    like_count: int
    comment_count: int
    images: list[PostImage]
    once: NotRequired[str]  # equal for a request and its repetition


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
    created_at: datetime
    edited_at: datetime | None
    once: NotRequired[str]  # equal for a request and its repetition


class Notification(TypedDict):
    """notices: one document a cause and recipient, numbered for each recipient in the order of arrival."""

    _id: NotRequired[ObjectId]
    recipient_id: ObjectId
    number: int
    cause: str  # the same cause makes one notification, however often it happens
    kind: NotificationKind
    actor_id: ObjectId
    post_id: ObjectId | None
    comment_id: ObjectId | None
    text: str
    created_at: datetime
    read: bool


class NotificationNumber(TypedDict):
    """notice_numbers: the last number that a recipient got, so that none is given twice."""

    _id: ObjectId
    last: int
