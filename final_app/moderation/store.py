"""Reports and the moderators' log in MongoDB (schema: Report, LogEntry)."""

from collections.abc import Callable

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import IndexModel
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import declare
from final_app.schema import LogEntry
from final_app.schema import Report
from final_app.schema import Verdict

reports: Callable[[], Collection[Report]] = declare(
    "reports",
    IndexModel([("reporter_id", ASCENDING), ("target_id", ASCENDING)], unique=True),
    IndexModel([("verdict", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("target_id", ASCENDING)]),
    IndexModel([("post_id", ASCENDING)]),
    IndexModel([("author_id", ASCENDING)]),
)
log: Callable[[], Collection[LogEntry]] = declare("moderation_log", IndexModel([("person_id", ASCENDING)]))


def insert_report(report: Report) -> Report | None:
    """Store a report and return None, or return the open one of the same user about the same.

    A settled one makes room: what it was about may have changed since.
    """
    same = {"reporter_id": report["reporter_id"], "target_id": report["target_id"]}
    reports().delete_one({**same, "verdict": {"$ne": None}})
    try:
        reports().insert_one(report)
    except DuplicateKeyError:
        return reports().find_one(same)
    return None


def get_report(report_id: ObjectId) -> Report | None:
    """Return a report, or None."""
    return reports().find_one({"_id": report_id})


def delete_report(report_id: ObjectId) -> None:
    """Delete a report."""
    reports().delete_one({"_id": report_id})


def open_reports(before: ObjectId | None, limit: int) -> list[Report]:
    """Return the newest open reports before an id, newest first."""
    wanted: Document = {"verdict": None, **({"_id": {"$lt": before}} if before else {})}
    return list(reports().find(wanted).sort("_id", -1).limit(limit))


def is_reported(target_id: ObjectId) -> bool:
    """Return whether a report about this, or about a comment on this post, is open."""
    about: list[Document] = [{"target_id": target_id}, {"post_id": target_id}]
    return reports().find_one({"$or": about, "verdict": None}, {"_id": 1}) is not None


def reports_by(reporter_id: ObjectId) -> list[Report]:
    """Return the reports of a user."""
    return list(reports().find({"reporter_id": reporter_id}))


def settle(target_id: ObjectId, verdict: Verdict) -> list[ObjectId]:
    """Give all open reports about this a verdict, and return their ids."""
    found = [report["_id"] for report in reports().find({"target_id": target_id, "verdict": None}, {"_id": 1})]
    reports().update_many({"_id": {"$in": found}}, {"$set": {"verdict": verdict}})
    return found


def insert_entry(entry: LogEntry) -> None:
    """Add to the log."""
    log().insert_one(entry)


def newest_entries(limit: int) -> list[LogEntry]:
    """Return the newest entries of the log, newest first."""
    return list(log().find().sort("_id", -1).limit(limit))


def delete_about(user_oid: ObjectId) -> None:
    """Delete the reports by and about a user, and what the log says of them."""
    reports().delete_many({"$or": [{"reporter_id": user_oid}, {"author_id": user_oid}]})
    log().delete_many({"person_id": user_oid})
