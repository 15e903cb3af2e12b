"""Who is online, told to friends. Each process knows the pages that are open with it."""

from collections import Counter

from bson import ObjectId
from flask import Flask
from flask import current_app

from final_app import live
from final_app.auth.store import people_by_id
from final_app.extensions import socketio
from final_app.friends.store import friend_ids

pages: Counter[ObjectId] = Counter()  # how many pages each person has open
told: set[ObjectId] = set()  # who is online, as their friends were told


@live.came.connect
def come(person_id: ObjectId) -> None:
    """Tell friends of a person's first page, and the person which friends are online."""
    pages[person_id] += 1
    if person_id not in told:
        told.add(person_id)
        tell_friends(person_id, online=True)
    online = people_by_id(friend for friend in friend_ids(person_id) if friend in told)
    for friend in online.values():
        live.push(live.person_room(person_id), "presence", {"nickname": friend["nickname"], "online": True})


@live.went.connect
def go(person_id: ObjectId) -> None:
    """When the last page of a person closes, wait a while for another one, then tell friends."""
    pages[person_id] -= 1
    if pages[person_id] <= 0:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        socketio.start_background_task(leave_later, app, person_id)


def leave_later(app: Flask, person_id: ObjectId) -> None:
    """Tell friends that a person has gone, unless they are back by then."""
    socketio.sleep(app.config["OFFLINE_SECONDS"])
    if pages[person_id] <= 0 and person_id in told:
        told.discard(person_id)
        del pages[person_id]
        with app.app_context():
            tell_friends(person_id, online=False)


def tell_friends(person_id: ObjectId, online: bool) -> None:
    """Tell the friends of a person whether they are online."""
    person = people_by_id([person_id]).get(person_id)
    if person:
        rooms = [live.person_room(friend) for friend in friend_ids(person_id)]
        live.push(rooms, "presence", {"nickname": person["nickname"], "online": online})
