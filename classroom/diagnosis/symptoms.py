"""Name the causes that only the response shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException

from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.places import places_in
from classroom.diagnosis.places import values_at
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import CheckFailed
    from classroom.checks.kit import Outcome


def find_symptom(outcome: Outcome, hunk: Hunk | None, folder: Path) -> Text | None:
    """Return the cause that a response shows, or None."""
    failure, http_error = outcome.failure, http_error_of(outcome)
    if failure is not None and (body := python_for_json(failure)):
        return Text(
            f"The body is not JSON but Python: {body} str() and f-strings write a dict with single quotes, True and "
            "None. Use jsonify(...) or app.json.dumps(...).",
            f"본문이 JSON이 아니라 파이썬 표기예요: {body} str()와 f-문자열은 딕셔너리를 작은따옴표, True, None으로 "
            "써요. jsonify(...)나 app.json.dumps(...)를 쓰세요.",
        )
    if failure is not None and failure.exchange and (failure.expected, failure.actual) == (302, 200) and hunk is None:
        return Text(
            "The form is answered with a page. After a POST, send a redirect: return redirect(...). Otherwise a reload "
            "sends the form again.",
            "폼에 페이지로 응답했어요. POST 다음에는 리다이렉트하세요: return redirect(...). 안 그러면 "
            "새로고침할 때 폼이 다시 보내져요.",
        )
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


def python_for_json(failure: CheckFailed) -> str:
    """Return the body of a response, if it is a dict as Python writes it."""
    body = failure.exchange.response.rpartition("\n")[2] if failure.exchange else ""
    return body if re.match(r"\{'\w+': ", body) and len(body) < 300 else ""


def find_abort(outcome: Outcome, folder: Path) -> Text | None:
    """Say which line's abort ended a request that should have gone on, or return None."""
    failure, http_error = outcome.failure, http_error_of(outcome)
    if failure is None or http_error is None or http_error.code == failure.expected:
        return None
    if failure.expected is None and isinstance(failure.actual, str):
        return None  # it is about what the error says
    places = places_in(http_error, folder)
    if not places:
        return None
    if type(failure.expected) is not int and type(failure.actual) is not int:
        return Text(
            f"abort({http_error.code}) on line {places[-1].line} answers with the general error page. To show a "
            f"page of its own, return it with the status: return render_template(...), {http_error.code}.",
            f"{places[-1].line}번째 줄의 abort({http_error.code})은 공통 오류 페이지로 응답해요. 자기 페이지를 "
            f"보이려면 상태 코드와 함께 돌려주세요: return render_template(...), {http_error.code}.",
        )
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
