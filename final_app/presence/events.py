"""Tell friends who comes online and goes offline.

Each process counts the pages that are open with it, and records whose they are for the other processes.
"""

import secrets
from collections import Counter
from collections.abc import Collection
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from bson import ObjectId
from flask import Flask
from flask import current_app

from final_app import realtime
from final_app.extensions import socketio
from final_app.friends.store import friend_ids
from final_app.presence import store
from final_app.users.store import users_by_id

PROCESS = secrets.token_hex(8)
open_pages: Counter[ObjectId] = Counter()  # of each user, with this process
announced: set[ObjectId] = set()  # users whom this process announced as online


@realtime.user_connected.connect
def on_connect(user_oid: ObjectId) -> None:
    """Announce a user at their first page, and tell them which friends are online."""
    open_pages[user_oid] += 1
    if user_oid not in announced:
        announced.add(user_oid)
        store.record_online(user_oid, PROCESS, datetime.now(UTC))
        tell_friends(user_oid, online=True)
    for friend in users_by_id(online_among(friend_ids(user_oid))).values():
        realtime.emit_to(realtime.user_room(user_oid), "presence", {"nickname": friend["nickname"], "online": True})


@realtime.user_disconnected.connect
def on_disconnect(user_oid: ObjectId) -> None:
    """When a user's last page closes, announce them as offline after a while."""
    open_pages[user_oid] -= 1
    if open_pages[user_oid] <= 0:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        socketio.start_background_task(go_offline_later, app, user_oid)


def go_offline_later(app: Flask, user_oid: ObjectId) -> None:
    """Wait for OFFLINE_SECONDS, then announce a user as offline unless they are back, with any process."""
    socketio.sleep(app.config["OFFLINE_SECONDS"])
    if open_pages[user_oid] <= 0 and user_oid in announced:
        announced.discard(user_oid)
        del open_pages[user_oid]
        with app.app_context():
            store.record_offline(user_oid, PROCESS)
            announce_if_offline(user_oid)


def announce_if_offline(user_oid: ObjectId) -> None:
    """Tell friends that a user is offline, if no process has a page of theirs."""
    if not online_among([user_oid]):
        tell_friends(user_oid, online=False)


def online_among(user_oids: Collection[ObjectId]) -> set[ObjectId]:
    """Return which of these users are online."""
    return store.online_among(user_oids, heartbeat_cutoff())


def heartbeat_cutoff() -> datetime:
    """Return the time since which every living process has sent a heartbeat."""
    return datetime.now(UTC) - timedelta(seconds=current_app.config["HEARTBEAT_TIMEOUT"])


def tell_friends(user_oid: ObjectId, online: bool) -> None:
    """Tell the friends of a user whether they are online."""
    user = users_by_id([user_oid]).get(user_oid)
    if user:
        rooms = [realtime.user_room(friend) for friend in friend_ids(user_oid)]
        realtime.emit_to(rooms, "presence", {"nickname": user["nickname"], "online": online})


def send_heartbeats(app: Flask) -> None:
    """Record heartbeats of this process forever, and announce users whose server process died as offline."""
    while True:
        with app.app_context():
            try:
                store.record_heartbeat(PROCESS, datetime.now(UTC))
                for user_oid in store.expire_stale(heartbeat_cutoff()):
                    announce_if_offline(user_oid)
            except Exception as error:  # the database is away for now; the next heartbeat may reach it
                app.logger.error("presence: %s", error)
        socketio.sleep(app.config["HEARTBEAT_TIMEOUT"] / 3)
