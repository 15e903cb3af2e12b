"""What users are told: notifications and emails."""

from datetime import datetime
from typing import Literal
from typing import NotRequired
from typing import TypedDict

from bson import ObjectId

NotificationKind = Literal["request_friend", "accept_friend", "like", "comment", "reply", "mention", "report"]


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
