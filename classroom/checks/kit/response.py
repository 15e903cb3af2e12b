"""A response that a check looks at."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn
from urllib.parse import unquote
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from classroom.checks.kit.compare import difference
from classroom.checks.kit.failure import CheckFailed
from classroom.checks.kit.failure import Exchange
from classroom.checks.kit.page import Page
from classroom.checks.kit.rules import matching_rule
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit.site import AppUnderTest

REDIRECTS = {302, 303}  # after a POST both make the browser ask by GET
SHOWN_HEADERS = ("Content-Type", "Location", "Allow", "Set-Cookie", "X-Route")
MAX_BODY_LENGTH = 600  # characters of a body that are shown with a failed check


class Response:
    """A response of the app, compared with what is expected of it."""

    def __init__(self, app: AppUnderTest, raw: TestResponse, exchange: Exchange) -> None:
        """Store the response and the exchange that it ends."""
        self.app = app
        self.raw = raw
        self.exchange = exchange

    @property
    def status(self) -> int:
        """The status code."""
        return self.raw.status_code

    @property
    def headers(self) -> Any:
        """The headers."""
        return self.raw.headers

    @property
    def text(self) -> str:
        """The body as text."""
        return self.raw.get_data(as_text=True)

    @property
    def location(self) -> str | None:
        """The path and query of the header Location, with readable letters."""
        if self.raw.location is None:
            return None
        parts = urlsplit(self.raw.location)
        return unquote(parts.path) + (f"?{parts.query}" if parts.query else "")

    @property
    def allowed(self) -> set[str]:
        """The methods in the header Allow."""
        return {method.strip() for method in self.headers.get("Allow", "").split(",")} - {""}

    @property
    def json(self) -> Any:
        """The body as JSON; fail if it is not JSON."""
        data = self.raw.get_json(silent=True)
        if data is None:
            kind = self.raw.mimetype or "-"
            self.fail("The response is not JSON.", "응답이 JSON이 아니에요.", "application/json", kind)
        return data

    @property
    def message(self) -> str:
        """What abort was given, or else the body."""
        return str(getattr(self.exchange.http_error, "description", self.text))

    @cached_property
    def page(self) -> Page:
        """The body as a page; fail if it is not HTML."""
        kind = self.raw.mimetype or "-"
        self.expect_that(
            kind == "text/html", "The response is not a page.", "응답이 페이지(HTML)가 아니에요.", "text/html", kind
        )
        return Page(self)

    def expect(self, status: int, *, json: object = None, location: str | None = None) -> Response:
        """Fail unless the response has this status, and this JSON and Location where they are given."""
        fits = self.status == status or (status in REDIRECTS and self.status in REDIRECTS)
        self.expect_that(fits, *status_text(self.status, status), expected=status, actual=self.status)
        if location is not None:
            self.expect_that(
                self.location == location,
                "The header Location is not as expected.",
                "헤더 Location이 기대와 달라요.",
                expected=location,
                actual=self.location or "-",
            )
        if json is not None:
            self.expect_json(json)
        return self

    def expect_json(self, expected: object) -> Response:
        """Fail, naming the first difference, unless the body is this JSON; objects may have more keys."""
        found = difference(expected, self.json)
        if found:
            shown = "(text)" if callable(found.expected) else found.expected
            self.fail(*found.text, shown, found.actual)
        return self

    def expect_rejected(self, status: int, *words: str) -> Response:
        """Fail unless this is an error with a message that contains these words."""
        self.expect(status)
        for word in words:
            self.expect_that(
                word in self.text,
                f"The message does not say: {word}",
                f"메시지에 이 말이 없어요: {word}",
                expected=word,
                actual=self.text,
            )
        return self

    def expect_header(self, name: str, value: str) -> Response:
        """Fail unless a header has this value."""
        return self.expect_that(
            self.headers.get(name) == value,
            f"The header {name} is not as expected.",
            f"헤더 {name} 값이 기대와 달라요.",
            expected=value,
            actual=self.headers.get(name) or "-",
        )

    def expect_route(self) -> Response:
        """Fail unless the header X-Route names the rule that matched and its endpoint."""
        rule = matching_rule(self.app.flask, self.raw.request.method, self.raw.request.path)
        return self.expect_header("X-Route", f"{rule} -> {rule.endpoint}" if rule else "None -> None")

    def expect_that(self, ok: object, en: str, ko: str, expected: object = None, actual: object = None) -> Response:
        """Fail, showing this response, unless a condition holds."""
        if not ok:
            self.fail(en, ko, expected, actual)
        return self

    def fail(self, en: str, ko: str, expected: object = None, actual: object = None) -> NoReturn:
        """Fail, showing this response."""
        raise CheckFailed(en, ko, expected, actual, self.exchange)


def status_text(actual: int, expected: int) -> Text:
    """Say that a status is not as expected."""
    return Text(
        f"The status is {actual}, but {expected} is expected.", f"상태 코드: {actual}. 기대한 상태 코드: {expected}."
    )


def format_json(value: object) -> str:
    """Format a value as JSON, with Korean letters unescaped."""
    return json.dumps(value, ensure_ascii=False, default=str)


def format_body(options: dict[str, Any]) -> str:
    """Format the headers and body of a request."""
    lines = [f"{name}: {value}" for name, value in dict(options.get("headers", {})).items()]
    if "json" in options:
        lines.append(f"Content-Type: application/json\n\n{format_json(options['json'])}")
    elif "data" in options:
        data = options["data"]
        form = "&".join(f"{name}={value}" for name, value in data.items()) if isinstance(data, dict) else str(data)
        lines.append(f"Content-Type: {options.get('content_type', 'application/x-www-form-urlencoded')}\n\n{form}")
    return "".join(f"\n{line}" for line in lines)


def format_response(response: TestResponse) -> str:
    """Format the status and the important headers of a response, and its body unless it is a page."""
    headers = [f"{name}: {unquote(value)}" for name, value in response.headers if name in SHOWN_HEADERS]
    if response.mimetype == "text/html":
        return "\n".join([response.status, *headers])
    body = response.get_data(as_text=True).strip()
    if len(body) > MAX_BODY_LENGTH:
        body = body[:MAX_BODY_LENGTH] + " ..."
    return "\n".join([response.status, *headers, "", body])
