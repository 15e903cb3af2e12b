"""Send requests to the app under test, and record them with their responses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from flask import Flask
from flask import got_request_exception
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from classroom.error_hints import locate
from classroom.responses import CheckFailed
from classroom.responses import Exchange
from classroom.responses import Response
from classroom.responses import format_body
from classroom.responses import format_response
from classroom.routes import explain_route

if TYPE_CHECKING:
    from classroom.api import AppUnderTest


class Client:
    """A browser with its own cookies, and optionally a socket."""

    def __init__(self, under_test: AppUnderTest, name: str) -> None:
        self.under_test = under_test
        self.name = name
        self.test_client = under_test.app.test_client()
        self.socket: Any = None

    def get(self, path: str, **options: Any) -> Response:
        """Send GET."""
        return self.send("GET", path, **options)

    def post(self, path: str, **options: Any) -> Response:
        """Send POST: json={...} or data={...} for a form."""
        return self.send("POST", path, **options)

    def put(self, path: str, **options: Any) -> Response:
        """Send PUT."""
        return self.send("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Response:
        """Send PATCH."""
        return self.send("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Response:
        """Send DELETE."""
        return self.send("DELETE", path, **options)

    def send(self, method: str, path: str, **options: Any) -> Response:
        """Send a request with the options of Flask's test client, and record what happens."""
        errors: list[Exception] = []
        http_errors: list[HTTPException] = []

        def record_error(app: Flask, exception: Exception) -> None:
            """Record an unhandled exception of the app."""
            errors.append(exception)

        def record_http_error(http_error: HTTPException) -> Any:
            """Record an HTTP error, and let the app handle it."""
            http_errors.append(http_error)
            return Flask.handle_http_exception(self.under_test.app, http_error)

        self.under_test.app.handle_http_exception = record_http_error  # type: ignore[method-assign,assignment]
        with got_request_exception.connected_to(record_error, self.under_test.app):
            response = self.open(method, path, options)
        rule = explain_route(self.under_test.app, method, path)
        shown = response.status if errors else format_response(response)
        exchange = Exchange(f"{method} {path}{format_body(options)}", shown, rule)
        self.under_test.exchanges.append(exchange)
        return Response(self.under_test, response, exchange, next(iter(errors), None), next(iter(http_errors), None))

    def open(self, method: str, path: str, options: dict[str, Any]) -> TestResponse:
        """Send a request; fail if Flask has no response to send because a function returned None."""
        try:
            return self.test_client.open(path, method=method, **options)
        except (AttributeError, TypeError) as error:
            if "NoneType" not in str(error) or locate(error, self.under_test.folder):
                raise
            raise CheckFailed(
                "There is no response to send: a function under @app.after_request, or an error handler, ends without "
                "return response.",
                "보낼 응답이 없어요. @app.after_request 아래의 함수나 오류 처리 함수가 return response 없이 끝나요.",
            ) from error

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie in this browser, or None."""
        found = self.test_client.get_cookie(name)
        return found.value if found else None

    def connect(self, name: str = "") -> Client:
        """Open a tab of this browser with a socket; give a second tab another name."""
        tab = Client(self.under_test, name or self.name)
        tab.test_client = self.test_client
        self.under_test.received[tab.name] = []
        tab.socket = self.under_test.socketio.test_client(self.under_test.app, flask_test_client=self.test_client)
        return tab
