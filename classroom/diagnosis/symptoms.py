"""Name the causes that only the response shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException

from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.places import places_in
from classroom.diagnosis.places import values_at
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import Outcome


def find_symptom(outcome: Outcome, hunk: Hunk | None, folder: Path) -> Text | None:
    """Return the cause that a response shows, or None."""
    failure, http_error = outcome.failure, http_error_of(outcome)
    if failure is None or http_error is None:
        return None
    handler = hunk.function if hunk and hunk.function not in ("", "get_post") else "handle_error"
    if http_error.code == failure.expected and failure.actual != failure.expected:
        return Text(
            f"The code aborts with {http_error.code}, but the error handler {handler}() answers {failure.actual}: the "
            f"status is lost. error.get_response() already has it; error.code is its number.",
            f"오류 처리 함수 {handler}()에서 상태 코드가 사라졌어요. abort의 상태 코드: {http_error.code}, 실제 응답: "
            f"{failure.actual}. error.get_response()에 이미 들어 있고, 번호는 error.code예요.",
        )
    if http_error.code == 405 and "Allow" in failure.text.en:
        return Text(
            f"The error handler {handler}() builds a new response, and the header Allow is lost. Change the response "
            f"that error.get_response() returns: it already has Allow.",
            f"오류 처리 함수 {handler}()가 응답을 새로 만들어서 Allow 헤더가 사라졌어요. "
            "error.get_response()가 돌려주는 응답을 고치세요. Allow가 이미 들어 있어요.",
        )
    places = places_in(http_error, folder)
    text, known = explain(http_error)
    is_its_line = places and hunk and hunk.file == places[-1].file and hunk.mine[0] < places[-1].line <= hunk.mine[1]
    return text if known and is_its_line else None


def find_abort(outcome: Outcome, folder: Path) -> Text | None:
    """Say which line's abort ended a request that should have gone on, or return None."""
    failure, http_error = outcome.failure, http_error_of(outcome)
    if failure is None or http_error is None or http_error.code == failure.expected:
        return None
    places = places_in(http_error, folder)
    if not places:
        return None
    values = values_at(http_error, folder)
    shown = ", ".join(f"{name} = {value}" for name, value in values.items())
    there, there_ko = (f" There: {shown}.", f" 그때의 값: {shown}.") if shown else ("", "")
    return Text(
        f"abort({http_error.code}) ends this request on line {places[-1].line}, where it should go on.{there}",
        f"{places[-1].line}번째 줄의 abort({http_error.code})이 계속돼야 할 요청을 끝냈어요.{there_ko}",
    )


def http_error_of(outcome: Outcome) -> HTTPException | None:
    """Return what the code aborted with in the exchange that failed, or None."""
    exchange = outcome.failure.exchange if outcome.failure else None
    error = exchange.http_error if exchange else None
    return error if isinstance(error, HTTPException) else None
