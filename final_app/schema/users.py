"""Users, what is pending of them, and what is between them."""

from datetime import datetime
from typing import Literal
from typing import NotRequired
from typing import TypedDict

from bson import ObjectId

SignupState = Literal["none", "sent", "failed"]  # no sign-up in progress; its email was sent; it could not be
FriendshipState = Literal["requested", "friends"]
Relation = Literal["self", "none", "requested", "asked", "friends"]  # of two users, as one of them sees it


class Login(TypedDict):
    """One login of a user; its secret is in a session cookie, only the hash is stored."""

    id: str
    began_at: datetime
    used_at: NotRequired[datetime]  # up to an hour ago
    browser: NotRequired[str]  # its name, "" if unknown
    system: NotRequired[str]


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
    theme: NotRequired[str]  # "system", "light" or "dark"
    leaving: NotRequired[bool]  # the account is being deleted
    moderator: NotRequired[bool]
    suspended: NotRequired[bool]  # may not log in
    has_blocks: NotRequired[bool]  # blocks someone or is blocked, or once was; set before the block is stored
    roster_name: NotRequired[str]  # the name in the roster that the account was made of
    must_change_password: NotRequired[bool]  # the password is a one-time password


class PendingVerification(TypedDict):
    """waiting: what a mailed code completes.

    A sign-up ("join:<id>"), a password reset ("reset:<email>") or a new email address ("email:<user's id>").
    """

    _id: str
    user_email: str
    user_name: str
    language: str
    code_hash: NotRequired[str]
    code_until: NotRequired[datetime]
    tries: NotRequired[int]
    forget_at: NotRequired[datetime]
    user_id: NotRequired[str]
    nickname: NotRequired[str]  # from here on: of a sign-up only
    password_hash: NotRequired[str]


class FreedNickname(TypedDict):
    """freed_nicknames: a nickname that a user gave up, for a while not given to others."""

    _id: str  # the hash of its nickname_key: who has left leaves no name behind
    look: str  # the hash of its nickname_look
    owner_id: ObjectId | None  # who may take it back, None if they have left
    forget_at: datetime


class Friendship(TypedDict):
    """friendships: one document a pair of users, a request or a friendship."""

    _id: str  # "<smaller id>:<larger id>"
    people: list[ObjectId]
    state: FriendshipState
    asked_by: ObjectId
    at: datetime


class Block(TypedDict):
    """blocks: one document a pair of users and direction."""

    _id: str  # "<blocker's id>:<blocked user's id>"
    blocker_id: ObjectId
    blocked_id: ObjectId
    at: datetime


class Presence(TypedDict):
    """online: a user has pages open with a server process."""

    _id: str  # "<user's id>:<process>"
    person_id: ObjectId
    process: str
    seen_at: datetime  # the last heartbeat of the process
