"""Block and unblock. Whoever is blocked finds nobody where the other is, and is not told why."""

from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.blocks import store
from final_app.blocks.store import blocked_ids
from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.media.actions import profile_access_requested
from final_app.schema import User
from final_app.users import actions as users
from final_app.users import store as user_store
from final_app.users.standing.store import is_active

# Sent with the id of who blocks and blocked=, the id of the other; receivers end what is between the two.
user_blocked = Namespace().signal("user-blocked")
user_unblocked = Namespace().signal("user-unblocked")


def get_user(viewer: User, nickname: str) -> User:
    """Return the user with this nickname; raises NotFound also for one who is hidden from the viewer."""
    user = users.get_user(nickname)
    if user["_id"] in blocked_ids(viewer["_id"]):
        raise NotFound(users.NO_ONE)
    return user


def block(me: User, nickname: str) -> None:
    """Hide two users from each other; twice changes nothing. Raises AppError (400) for oneself, NotFound."""
    other = get_user_to_block(me, nickname)
    if other["_id"] == me["_id"]:
        raise AppError(_("You can't block yourself."))
    store.insert_block(me["_id"], other["_id"])
    if not is_active(me["_id"], other["_id"]):  # one of the two has left at the same moment
        store.delete_block(me["_id"], other["_id"])
        raise NotFound
    user_blocked.send(me["_id"], blocked=other["_id"])


def unblock(me: User, nickname: str) -> None:
    """End a block that this user made; harmless if there is none. Raises NotFound."""
    other = get_user_to_block(me, nickname)
    store.delete_block(me["_id"], other["_id"])
    user_unblocked.send(me["_id"], blocked=other["_id"])


def get_user_to_block(me: User, nickname: str) -> User:
    """Return a user whom I see, or whom I block; raises NotFound."""
    other = users.get_user(nickname)
    if store.is_blocked_by(me["_id"], other["_id"]):
        return other
    return get_user(me, nickname)


def blocked_users(me: User) -> list[dict[str, Any]]:
    """Return the public shapes of the users whom I block, the latest first."""
    blocked = [block["blocked_id"] for block in store.blocks_by(me["_id"])]
    found = user_store.users_by_id(blocked)
    return [users.public_user(found[one]) for one in blocked if one in found]


@profile_access_requested.connect
def can_see_profile_picture(image_id: ObjectId, owner_id: ObjectId, viewer: User) -> bool:
    """Return whether a picture is on a profile that the viewer may see; none that was replaced or left over is."""
    return owner_id not in blocked_ids(viewer["_id"]) and user_store.shows_picture(owner_id, image_id)
