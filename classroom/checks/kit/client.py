"""Send requests to the app under test, and record them with their responses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from flask import Flask
from flask import got_request_exception
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from classroom.checks.kit.failure import CheckFailed
from classroom.checks.kit.failure import Exchange
from classroom.checks.kit.response import Response
from classroom.checks.kit.response import format_body
from classroom.checks.kit.response import format_response
from classroom.checks.kit.rules import explain_rule
from classroom.checks.kit.socket import Socket

if TYPE_CHECKING:
    from classroom.checks.kit.site import AppUnderTest


class Client:
    """A browser with its own cookies."""

    def __init__(self, app: AppUnderTest, name: str) -> None:
        """Open a browser without cookies."""
        self.app = app
        self.name = name
        self.test_client = app.flask.test_client()

    def get(self, path: str, **options: Any) -> Response:
        """Send GET."""
        return self.send("GET", path, **options)

    def post(self, path: str, **options: Any) -> Response:
        """Send POST: json={...}, or data={...} for a form."""
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
        flask = self.app.flask
        rule = explain_rule(flask, method, path)
        exchange = Exchange(f"{method} {path}{format_body(options)}", "", rule, sent_by=self.name)
        self.app.exchanges.append(exchange)

        def record_error(app: Flask, exception: BaseException) -> None:
            """Record an unhandled exception of the app."""
            exchange.error = exception

        def record_http_error(http_error: HTTPException) -> Any:
            """Record an HTTP error, and let the app handle it."""
            exchange.http_error = http_error
            return Flask.handle_http_exception(flask, http_error)

        flask.handle_http_exception = record_http_error  # type: ignore[method-assign,assignment]
        with got_request_exception.connected_to(record_error, flask):
            response = self.open(method, path, options, exchange)
        exchange.response = response.status if exchange.error else format_response(response)
        return Response(self.app, response, exchange)

    def open(self, method: str, path: str, options: dict[str, Any], exchange: Exchange) -> TestResponse:
        """Send a request; fail if Flask has no response to send."""
        try:
            return self.test_client.open(path, method=method, buffered=True, **options)
        except Exception as error:
            exchange.error = error
            raise CheckFailed("The app sends no response.", "앱이 응답을 보내지 못해요.", exchange=exchange) from error

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie in this browser, or None."""
        found = self.test_client.get_cookie(name)
        return found.value if found else None

    @property
    def session(self) -> dict[str, Any]:
        """What the session in the cookie of this browser holds."""
        with self.test_client.session_transaction() as session:
            return dict(session)

    def connect(self, name: str = "") -> Socket:
        """Open a page of this browser with a socket; give a second one another name."""
        return Socket(self, name or self.name)
