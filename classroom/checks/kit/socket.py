"""Open sockets to the app under test, and record what each receives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from flask_socketio import SocketIOTestClient
from socketio import packet

from classroom.checks.kit.compare import difference
from classroom.checks.kit.failure import CheckFailed
from classroom.checks.kit.failure import Exchange
from classroom.checks.kit.response import format_json

if TYPE_CHECKING:
    from classroom.checks.kit.client import Client

NO_REASON = ("Connection rejected by server", "Connection refused by server")  # what the library says by itself
Message = tuple[str, Any]  # an event and its data


class PageClient(SocketIOTestClient):  # type: ignore[misc]  # it has no types
    """Flask-SocketIO's client for tests, which also keeps what a rejected connection is told."""

    refusal: Any = None

    def connect(self, *arguments: Any, **options: Any) -> None:
        """Connect, and look at each packet that comes."""
        server = self.socketio.server
        deliver = server._send_packet

        def look(eio_sid: str, sent: packet.Packet) -> None:
            """Keep the data of a refusal."""
            if sent.packet_type in (packet.CONNECT_ERROR, packet.DISCONNECT) and eio_sid == self.eio_sid:
                self.refusal = sent.data
            deliver(eio_sid, sent)

        server._send_packet = look
        super().connect(*arguments, **options)


class Socket:
    """A page with a socket of its own."""

    def __init__(self, client: Client, name: str) -> None:
        """Connect with the cookies of a browser; fail if the app raises an exception."""
        self.app = client.app
        self.name = name
        self.app.received.setdefault(name, [])
        self.exchange = Exchange(f"{name}: connect", "", sent_by=name)
        self.app.exchanges.append(self.exchange)
        try:
            self.test = PageClient(self.app.flask, self.app.socketio, flask_test_client=client.test_client)
        except Exception as error:
            raise self.failure(error) from error
        self.app.sockets.append(self)

    @property
    def connected(self) -> bool:
        """Whether the server has accepted the connection and keeps it."""
        return bool(self.test.is_connected())

    @property
    def refusal(self) -> str:
        """The message with which the app has rejected the connection; empty if it gave none of its own."""
        told = self.test.refusal
        message = str(told.get("message", "") if isinstance(told, dict) else told or "")
        return "" if message in NO_REASON else message

    def expect_connected(self) -> Socket:
        """Fail unless the server has accepted the connection."""
        if not self.connected:
            raise CheckFailed(
                f"The connection of {self.name} was rejected.",
                f"연결이 거절됐어요(연결한 사람: {self.name}).",
                exchange=self.exchange,
            )
        return self

    def emit(self, event: str, *data: Any) -> Any:
        """Send an event and return the acknowledgement; fail if the app raises an exception."""
        self.expect_connected()
        self.exchange = Exchange(f"{self.name}: emit({format_json([event, *data])[1:-1]})", "", sent_by=self.name)
        self.app.exchanges.append(self.exchange)
        try:
            answer = self.test.emit(event, *data, callback=True)
        except Exception as error:
            raise self.failure(error) from error
        self.exchange.response = format_json(answer)
        return answer

    def expect_answer(self, event: str, data: Any, expected: Any) -> None:
        """Send an event and fail unless the acknowledgement is as expected."""
        answer = self.emit(event, data)
        found = difference(expected, answer)
        if found:
            raise CheckFailed(
                f"The acknowledgement of {event} is not as expected.",
                f"이벤트 {event}의 확인 응답(ack)이 기대와 달라요.",
                {key: "(text)" if callable(value) else value for key, value in expected.items()},
                answer,
                self.exchange,
            )

    def disconnect(self) -> None:
        """Close the connection; fail if the app raises an exception."""
        self.exchange = Exchange(f"{self.name}: disconnect", "", sent_by=self.name)
        self.app.exchanges.append(self.exchange)
        try:
            self.test.disconnect()
        except Exception as error:
            raise self.failure(error) from error

    def rooms(self) -> set[str]:
        """Return the rooms that the connection is in, beside its own."""
        manager = self.app.socketio.server.manager
        sid = manager.sid_from_eio_sid(self.test.eio_sid, "/")
        return set(manager.get_rooms(sid, "/")) - {sid}

    def is_waiting(self, event: str) -> bool:
        """Tell whether an event has arrived since the last time, and leave it there."""
        return any(packet["name"] == event for packet in self.test.queue)

    def received(self) -> list[Message]:
        """Return what has arrived since the last time, and record it."""
        messages = self.test.get_received() if self.connected else []
        new = [(one["name"], first_argument(one["args"])) for one in messages]
        self.app.received[self.name] += new
        return new

    def failure(self, error: Exception) -> CheckFailed:
        """Return the failure of a handler that raised an exception."""
        self.exchange.error = error
        return CheckFailed(
            "The handler of this event raises an exception.",
            "이 이벤트의 핸들러에서 예외가 났어요.",
            exchange=self.exchange,
        )


def first_argument(arguments: Any) -> Any:
    """Return the first argument of an event; the test client keeps that of send() bare."""
    return next(iter(arguments), None) if isinstance(arguments, list | tuple) else arguments
