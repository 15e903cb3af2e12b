"""The app under test: loaded afresh, with its browsers and sockets."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from classroom.checks.kit.client import Client
from classroom.checks.kit.failure import CheckFailed
from classroom.checks.kit.failure import Exchange
from classroom.checks.kit.socket import Message
from classroom.checks.kit.socket import Socket
from classroom.i18n import Text


@dataclass
class AppUnderTest:
    """A freshly loaded app of a learner, with its initial data."""

    folder: Path
    flask: Flask
    module: ModuleType
    exchanges: list[Exchange] = field(default_factory=list)
    received: dict[str, list[Message]] = field(default_factory=dict)  # all socket messages, by the name of the page
    sockets: list[Socket] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)  # what is worth saying though the check passes

    def remark(self, en: str, ko: str) -> None:
        """Say something that is no failure."""
        self.remarks.append(Text(en, ko))

    @property
    def socketio(self) -> SocketIO:
        """The app's Socket.IO server."""
        found = getattr(self.module, "socketio", None)
        if not isinstance(found, SocketIO):
            raise CheckFailed(
                "app.py does not define socketio = SocketIO(...).", "app.py에 socketio = SocketIO(...) 줄이 없어요."
            )
        if found.server is None:
            raise CheckFailed(
                "Socket.IO does not know the app: call socketio.init_app(app).",
                "Socket.IO가 앱을 몰라요. socketio.init_app(app)을 호출하세요.",
            )
        return found

    def client(self, name: str = "visitor") -> Client:
        """Return a new browser without cookies."""
        return Client(self, name)

    def logged_in(self, user_id: str, password: str = "flask") -> Client:  # noqa: S107
        """Return a browser that has logged in."""
        client = self.client(user_id)
        client.post("/login", data={"user_id": user_id, "password": password}).expect(302)
        return client

    def person(self, user_id: str, **session: str) -> Client:
        """Return a browser whose cookie already says who someone is, so that the login need not work."""
        client = self.client(user_id)
        with client.test_client.session_transaction() as data:
            data.update(session)
        return client

    def store(self) -> Any:
        """Return the module that stores the data: store.py, or app.py itself."""
        return sys.modules.get("store", self.module)

    def received_since(self) -> dict[str, list[Message]]:
        """Return what each page has received since the last time, by the name of the page."""
        received: dict[str, list[Message]] = {}
        for socket in self.sockets:
            received.setdefault(socket.name, []).extend(socket.received())
        return received

    def expect_received(self, event: str, expected: dict[str, list[Any]], exchange: Exchange | None = None) -> None:
        """Fail unless each page has received exactly this data with an event since the last time."""
        found = {
            name: [data for one, data in messages if one == event] for name, messages in self.received_since().items()
        }
        wanted = {name: expected.get(name, []) for name in found}
        if found == wanted:
            return
        who, expected_by = receivers(found), receivers(wanted)
        if who != expected_by:
            raise CheckFailed(
                *self.wrong_pages(event, found, wanted),
                ", ".join(expected_by) or "-",
                ", ".join(who) or "-",
                exchange or self.exchanges[-1],
            )
        name = next(name for name in found if found[name] != wanted[name])
        raise CheckFailed(
            f"{event} does not carry the right data.",
            f"이벤트 {event}에 담긴 데이터가 달라요.",
            wanted[name],
            found[name],
            exchange or self.exchanges[-1],
        )

    def wrong_pages(self, event: str, found: dict[str, list[Any]], wanted: dict[str, list[Any]]) -> Text:
        """Say which pages should have received an event, or should not have."""
        more = ", ".join(name for name in found if found[name] and not wanted[name])
        fewer = [one for one in self.sockets if wanted.get(one.name) and not found[one.name] and one.connected]
        if more and not fewer:
            return Text(
                f"{event} also reaches {more}. An emit without to= goes to everyone, or to the sender alone.",
                f"이벤트 {event}: 받지 않아야 할 페이지도 받았어요({more}). to=가 없는 emit은 모두에게, 또는 보낸 "
                "페이지에만 가요.",
            )
        if fewer:
            rooms = ", ".join(sorted(map(str, fewer[0].rooms()))) or "-"
            return Text(
                f"{event} does not reach {fewer[0].name}. The rooms that this page is in: {rooms}. Is it sent to one "
                "of these, by exactly this name?",
                f"이벤트 {event}: 받아야 할 페이지가 받지 못했어요({fewer[0].name}). 이 페이지가 있는 방: {rooms}. "
                "정확히 이 이름의 방으로 보내는지 보세요.",
            )
        return Text(f"{event} does not arrive once.", f"이벤트 {event}: 한 번만 와야 해요.")


def receivers(received: dict[str, list[Any]]) -> list[str]:
    """Return the names of the pages that received something, with a count where it is more than one."""
    return [name if len(data) == 1 else f"{name} ({len(data)})" for name, data in received.items() if data]
