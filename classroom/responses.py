"""What came back in a check, and what is to be said where it is not as it must be."""

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
MAX_BODY_LENGTH = 600  # characters of a body that a failing check shows


class CheckFailed(Exception):
    """What a check found is not as it must be."""

    exchange: Exchange | None = None  # the one that shows it; else it is the last

    def __init__(self, en: str, ko: str, expected: object = None, actual: object = None, where: str = "") -> None:
        """Note what that means in both languages, what was expected and found, and the learner's line."""
        super().__init__(en)
        self.text = Text(en, ko)
        self.expected = expected
        self.actual = actual
        self.where = where


@dataclass
class Exchange:
    """A request and its answer, as a failing check shows them."""

    request: str
    response: str
    rule: Text


@dataclass
class Response:
    """What came back."""

    under_test: AppUnderTest
    raw: TestResponse
    exchange: Exchange
    error: Exception | None  # what failed in the app
    http_error: HTTPException | None  # what a view aborted with, or why no rule took the request

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
        """The body as JSON; fails where it is none."""
        data = self.raw.get_json(silent=True)
        if data is None:
            cause = explain(self.error) if self.error else EMPTY
            self.fail(
                f"{cause.en} The answer is not JSON but {self.raw.content_type}: return a dict, or jsonify(...).",
                f"{cause.ko} 응답이 JSON이 아니라 {self.raw.content_type}이에요. 딕셔너리나 jsonify(...)를 돌려주세요.",
            )
        return data

    def expect_status(self, status: int, en: str, ko: str) -> Response:
        """Fail unless the answer has this status; say why it has another, then what is expected."""
        if self.status != status:
            cause = self.explain_status(status)
            self.fail(f"{cause.en} {en}".strip(), f"{cause.ko} {ko}".strip(), expected=status, actual=self.status)
        return self

    def expect(self, ok: object, en: str, ko: str, expected: object = None, actual: object = None) -> Response:
        """Fail, showing this answer, unless something is so."""
        if not ok:
            self.fail(en, ko, expected, actual)
        return self

    def fail(self, en: str, ko: str, expected: object = None, actual: object = None) -> NoReturn:
        """Fail, showing this answer."""
        line = locate(self.error, self.under_test.folder) if self.error else ""
        failure = CheckFailed(en.strip(), ko.strip(), expected, actual, line)
        failure.exchange = self.exchange
        raise failure

    def explain_status(self, expected: int) -> Text:
        """Return what explains that the answer has another status than expected, as far as that can be seen."""
        if self.error:
            return explain(self.error)
        if self.http_error and self.http_error.code == expected:
            return Text(
                f"The code refuses by {expected}, but the error handler answers {self.status}: it loses the status.",
                f"코드는 {expected}로 거절했는데 오류 처리 함수가 {self.status}로 답해요. 상태 코드를 잃어버렸어요.",
            )
        no_view = self.exchange.rule.en.startswith(("No rule", "Flask redirects"))
        if self.status == 405 or (self.status in (308, 404) and no_view):
            return self.exchange.rule
        if self.http_error:
            description = (
                self.http_error.description if self.http_error.description != type(self.http_error).description else ""
            )
            return Text(
                f"The code refuses this by abort({self.status}). {description}".strip(),
                f"코드가 abort({self.status})로 거절했어요. {description}".strip(),
            )
        return EMPTY


def format_json(value: object) -> str:
    """Return a value as JSON, Korean readable."""
    return json.dumps(value, ensure_ascii=False, default=str)


def format_body(options: dict[str, Any]) -> str:
    """Return what a request carries, as a failing check shows it."""
    lines = [f"{name}: {value}" for name, value in dict(options.get("headers", {})).items()]
    if "json" in options:
        lines.append(f"Content-Type: application/json\n\n{format_json(options['json'])}")
    elif "data" in options:
        data = options["data"]
        form = "&".join(f"{name}={value}" for name, value in data.items()) if isinstance(data, dict) else str(data)
        lines.append(f"Content-Type: {options.get('content_type', 'application/x-www-form-urlencoded')}\n\n{form}")
    return "".join(f"\n{line}" for line in lines)


def format_response(response: TestResponse) -> str:
    """Return status, headers that matter, and body of an answer, as a failing check shows them."""
    headers = [f"{name}: {value}" for name, value in response.headers if name in SHOWN_HEADERS]
    body = response.get_data(as_text=True).strip()
    if len(body) > MAX_BODY_LENGTH:
        body = body[:MAX_BODY_LENGTH] + " ..."
    return "\n".join([response.status, *headers, "", body])
