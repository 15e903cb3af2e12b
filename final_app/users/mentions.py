"""Whom a text mentions: of each word after @ the longest beginning that is a nickname, so @민수님 reaches 민수."""

from final_app.schema import User
from final_app.text import find_mentions
from final_app.text import possible_mentions
from final_app.users.store import users_by_nickname


def mentioned_users(text: str) -> list[User]:
    """Return the users whom a text mentions, each once, in order."""
    possible = possible_mentions(text)
    found = {user["nickname_key"]: user for user in users_by_nickname(possible)} if possible else {}
    return [found[key] for key in find_mentions(text, found)]


def mentioned_names(*texts: str) -> list[str]:
    """Return the nicknames that texts mention, as name_key gives them, in one query: what is to be a link in them."""
    return [user["nickname_key"] for user in mentioned_users("\n".join(texts))]
