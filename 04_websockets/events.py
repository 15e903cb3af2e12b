"""What Socket.IO hears and says: who connects, who is here, and notices to one person's room."""

from flask import request, session
from flask_socketio import ConnectionRefusedError, emit, join_room

import store

connections = {}  # who is online: connection id -> nickname
switches = {"as_the_notes_did": False}


def socketio_init(socketio):
    """Register the function that handles each event."""

    @socketio.on("connect")
    def connect():
        """Accept a logged-in person into the room of their own; reject a stranger."""
        if "nickname" not in session:
            raise ConnectionRefusedError("Log in first. · 먼저 로그인하세요.")
        has_another_page = session["nickname"] in connections.values()
        connections[request.sid] = session["nickname"]
        join_room(session["nickname"])
        if switches["as_the_notes_did"]:
            emit("as_the_notes_did", {"on": True})
        tell_who_is_here(everyone=not has_another_page)

    @socketio.on("disconnect")
    def disconnect(reason):
        """Tell the others when someone has closed their last page."""
        nickname = connections.pop(request.sid, None)
        if nickname not in connections.values():
            tell_who_is_here(everyone=True)

    @socketio.on("comment_post")
    def comment_post(data=None):
        """Send the notice of one's own comment to the author of the post, and to nobody else."""
        comment = store.get_comment(read_field(data, "comment_id"))
        if comment is None or comment["nickname"] != session["nickname"]:
            return reject("Send the comment_id of your own comment. · 내가 쓴 댓글의 comment_id를 보내세요.")
        author = store.get_post(comment["post_id"])["nickname"]
        if author != session["nickname"]:
            notice = store.make_notice("comment", comment["nickname"], comment["post_id"], comment["text"])
            send_notice("comment_notice", author, notice)
        return {"result": "success"}

    @socketio.on("friend_request")
    def friend_request(data=None):
        """Ask someone to be friends: store the notice first, then send it to that person."""
        nickname = read_field(data, "nickname")
        if nickname not in store.get_friends() or nickname == session["nickname"]:
            return reject("Send the nickname of someone else here. · 다른 사람의 nickname을 보내세요.")
        notice = store.make_notice("request_friend", session["nickname"])
        if notice not in store.notices_of(nickname):
            store.add_notice(nickname, notice)
        send_notice("request_notice", nickname, notice)
        return {"result": "success"}

    @socketio.on("as_the_notes_did")
    def as_the_notes_did(data=None):
        """Switch the unsafe broadcast of the old notes on or off, for everyone."""
        on = read_field(data, "on")
        if not isinstance(on, bool):
            return reject('Send {"on": true} or {"on": false}. · {"on": true}나 {"on": false}를 보내세요.')
        switches["as_the_notes_did"] = on
        emit("as_the_notes_did", {"on": on}, broadcast=True)
        return {"result": "success"}


def tell_who_is_here(everyone):
    """Tell everyone, or only this connection, who is here: each nickname once."""
    emit("here", {"nicknames": sorted(set(connections.values()))}, broadcast=everyone)


def send_notice(event, recipient, notice):
    """Send a notice to the room of its recipient, whatever pages they have open."""
    if switches["as_the_notes_did"]:
        emit(event, notice, broadcast=True)  # unsafe: everyone receives it, and is trusted to look away
    else:
        emit(event, notice, to=recipient)


def read_field(data, name):
    """Return a field of a message, or None: a browser may send anything."""
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str | int) else None


def reject(message):
    """Answer that a message changed nothing, and why."""
    return {"result": "error", "message": message}
