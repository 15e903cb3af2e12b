"""Who may have a picture decoded now."""

import threading
from collections.abc import Hashable
from collections.abc import Iterator
from contextlib import contextmanager


class Busy(Exception):
    """Too many pictures are waiting; own is whether most of them are the user's."""

    def __init__(self, own: bool) -> None:
        super().__init__()
        self.own = own


class Turns:
    """Who may have a picture decoded now: several at a time, but one of each user, and users take turns.

    So the pictures of one user, however many or slow, take one process, and others go on with the rest.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.working: set[Hashable] = set()
        self.waiting: list[Hashable] = []  # the user of each waiting picture, in the order they came
        self.served: dict[Hashable, int] = {}  # when users who still wait had their last turn
        self.count = 0

    @contextmanager
    def take(self, user: Hashable, at_once: int, of_one: int, of_all: int, seconds: float) -> Iterator[None]:
        """Wait for a turn of this user.

        Raises Busy where so many pictures of one or of all users wait already, or after this many seconds.
        """
        with self.changed:
            own = self.waiting.count(user) >= of_one
            if own or len(self.waiting) >= of_all:
                raise Busy(own)
            self.waiting.append(user)
            try:
                if not self.changed.wait_for(lambda: self.is_next(user, at_once), seconds):
                    raise Busy(user in self.working)
                self.working.add(user)
            finally:
                self.waiting.remove(user)
                self.changed.notify_all()  # now another one comes next
        try:
            yield
        finally:
            with self.changed:
                self.working.discard(user)
                self.count += 1
                self.served[user] = self.count
                self.served = {one: turn for one, turn in self.served.items() if one in self.waiting}
                self.changed.notify_all()

    def is_next(self, user: Hashable, at_once: int) -> bool:
        """Return whether a process is free, and this user comes next of those who have no picture at work."""
        ready = [one for one in self.waiting if one not in self.working]
        return len(self.working) < at_once and min(ready, key=lambda one: self.served.get(one, 0), default=None) == user
