"""What notifications say."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from final_app.notifications.groups import Group
from final_app.text import isolate

SENTENCES = {
    "request_friend": _("{nickname} sent you a friend request"),
    "accept_friend": _("{nickname} accepted your friend request"),
    "like": _("{nickname} liked your post"),
    "comment": _("{nickname} commented on your post"),
    "reply": _("{nickname} replied to you"),
    "mention": _("{nickname} mentioned you"),
    "report": _("{nickname} reported something"),
}


def sentences_for_several(others: int) -> dict[str, str]:
    """Return the sentence for each kind of notification by {nickname} and {others} more users."""
    return {
        "request_friend": ngettext(
            "{nickname} and {others} other sent you friend requests",
            "{nickname} and {others} others sent you friend requests",
            others,
        ),
        "accept_friend": ngettext(
            "{nickname} and {others} other accepted your friend requests",
            "{nickname} and {others} others accepted your friend requests",
            others,
        ),
        "like": ngettext(
            "{nickname} and {others} other liked your post", "{nickname} and {others} others liked your post", others
        ),
        "comment": ngettext(
            "{nickname} and {others} other commented on your post",
            "{nickname} and {others} others commented on your post",
            others,
        ),
        "reply": ngettext(
            "{nickname} and {others} other replied to you", "{nickname} and {others} others replied to you", others
        ),
        "mention": ngettext(
            "{nickname} and {others} other mentioned you", "{nickname} and {others} others mentioned you", others
        ),
        "report": ngettext(
            "{nickname} and {others} other reported something",
            "{nickname} and {others} others reported something",
            others,
        ),
    }


def notification_sentence(notification: dict[str, Any]) -> str:
    """Return the sentence of a notification."""
    return str(SENTENCES[notification["kind"]]).format(nickname=isolate(notification["actor"]["nickname"]))


def group_sentence(group: Group) -> str:
    """Return the sentence of notifications that are alike."""
    newest, others = group["newest"], group["others"]
    if not others:
        return notification_sentence(newest)
    nickname = isolate(newest["actor"]["nickname"])
    return sentences_for_several(others)[newest["kind"]].format(nickname=nickname, others=others)
