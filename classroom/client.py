"""Those who visit an app in a check: what they send, and which messages they receive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from flask import Flask
from flask import got_request_exception
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from classroom.error_hints import explain
from classroom.error_hints import where
from classroom.i18n import NOTHING
from classroom.responses import Answer
from classroom.responses import Exchange
from classroom.responses import Failed
from classroom.responses import shown_answer
from classroom.responses import shown_body
from classroom.responses import shown_json
from classroom.routes import explain_route

if TYPE_CHECKING:
    from classroom.api import Site


class Visitor:
    """Someone with a browser, and perhaps an open socket."""

    def __init__(self, site: Site, name: str) -> None:
        self.site = site
        self.name = name
        self.client = site.app.test_client()
        self.socket: Any = None

    def get(self, path: str, **options: Any) -> Answer:
        """Send GET."""
        return self.send("GET", path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        """Send POST: json={...} or data={...} for a form."""
        return self.send("POST", path, **options)

    def put(self, path: str, **options: Any) -> Answer:
        """Send PUT."""
        return self.send("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Answer:
        """Send PATCH."""
        return self.send("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        """Send DELETE."""
        return self.send("DELETE", path, **options)

    def send(self, method: str, path: str, **options: Any) -> Answer:
        """Send a request as Flask's test client takes it; note it, its answer, and what failed in the app."""
        errors: list[Exception] = []
        refusals: list[HTTPException] = []

        def remember(app: Flask, exception: Exception) -> None:
            """Note what failed in the app."""
            errors.append(exception)

        def handle(refusal: HTTPException) -> Any:
            """Note a refusal, and let the app answer it."""
            refusals.append(refusal)
            return Flask.handle_http_exception(self.site.app, refusal)

        self.site.app.handle_http_exception = handle  # type: ignore[method-assign,assignment]
        with got_request_exception.connected_to(remember, self.site.app):
            response = self.open(method, path, options)
        rule = explain_route(self.site.app, method, path)
        came_back = response.status if errors else shown_answer(response)
        exchange = Exchange(f"{method} {path}{shown_body(options)}", came_back, rule)
        self.site.exchanges.append(exchange)
        return Answer(self.site, response, exchange, next(iter(errors), None), next(iter(refusals), None))

    def open(self, method: str, path: str, options: dict[str, Any]) -> TestResponse:
        """Send a request; fail where Flask has no answer to send, as a function on the way out returned none."""
        try:
            return self.client.open(path, method=method, **options)
        except (AttributeError, TypeError) as error:
            if "NoneType" not in str(error) or where(error, self.site.folder):
                raise
            raise Failed(
                "There is no answer to send: a function below @app.after_request, or an error handler, ends without "
                "return response.",
                "보낼 응답이 없어요. @app.after_request 아래의 함수나 오류 처리 함수가 return response 없이 끝나요.",
            ) from error

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie that this browser holds."""
        found = self.client.get_cookie(name)
        return found.value if found else None

    def connect(self, name: str = "") -> Visitor:
        """Open a socket with this browser's cookie; another tab of the same browser is another name."""
        page = Visitor(self.site, name or self.name)
        page.client = self.client
        self.site.received[page.name] = []
        page.socket = self.site.socketio.test_client(self.site.app, flask_test_client=self.client)
        return page

    def emit(self, event: str, data: object) -> Any:
        """Send a message over the socket and return the server's answer, or None."""
        self.site.exchanges.append(Exchange(f"{self.name}: emit({event!r}, {shown_json(data)})", "", NOTHING))
        try:
            return self.socket.emit(event, data, callback=True)
        except Exception as error:
            raise Failed(*explain(error), where=where(error, self.site.folder)) from error

    def hears(self) -> list[tuple[str, Any]]:
        """Return the messages that came since the last time, each as (event, data)."""
        messages = self.socket.get_received() if self.socket.is_connected() else []
        heard = [(message["name"], data_of(message["args"])) for message in messages]
        self.site.received[self.name] += heard
        return heard

    def hears_only(self, *events: str) -> list[tuple[str, Any]]:
        """Return the messages of these events that came since the last time."""
        return [(event, data) for event, data in self.hears() if event in events]


def data_of(arguments: Any) -> Any:
    """Return what came with a message: the first of emit's arguments, or what send() was given."""
    if isinstance(arguments, list):
        return arguments[0] if arguments else None
    return arguments
