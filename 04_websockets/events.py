"""What the socket hears and says: connections, rooms, notices."""

from flask import request
from flask import session
from flask_socketio import ConnectionRefusedError
from flask_socketio import emit
from flask_socketio import join_room

import store

connections = {}  # who is here: connection id -> nickname
switches = {"as_the_notes_did": False}


def socketio_init(socketio):
    """Tell the socket which function answers which event."""
    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)
    socketio.on_event("comment_post", comment_post)
    socketio.on_event("friend_request", friend_request)
    socketio.on_event("as_the_notes_did", as_the_notes_did)


def connect():
    """Let a logged-in person in, into the room of their own; refuse a stranger."""
    if "nickname" not in session:
        raise ConnectionRefusedError("Log in first. · 먼저 로그인하세요.")
    is_news = session["nickname"] not in connections.values()  # and not one more page of someone who is here
    connections[request.sid] = session["nickname"]
    join_room(session["nickname"])
    if switches["as_the_notes_did"]:
        emit("as_the_notes_did", {"on": True})
    tell_who_is_here(everyone=is_news)


def disconnect(reason):
    """Tell the others when the last page of someone goes."""
    nickname = connections.pop(request.sid, None)
    if nickname not in connections.values():
        tell_who_is_here(everyone=True)


def tell_who_is_here(everyone):
    """Tell everyone, or only this connection, who is here: each nickname once."""
    emit("here", {"nicknames": sorted(set(connections.values()))}, broadcast=everyone)


def comment_post(data=None, *others):
    """Send the notice of one's own comment to the author of the post, to nobody else."""
    comment = store.get_comment(read_field(data, "comment_id"))
    if comment is None or comment["nickname"] != session["nickname"]:
        return refuse("Send the comment_id of a comment of your own. · 내가 쓴 댓글의 comment_id를 보내세요.")
    author = store.get_post(comment["post_id"])["nickname"]
    if author != session["nickname"]:
        notice = store.make_notice("comment", comment["nickname"], comment["post_id"], comment["text"])
        send_notice("comment_notice", author, notice)
    return {"result": "success"}


def friend_request(data=None, *others):
    """Ask someone to be friends: keep the notice first, then send it to that person."""
    nickname = read_field(data, "nickname")
    if nickname not in store.get_friends() or nickname == session["nickname"]:
        return refuse("Send the nickname of someone else here. · 다른 사람의 nickname을 보내세요.")
    notice = store.make_notice("request_friend", session["nickname"])
    if notice not in store.notices_of(nickname):
        store.add_notice(nickname, notice)
    send_notice("request_notice", nickname, notice)
    return {"result": "success"}


def as_the_notes_did(data=None, *others):
    """Switch, for everyone, to the unsafe broadcast of the old notes, or back."""
    switch = read_field(data, "on")
    if not isinstance(switch, bool):
        return refuse('Send {"on": true} or {"on": false}. · {"on": true}나 {"on": false}를 보내세요.')
    switches["as_the_notes_did"] = switch
    emit("as_the_notes_did", {"on": switch}, broadcast=True)
    return {"result": "success"}


def send_notice(event, recipient, notice):
    """Send a notice to the room of its recipient, whatever pages they have open."""
    if switches["as_the_notes_did"]:
        emit(event, notice, broadcast=True)  # unsafe: everyone receives it, and is trusted to look away
    else:
        emit(event, notice, to=recipient)


def read_field(data, field):
    """Return a string, number or boolean of a message, or None: the other side may send anything."""
    value = data.get(field) if isinstance(data, dict) else None
    return value if isinstance(value, str | int) else None


def refuse(message):
    """Answer the one who sent the message that it changed nothing, and why."""
    return {"result": "error", "message": message}
