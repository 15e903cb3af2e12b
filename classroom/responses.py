"""Responses that checks look at, and failures that explain them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn

from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from classroom.error_hints import explain
from classroom.error_hints import locate
from classroom.i18n import EMPTY
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.api import AppUnderTest

SHOWN_HEADERS = ("Content-Type", "Location", "Allow", "Set-Cookie")
MAX_BODY_LENGTH = 600  # characters of a body that are shown with a failed check


class CheckFailed(Exception):
    """Raised by a check that found something wrong."""

    exchange: Exchange | None = None  # the one to show; the last one by default

    def __init__(self, en: str, ko: str, expected: object = None, actual: object = None, where: str = "") -> None:
        """Store the message in both languages, the expected and actual value, and the learner's line."""
        super().__init__(en)
        self.text = Text(en, ko)
        self.expected = expected
        self.actual = actual
        self.where = where


@dataclass
class Exchange:
    """A request and its response, as shown with a failed check."""

    request: str
    response: str
    rule: Text


@dataclass
class Response:
    """A response to a request of the test client, with what happened in the app."""

    under_test: AppUnderTest
    raw: TestResponse
    exchange: Exchange
    error: Exception | None  # an unhandled exception of the app
    http_error: HTTPException | None  # what a view aborted with, or the routing error

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
    def json(self) -> Any:
        """The body as JSON; fail if it is not JSON."""
        data = self.raw.get_json(silent=True)
        if data is None:
            cause = explain(self.error) if self.error else EMPTY
            self.fail(
                f"{cause.en} The response is {self.raw.content_type}, not JSON: return a dict, or use jsonify(...).",
                f"{cause.ko} 응답이 JSON이 아니에요(Content-Type: {self.raw.content_type}). "
                "딕셔너리나 jsonify(...)를 돌려주세요.",
            )
        return data

    def expect_status(self, status: int, en: str, ko: str) -> Response:
        """Fail unless the response has this status; explain the actual one, then what was expected."""
        if self.status != status:
            cause = self.explain_status(status)
            self.fail(f"{cause.en} {en}".strip(), f"{cause.ko} {ko}".strip(), expected=status, actual=self.status)
        return self

    def expect(self, ok: object, en: str, ko: str, expected: object = None, actual: object = None) -> Response:
        """Fail, showing this response, unless a condition holds."""
        if not ok:
            self.fail(en, ko, expected, actual)
        return self

    def fail(self, en: str, ko: str, expected: object = None, actual: object = None) -> NoReturn:
        """Fail, showing this response."""
        line = locate(self.error, self.under_test.folder) if self.error else ""
        failure = CheckFailed(en.strip(), ko.strip(), expected, actual, line)
        failure.exchange = self.exchange
        raise failure

    def explain_status(self, expected: int) -> Text:
        """Explain why the response has another status than expected, or return an empty text."""
        if self.error:
            return explain(self.error)
        if self.http_error and self.http_error.code == expected:
            return Text(
                f"The code aborts with {expected}, but the error handler responds with {self.status}: keep the status.",
                f"오류 처리 함수에서 상태 코드가 바뀌었어요. 코드의 abort: {expected}, 실제 응답: {self.status}.",
            )
        no_view = self.exchange.rule.en.startswith(("No rule", "Flask redirects"))
        if self.status == 405 or (self.status in (308, 404) and no_view):
            return self.exchange.rule
        if self.http_error:
            en, ko = own_description(self.http_error)
            return Text(
                f"The code rejects this with abort({self.status}). {en}".strip(),
                f"코드에서 abort({self.status}) 호출로 거절했어요. {ko}".strip(),
            )
        return EMPTY


def own_description(error: HTTPException) -> Text:
    """Return the description that the code gave an HTTP error, split at " · " into English and Korean."""
    if error.description == type(error).description:
        return EMPTY
    english, _, korean = (error.description or "").partition(" · ")
    return Text(english, korean or english)


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
    """Format the status, the important headers and the body of a response."""
    headers = [f"{name}: {value}" for name, value in response.headers if name in SHOWN_HEADERS]
    body = response.get_data(as_text=True).strip()
    if len(body) > MAX_BODY_LENGTH:
        body = body[:MAX_BODY_LENGTH] + " ..."
    return "\n".join([response.status, *headers, "", body])
