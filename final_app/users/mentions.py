"""Whom a text mentions: of each word after @ the longest beginning that is a nickname, so @민수님 reaches 민수.

A mention points to the user. With a text is stored whom each name in it means, and that stays when they change it.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping

from bson import ObjectId

from final_app.links import find_mentions
from final_app.links import possible_mentions
from final_app.schema import Mention
from final_app.users.store import users_by_id
from final_app.users.store import users_by_nickname


class Mentions(list[str]):
    """The nicknames of the users whom a text mentions; links has them by their names in the text, for a page."""

    def __init__(self, links: Mapping[str, str]) -> None:
        super().__init__(links.values())
        self.links = dict(links)


def find_mentioned(text: str, earlier: Iterable[Mention] = (), hidden: Collection[ObjectId] = ()) -> list[Mention]:
    """Return whom a text mentions, each name once, in order, in one query.

    earlier: the same of the text before an edit, as they may have other nicknames now. hidden: users who are not meant.
    """
    possible = possible_mentions(text)
    meant = {user["nickname_key"]: user["_id"] for user in users_by_nickname(possible)} if possible else {}
    meant |= {mention["name"]: mention["person_id"] for mention in earlier}
    names = [name for name, user_oid in meant.items() if user_oid not in hidden]
    return [{"name": name, "person_id": meant[name]} for name in find_mentions(text, names)]


def current_nicknames(mentions: Iterable[Mention], hidden: Collection[ObjectId] = ()) -> dict[ObjectId, str]:
    """Return the nicknames that these users have now, by id, in one query; without the hidden and who has left."""
    user_oids = {mention["person_id"] for mention in mentions} - set(hidden)
    return {one: user["nickname"] for one, user in users_by_id(user_oids).items()} if user_oids else {}


def mention_links(mentions: Iterable[Mention], nicknames: Mapping[ObjectId, str]) -> dict[str, str]:
    """Return the nicknames of those whom a text mentions, by their names in it."""
    return {one["name"]: nicknames[one["person_id"]] for one in mentions if one["person_id"] in nicknames}
