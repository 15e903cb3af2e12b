"""Who blocks whom, in MongoDB (schema: Block). A block hides two users from each other, whoever of them made it."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo.collection import Collection

from final_app.db import declare
from final_app.db import upgrade
from final_app.memo import OnceARequest
from final_app.schema import Block
from final_app.users.standing.store import has_blocks
from final_app.users.standing.store import is_active
from final_app.users.standing.store import mark_blocks

blocks: Callable[[], Collection[Block]] = declare(
    "blocks",
    IndexModel([("blocker_id", ASCENDING)]),
    IndexModel([("blocked_id", ASCENDING)]),
)


@upgrade
def note_users_with_blocks() -> None:
    """Mark the users who have blocks, as insert_block does it; of blocks from an earlier version, or for repair."""
    mark_blocks({one for block in blocks().find() for one in (block["blocker_id"], block["blocked_id"])})


def block_id(blocker: ObjectId, blocked: ObjectId) -> str:
    """Return the id of the document for one direction between two users."""
    return f"{blocker}:{blocked}"


def insert_block(blocker: ObjectId, blocked: ObjectId) -> None:
    """Store a block; harmless if there is one already."""
    mark_blocks([blocker, blocked])
    new = {"blocker_id": blocker, "blocked_id": blocked, "at": datetime.now(UTC)}
    blocks().update_one({"_id": block_id(blocker, blocked)}, {"$setOnInsert": new}, upsert=True)
    read_blocked_ids.forget()


def delete_block(blocker: ObjectId, blocked: ObjectId) -> None:
    """Delete a block in one direction; harmless if there is none."""
    blocks().delete_one({"_id": block_id(blocker, blocked)})
    read_blocked_ids.forget()


def delete_blocks_of(user_oid: ObjectId) -> None:
    """Delete all blocks by and of a user."""
    blocks().delete_many({"$or": [{"blocker_id": user_oid}, {"blocked_id": user_oid}]})
    read_blocked_ids.forget()


def blocked_ids(user_oid: ObjectId) -> frozenset[ObjectId]:
    """Return the users who are hidden from a user: those whom they block, and those who block them."""
    return read_blocked_ids(user_oid) if has_blocks(user_oid) else frozenset()


@OnceARequest
def read_blocked_ids(user_oid: ObjectId) -> frozenset[ObjectId]:
    """Return them, of a user who may have blocks."""
    found = blocks().find({"$or": [{"blocker_id": user_oid}, {"blocked_id": user_oid}]})
    return frozenset(one for block in found for one in (block["blocker_id"], block["blocked_id"])) - {user_oid}


def is_blocked(one: ObjectId, other: ObjectId) -> bool:
    """Return whether one of two users blocks the other now, whatever was read before in this request."""
    ids = [block_id(one, other), block_id(other, one)]
    return blocks().find_one({"_id": {"$in": ids}}, {"_id": 1}) is not None


def may_meet(one: ObjectId, other: ObjectId) -> bool:
    """Return whether two users are there and neither blocks the other now, whatever was read before in this request."""
    return is_active(one, other) and not (has_blocks(one) and is_blocked(one, other))


def is_blocked_by(blocker: ObjectId, blocked: ObjectId) -> bool:
    """Return whether the first user blocks the second."""
    return blocks().find_one({"_id": block_id(blocker, blocked)}, {"_id": 1}) is not None


def blocks_by(blocker: ObjectId) -> list[Block]:
    """Return the blocks that a user made, the latest first."""
    return sorted(blocks().find({"blocker_id": blocker}), key=lambda block: block["at"], reverse=True)
