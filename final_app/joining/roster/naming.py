"""Make the usernames and nicknames that a roster does not give, from the names of the people."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from final_app.errors import AppError
from final_app.joining.roster.reading import Row
from final_app.joining.roster.romanising import romanise
from final_app.users import rules
from final_app.users import signup
from final_app.users.nicknames import check_nickname
from final_app.users.nicknames import nickname_look

NO_LATIN = "student"  # where a name has no form in a-z
LONGEST = 20  # characters of a username and of a nickname


class Names:
    """The names of a roster: those that are given, and those that are made so that no two are alike."""

    def __init__(self, rows: list[Row]) -> None:
        self.usernames = {row.user_id for row in rows}
        self.looks = {nickname_look(row.nickname) for row in rows}

    def complete(self, row: Row) -> Row:
        """Return a row with a username and a nickname, made from the name where they are not given."""
        user_id = row.user_id or next(filter(self.is_free_username, variants(romanise(row.name) or NO_LATIN)))
        self.usernames.add(user_id)
        word = re.sub(r"\W+", "_", row.name).strip("_")
        choices = (name for base in (word, user_id) for name in variants(base, most=100))
        nickname = row.nickname or next(filter(self.is_free_nickname, choices))
        self.looks.add(nickname_look(nickname))
        return replace(row, user_id=user_id, nickname=nickname)

    def is_free_username(self, username: str) -> bool:
        """Return whether a username is valid, and nobody has it."""
        return username not in self.usernames and passes(
            lambda: signup.check_free("user_id", rules.check_username(username))
        )

    def is_free_nickname(self, nickname: str) -> bool:
        """Return whether a nickname is valid, and nobody has one that looks like it."""
        return nickname_look(nickname) not in self.looks and passes(
            lambda: signup.check_free_nickname(check_nickname(nickname))
        )


def variants(base: str, most: int | None = None) -> Iterator[str]:
    """Yield a name, then the same with 2, 3 and so on, none longer than a name may be."""
    yield base[:LONGEST]
    for number in range(2, most) if most else count(2):
        yield f"{base[: LONGEST - len(str(number))]}{number}"


def passes(check: Callable[[], object]) -> bool:
    """Return whether a check raises nothing."""
    try:
        check()
    except AppError:
        return False
    return True
