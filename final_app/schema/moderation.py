"""What moderators work with: reports, and the log of what was done about them."""

from datetime import datetime
from typing import Literal
from typing import NotRequired
from typing import TypedDict

from bson import ObjectId

ReportKind = Literal["post", "comment", "person"]
LogKind = Literal["post", "comment", "person", "class"]
Verdict = Literal["dismissed", "removed"]
Deed = Literal["dismissed", "removed", "suspended", "lifted", "password", "pinned", "unpinned", "open", "closed", "new"]


class ReportTarget(TypedDict):
    """What is reported."""

    kind: ReportKind
    target_id: ObjectId  # of the post, comment or user
    post_id: ObjectId | None  # None: a user is reported
    author_id: ObjectId  # who wrote it, or the user
    text: str  # as it was when it was reported


class Report(ReportTarget):
    """reports: one document a reporter and what they report."""

    _id: NotRequired[ObjectId]
    reporter_id: ObjectId
    reason: str
    created_at: datetime
    verdict: NotRequired[Verdict]  # without it, the report is open


class LogEntry(TypedDict):
    """moderation_log: one document for each thing that a moderator did."""

    _id: NotRequired[ObjectId]
    moderator_id: ObjectId
    deed: Deed
    kind: LogKind
    person_id: ObjectId | None  # whom it concerns
    text: str  # of the post or comment
    at: datetime
