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
from classroom.error_hints import where
from classroom.i18n import NOTHING
from classroom.i18n import Words

if TYPE_CHECKING:
    from classroom.api import Site

HEADERS_THAT_MATTER = ("Content-Type", "Location", "Allow", "Set-Cookie")
LONGEST_BODY = 600  # characters of a body that a failing check shows


class Failed(Exception):
    """What a check found is not as it must be."""

    exchange: Exchange | None = None  # the one that shows it; else it is the last

    def __init__(self, en: str, ko: str, expected: object = None, actual: object = None, where: str = "") -> None:
        """Note what that means in both languages, what was expected and found, and the learner's line."""
        super().__init__(en)
        self.words = Words(en, ko)
        self.expected = expected
        self.actual = actual
        self.where = where


@dataclass
class Exchange:
    """A request and its answer, as a failing check shows them."""

    sent: str
    came_back: str
    rule: Words


@dataclass
class Answer:
    """What came back."""

    site: Site
    response: TestResponse
    exchange: Exchange
    error: Exception | None  # what failed in the app
    refusal: HTTPException | None  # what a view aborted with, or why no rule took the request

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @property
    def headers(self) -> Any:
        """The headers."""
        return self.response.headers

    @property
    def text(self) -> str:
        """The body as text."""
        return self.response.get_data(as_text=True)

    @property
    def json(self) -> Any:
        """The body as JSON; fails where it is none."""
        data = self.response.get_json(silent=True)
        if data is None:
            cause = explain(self.error) if self.error else NOTHING
            self.fail(
                f"{cause.en} The answer is not JSON but {self.response.content_type}: return a dict, or jsonify(...).",
                f"{cause.ko} 응답이 JSON이 아니라 {self.response.content_type}이에요. "
                "딕셔너리나 jsonify(...)를 돌려주세요.",
            )
        return data

    def expect(self, status: int, en: str, ko: str) -> Answer:
        """Fail unless the answer has this status; say why it has another, then what is expected."""
        if self.status != status:
            cause = self.cause(status)
            self.fail(f"{cause.en} {en}".strip(), f"{cause.ko} {ko}".strip(), expected=status, actual=self.status)
        return self

    def must(self, ok: object, en: str, ko: str, expected: object = None, actual: object = None) -> Answer:
        """Fail, showing this answer, unless something is so."""
        if not ok:
            self.fail(en, ko, expected, actual)
        return self

    def fail(self, en: str, ko: str, expected: object = None, actual: object = None) -> NoReturn:
        """Fail, showing this answer."""
        line = where(self.error, self.site.folder) if self.error else ""
        failure = Failed(en.strip(), ko.strip(), expected, actual, line)
        failure.exchange = self.exchange
        raise failure

    def cause(self, expected: int) -> Words:
        """Return what explains that the answer has another status than expected, as far as that can be seen."""
        if self.error:
            return explain(self.error)
        if self.refusal and self.refusal.code == expected:
            return Words(
                f"The code refuses by {expected}, but the error handler answers {self.status}: it loses the status.",
                f"코드는 {expected}로 거절했는데 오류 처리 함수가 {self.status}로 답해요. 상태 코드를 잃어버렸어요.",
            )
        no_view = self.exchange.rule.en.startswith(("No rule", "Flask redirects"))
        if self.status == 405 or (self.status in (308, 404) and no_view):
            return self.exchange.rule
        if self.refusal:
            said = self.refusal.description if self.refusal.description != type(self.refusal).description else ""
            return Words(
                f"The code refuses this by abort({self.status}). {said}".strip(),
                f"코드가 abort({self.status})로 거절했어요. {said}".strip(),
            )
        return NOTHING


def shown_json(value: object) -> str:
    """Return a value as JSON, Korean readable."""
    return json.dumps(value, ensure_ascii=False, default=str)


def shown_body(options: dict[str, Any]) -> str:
    """Return what a request carries, as a failing check shows it."""
    lines = [f"{name}: {value}" for name, value in dict(options.get("headers", {})).items()]
    if "json" in options:
        lines.append(f"Content-Type: application/json\n\n{shown_json(options['json'])}")
    elif "data" in options:
        data = options["data"]
        form = "&".join(f"{name}={value}" for name, value in data.items()) if isinstance(data, dict) else str(data)
        lines.append(f"Content-Type: {options.get('content_type', 'application/x-www-form-urlencoded')}\n\n{form}")
    return "".join(f"\n{line}" for line in lines)


def shown_answer(response: TestResponse) -> str:
    """Return status, headers that matter, and body of an answer, as a failing check shows them."""
    headers = [f"{name}: {value}" for name, value in response.headers if name in HEADERS_THAT_MATTER]
    body = response.get_data(as_text=True).strip()
    if len(body) > LONGEST_BODY:
        body = body[:LONGEST_BODY] + " ..."
    return "\n".join([response.status, *headers, "", body])
