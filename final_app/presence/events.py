"""Who is online, told to friends. Each process knows the pages that are open with it, and notes for all whose."""

import secrets
from collections import Counter
from collections.abc import Collection
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from bson import ObjectId
from flask import Flask
from flask import current_app

from final_app import realtime as live
from final_app.extensions import socketio
from final_app.friends import store
from final_app.users.store import people_by_id

PROCESS = secrets.token_hex(8)
pages: Counter[ObjectId] = Counter()  # how many pages each person has open with this process
told: set[ObjectId] = set()  # who of them is online, as their friends were told


@live.came.connect
def come(person_id: ObjectId) -> None:
    """Tell friends of a person's first page here, and the person which friends are online."""
    pages[person_id] += 1
    if person_id not in told:
        told.add(person_id)
        store.note_online(person_id, PROCESS, datetime.now(UTC))
        tell_friends(person_id, online=True)
    for friend in people_by_id(online_among(store.friend_ids(person_id))).values():
        live.push(live.person_room(person_id), "presence", {"nickname": friend["nickname"], "online": True})


@live.went.connect
def go(person_id: ObjectId) -> None:
    """When the last page of a person closes, wait a while for another one, then tell friends."""
    pages[person_id] -= 1
    if pages[person_id] <= 0:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        socketio.start_background_task(leave_later, app, person_id)


def leave_later(app: Flask, person_id: ObjectId) -> None:
    """Tell friends that a person has gone, unless they are back by then, here or with another process."""
    socketio.sleep(app.config["OFFLINE_SECONDS"])
    if pages[person_id] <= 0 and person_id in told:
        told.discard(person_id)
        del pages[person_id]
        with app.app_context():
            store.note_offline(person_id, PROCESS)
            tell_if_gone(person_id)


def tell_if_gone(person_id: ObjectId) -> None:
    """Tell friends that a person is offline, if they are so with every process."""
    if not online_among([person_id]):
        tell_friends(person_id, online=False)


def online_among(person_ids: Collection[ObjectId]) -> set[ObjectId]:
    """Return who of these people is online."""
    return store.online_among(person_ids, last_sign())


def last_sign() -> datetime:
    """Return the time since when every process that lives has given a sign of it."""
    return datetime.now(UTC) - timedelta(seconds=current_app.config["SILENT_SECONDS"])


def tell_friends(person_id: ObjectId, online: bool) -> None:
    """Tell the friends of a person whether they are online."""
    person = people_by_id([person_id]).get(person_id)
    if person:
        rooms = [live.person_room(friend) for friend in store.friend_ids(person_id)]
        live.push(rooms, "presence", {"nickname": person["nickname"], "online": online})


def give_signs_of_life(app: Flask) -> None:
    """Say for ever that this process lives, and tell friends of those who were online with one that died."""
    while True:
        with app.app_context():
            try:
                store.note_alive(PROCESS, datetime.now(UTC))
                for person_id in store.forget_silent(last_sign()):
                    tell_if_gone(person_id)
            except Exception as error:  # the database is away for a while: the next sign may reach it
                app.logger.error("presence: %s", error)
        socketio.sleep(app.config["SILENT_SECONDS"] / 3)
