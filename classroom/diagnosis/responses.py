"""Say which response a learner's function made, and what became of it."""

from __future__ import annotations

import ast
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any

from flask import Response

from classroom.diagnosis.edits import code
from classroom.diagnosis.paths import Fact
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import name_of
from classroom.diagnosis.trace import Run
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import Outcome

MAKERS = ("make_response", "jsonify", "redirect", "Response", "get_response")


def wrong_type_sent(outcome: Outcome, function: Function, run: Run) -> Fact | None:
    """A text, or a header of its own, where JSON is expected."""
    failure = outcome.failure
    if failure is None or failure.expected != "application/json" or run.failed:
        return None
    parts = run.returned if isinstance(run.returned, tuple) else (run.returned,)
    names = [name.lower() for headers in parts[1:] for name in header_names(headers)]
    if "content-type" in names:
        return Text(
            f"The headers that {function.name}() returns contain Content-Type: {failure.actual}. It replaces the type "
            "of the new body, so leave it out.",
            f"{function.name}()가 돌려주는 헤더에 Content-Type: {failure.actual}이 들어 있어요. 새 본문의 종류를 "
            "덮어쓰니까 빼세요.",
        ), last_return(function, run)
    if isinstance(parts[0], str | bytes):
        return Text(
            f"{function.name}() returns a text here, and Flask sends a text as HTML. Return the dict itself, or "
            "jsonify(...).",
            f"{function.name}()가 여기에서 문자열을 돌려줘요. Flask는 문자열을 HTML로 보내요. 딕셔너리 그대로, 또는 "
            "jsonify(...)를 돌려주세요.",
        ), last_return(function, run)
    return None


def other_question(function: Function, run: Run) -> Fact | None:
    """`request.is_json` where wants_json() is meant."""
    for node in ast.walk(function):
        if code(node) == "request.is_json" and any("wants_json" in known for known in run.known):
            return Text(
                "`request.is_json` tells what was sent. What the browser or script wants back is another question: the "
                "header Accept answers it, and wants_json() reads that.",
                "`request.is_json`은 무엇을 보냈는지 알려 줘요. 무엇을 받고 싶어 하는지는 다른 질문이고, Accept 헤더가 "
                "답해요. wants_json()이 그 헤더를 읽어요.",
            ), node
    return None


def header_names(headers: Any) -> list[str]:
    """Return the names of headers, which may be a dict or pairs; nothing of a status."""
    if isinstance(headers, int | str):
        return []
    return [str(one[0] if isinstance(one, tuple) else one) for one in headers or ()]


def last_return(function: Function, run: Run) -> ast.AST:
    """Return the return that ran."""
    returns = {one.lineno: one for one in ast.walk(function) if isinstance(one, ast.Return)}
    return next((returns[line] for line in reversed(run.lines) if line in returns), function)


def response_to_caller(function: Function, run: Run) -> Fact | None:
    """A response that is returned to another function of the learner's, which goes on with it."""
    status = status_of(run.returned)
    if not run.caller or status is None:
        return None
    to, ko = f"{run.caller}(), which called it", f"{run.caller}()"
    if status >= HTTPStatus.BAD_REQUEST:
        text = Text(
            f"{function.name}() returns a response of {status} to {to}, and not to the browser: only what a view "
            f"itself returns is sent. To end the request here, call abort({status}).",
            f"{function.name}()가 돌려준 {status} 응답은 브라우저가 아니라 자기를 호출한 {ko}로 가요. 뷰가 돌려주는 "
            f"것만 나가요. 여기에서 요청을 끝내려면 abort({status})를 호출하세요.",
        )
    else:
        text = Text(
            f"{function.name}() returns a response of {status} to {to}: only what a view itself returns is sent, so "
            f"{run.caller}() must return it.",
            f"{function.name}()가 돌려준 {status} 응답은 자기를 호출한 {ko}로 가요. 뷰가 돌려주는 것만 나가니까, "
            f"{ko}에서 return으로 돌려주세요.",
        )
    return text, last_return(function, run)


def status_of(returned: object) -> int | None:
    """Return the status of what was returned, if it is a response with one of its own."""
    if isinstance(returned, Response):
        return returned.status_code if returned.status_code >= 300 else None
    status = returned[1] if isinstance(returned, tuple) and len(returned) > 1 else None
    return status if type(status) is int and 300 <= status < 600 else None


def response_dropped(function: Function, run: Run) -> Fact | None:
    """A response that is given a status, a header or a cookie, and then not returned."""
    for name in made_here(function):
        uses = [one for one in ast.walk(function) if isinstance(one, ast.Name) and one.id == name]
        based = [one for one in ast.walk(function) if changes(one, name)]
        if based and len(uses) == 1 + len(based):
            shown = code(based[0])
            return Text(
                f"`{shown}` changes `{name}`, but {function.name}() does not return it, so the change is lost. Return "
                f"that: `return {name}`.",
                f"`{shown}` 줄이 `{name}`에 넣은 것이 사라져요. {function.name}()가 다른 것을 돌려주기 때문이에요. "
                f"이렇게 돌려주세요: `return {name}`.",
            ), last_return(function, run)
    return None


def made_here(function: Function) -> list[str]:
    """Return the names that are set to a new response."""
    assigned = [one for one in ast.walk(function) if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call)]
    return [code(one.targets[0]) for one in assigned if name_of(one.value) in MAKERS]


def changes(node: ast.AST, name: str) -> bool:
    """Tell whether a statement changes the response of this name."""
    if isinstance(node, ast.Assign):
        return code(node.targets[0]).startswith((f"{name}.", f"{name}["))
    return isinstance(node, ast.Expr) and code(node).startswith((f"{name}.set_cookie(", f"{name}.headers."))


def counter_made_anew(function: Function, run: Run) -> Fact | None:
    """`count(3)` within a view, which begins again with each request."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and name_of(node) == "count" and code(node) not in run.known:
            is_method = isinstance(node.func, ast.Attribute) and code(node.func.value) != "itertools"
            if not is_method:
                return Text(
                    f"`{code(node)}` makes a new counter each time that {function.name}() runs, so it always begins "
                    "with the same number. Make the counter once, outside of the function.",
                    f"`{code(node)}`: {function.name}()가 실행될 때마다 카운터를 새로 만들어서 늘 같은 수부터 "
                    "시작해요. 카운터는 함수 밖에서 한 번만 만드세요.",
                ), node
    return None


RESPONSES = (response_to_caller, response_dropped, counter_made_anew, other_question)
