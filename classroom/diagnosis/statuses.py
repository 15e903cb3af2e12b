"""Say why a response has another status than is expected."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from flask import Response

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.facts import Looks
from classroom.diagnosis.paths import Fact
from classroom.diagnosis.response_slips import HEADERS
from classroom.diagnosis.response_slips import in_the_body
from classroom.diagnosis.responses import RESPONSES
from classroom.diagnosis.responses import last_return
from classroom.diagnosis.responses import wrong_type_sent
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import name_of
from classroom.diagnosis.trace import Run
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import Outcome

MEANINGS: dict[object, tuple[str, str]] = {
    400: ("what was sent is wrong", "보낸 것이 잘못됐다"),
    401: ("nobody is logged in", "로그인하지 않았다"),
    403: ("this person is known, but may not do it", "누구인지 알지만 권한이 없다"),
    404: ("there is no such thing", "그런 것이 없다"),
    405: ("this method is not allowed here", "이 메서드는 쓸 수 없다"),
    415: ("the body has another type than can be read", "본문이 읽을 수 없는 형식이다"),
}


def looks_at(outcome: Outcome) -> Looks:
    """Return the looks at what came of a response, as facts are looked for."""
    return (
        *RESPONSES,
        header_in_a_dict,
        *(partial(look, outcome) for look in (wrong_type_sent, status_missing, error_without_status, other_status)),
    )


def status_missing(outcome: Outcome, function: Function, run: Run) -> Fact | None:
    """A body without a status, where 201 is expected."""
    failure = outcome.failure
    parts = run.returned if isinstance(run.returned, tuple) else (run.returned,)
    has_status = any(isinstance(one, int | str) for one in parts[1:]) or isinstance(parts[0], Response)
    if failure is None or (failure.expected, failure.actual) != (201, 200) or run.failed or run.caller or has_status:
        return None
    return Text(
        f"{function.name}() returns no status here, and without one a response is a 200. Write 201 behind the body: "
        "`return ..., 201`; headers come third.",
        f"{function.name}()가 상태 코드를 돌려주지 않아서 200이 나가요. 본문 다음에 201을 쓰세요: "
        "`return ..., 201`. 헤더는 세 번째예요.",
    ), last_return(function, run)


def error_without_status(outcome: Outcome, function: Function, run: Run) -> Fact | None:
    """A dict that tells of an error, and goes out as a 200."""
    failure = outcome.failure
    expected = failure.expected if failure else None
    node = last_return(function, run)
    told = code(node.value) if isinstance(node, ast.Return) and node.value else ""
    if failure is None or failure.actual != 200 or expected not in MEANINGS or run.caller or "rror" not in told:
        return None
    return Text(
        f"`{shorten(told)}` says that there is an error, but the status is what a program looks at, and without one it "
        f"is 200. Here it has to be {expected}: write it behind the body, or use abort({expected}).",
        f"`{shorten(told)}`: 오류라고 쓰여 있지만 프로그램은 상태 코드를 봐요. 상태 코드가 없으면 200이에요. 여기에 "
        f"맞는 상태 코드는 {expected}예요. 본문 다음에 쓰거나 abort({expected})를 쓰세요.",
    ), node


def header_in_a_dict(function: Function, run: Run) -> Fact | None:
    """A header that was put into the dict that is the body."""
    body = run.returned[0] if isinstance(run.returned, tuple) and run.returned else run.returned
    header = next((one for one in HEADERS if isinstance(body, dict) and one in body), None)
    if header is None or run.caller:
        return None
    named = (one for one in ast.walk(function) if isinstance(one, ast.Constant) and one.value == header)
    return in_the_body(header), next(named, function)


def other_status(outcome: Outcome, function: Function, run: Run) -> Fact | None:
    """A status that rejects, where another one is expected."""
    failure = outcome.failure
    numbers = [failure.actual, failure.expected] if failure else []
    if failure is None or not all(type(one) is int and one in MEANINGS for one in numbers):
        return None
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and node.value == failure.actual and node.lineno in run.lines:
            (mine, mine_ko), (right, right_ko) = MEANINGS[failure.actual], MEANINGS[failure.expected]
            actual, expected = str(failure.actual), str(failure.expected)
            return Text(
                f"This line answers {actual}, which means: {mine}. What fits here is {expected}: {right}.",
                f"이 줄의 응답 {actual}의 뜻: {mine_ko}. 여기에 맞는 응답: {expected}({right_ko}).",
            ), node
    return None


def method_not_allowed(outcome: Outcome, function: Function) -> Fact | None:
    """A route without methods, where something else than GET comes."""
    failure = outcome.failure
    if failure is None or failure.actual != 405 or failure.expected == 405 or failure.exchange is None:
        return None
    method = failure.exchange.request.split()[0]
    for route in function.decorator_list:
        if isinstance(route, ast.Call) and name_of(route) == "route" and "methods" not in code(route):
            return Text(
                f"`@{code(route)}` accepts GET only, because it names no methods, and {method} came. Write "
                f'methods=["{method}"] in it.',
                f"`@{code(route)}`: methods가 없어서 GET만 받는데, {method} 요청이 왔어요. "
                f'methods=["{method}"]를 쓰세요.',
            ), route
    return None
