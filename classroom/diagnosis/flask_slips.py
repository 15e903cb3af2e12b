"""Slips in the use of Flask: statuses, sessions, routes and requests."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.functions import CHANGING
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text


def called_too_early(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`register(handler())` where the handler is to be handed over."""
    for edit in edits:
        if isinstance(edit.mine, ast.Call) and edit.theirs is not None and same(edit.mine.func, edit.theirs):
            name = code(edit.theirs)
            return Text(
                f"`{code(edit.mine)}` calls {name} right here. To hand over the function itself, leave out the "
                f"brackets: `{name}`.",
                f"`{code(edit.mine)}`는 여기에서 바로 호출돼요. 함수 자체를 넘기려면 괄호 없이 `{name}`만 쓰세요.",
            )
    return None


def status_inside(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`jsonify(..., 201)` or `render_template(..., 401)`."""
    for call in calls_in(mine):
        numbers = [one for one in call.args if isinstance(one, ast.Constant) and type(one.value) is int]
        numbers += [one.value for one in call.keywords if one.arg in ("status", "code", "status_code")]  # type: ignore[misc]
        name = name_of(call)
        if numbers and name in ("jsonify", "render_template", "dumps", "dict"):
            status = code(numbers[0])
            return Text(
                f"The status {status} is inside the brackets of {name}(...), so it becomes part of the body. "
                f"Write it behind them: `return {name}(...), {status}`.",
                f"상태 코드 {status}가 {name}(...)의 괄호 안에 있어서 본문의 일부가 돼요. 괄호 밖에 쓰세요: "
                f"`return {name}(...), {status}`.",
            )
    return None


def session_attribute(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`session.nickname = ...`."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Attribute) and name_of(node.value) == "session" and isinstance(node.ctx, ast.Store):
            return Text(
                f"`session.{node.attr}` is an attribute, and attributes are not stored in the cookie. The session is "
                f'a dict: `session["{node.attr}"] = ...`.',
                f"`session.{node.attr}`는 속성이라서 쿠키에 저장되지 않아요. session은 딕셔너리예요: "
                f'`session["{node.attr}"] = ...`.',
            )
    return None


def list_in_session(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`session["voted"].append(...)`, which Flask does not notice."""
    for call in calls_in(mine):
        owner = code(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if owner.startswith("session[") and name_of(call) in (*CHANGING, "extend", "setdefault"):
            if "modified" in code(mine):
                return None
            return Text(
                f"`{code(call)}` changes a list or dict inside of the session. Flask does not notice that and sends no "
                f"new cookie: add `session.modified = True`, or assign a new one to `{owner}`.",
                f"`{code(call)}`: 세션 안에 있는 리스트나 딕셔너리를 바꿔요. Flask는 그 변화를 몰라서 새 쿠키를 보내지 "
                f"않아요. `session.modified = True`를 쓰거나, `{owner}`에 새 값을 넣으세요.",
            )
    return None


def status_alone(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return 404` or `return abort`, where abort(404) is meant."""
    aborts = [edit for edit in edits if any(name_of(call) == "abort" for call in calls_in(edit.theirs or ast.Pass()))]
    if not aborts or any(name_of(call) == "abort" for call in calls_in(mine)):
        return None
    status = next((code(call.args[0]) for call in calls_in(aborts[0].theirs or ast.Pass()) if call.args), "")
    if isinstance(mine, ast.Return):
        shown = code(mine.value) if mine.value else "None"
        return Text(
            f"`return {shown}` only returns a value: a view sends it as it is, and any other function hands it to its "
            f"caller. abort({status}) ends the request, and the error handler answers it.",
            f"`return {shown}`은 값을 돌려줄 뿐이에요. 뷰라면 그대로 보내고, 다른 함수라면 호출한 쪽에 줘요. "
            f"abort({status})은 요청을 끝내고, 오류 처리 함수가 답해요.",
        )
    return None


def tuple_out_of_order(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return headers, 201, body`."""
    tuples = [node for node in ast.walk(mine) if isinstance(node, ast.Tuple)]
    kinds = [[type(one).__name__ for one in node.elts] for node in tuples]
    for names in kinds:
        if (names[:1] == ["Constant"] and "Dict" in names) or names == ["Dict", "Dict", "Constant"]:
            return Text(
                "The order of what a view returns is: body, status, headers.",
                "뷰가 돌려주는 순서: 본문, 상태 코드, 헤더.",
            )
    for one in tuples:
        if len(one.elts) == 3 and isinstance(one.elts[0], ast.Dict) and "Location" in code(one.elts[0]):
            return Text(
                "The headers come first here, so they become the body. The order of what a view returns is: body, "
                "status, headers.",
                "헤더가 맨 앞에 있어서 본문이 돼요. 뷰가 돌려주는 순서: 본문, 상태 코드, 헤더.",
            )
    return None


def misspelled_keyword(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`method=` for `methods=`."""
    for edit in edits:
        if isinstance(edit.mine, ast.keyword) and isinstance(edit.theirs, ast.keyword) and edit.within is not None:
            if edit.mine.arg is None:
                continue  # **context
            name = name_of(edit.within)
            if name == "jsonify":
                return Text(
                    f'The JSON has the key "{edit.mine.arg}", but "{edit.theirs.arg}" is the key that its reader looks '
                    "for.",
                    f'JSON에 있는 키: "{edit.mine.arg}". 읽는 쪽이 찾는 키: "{edit.theirs.arg}".',
                )
            return Text(
                f"{name}() is given the keyword {edit.mine.arg}=, but {edit.theirs.arg}= is needed.",
                f"{name}()에 {edit.mine.arg}=를 넘겼어요. 필요한 키워드: {edit.theirs.arg}=",
            )
    return None


def url_for_a_url(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`url_for("/user")` or `redirect("index")`."""
    for call in calls_in(mine):
        first = call.args[0] if call.args else None
        if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
            continue
        if name_of(call) == "url_for" and first.value.startswith(("/", "http")):
            return Text(
                f"url_for({code(first)}): url_for takes the name of a view function, not a URL.",
                f"url_for({code(first)}): url_for에는 URL이 아니라 뷰 함수의 이름을 넣어요.",
            )
        if name_of(call) == "redirect" and not first.value.startswith(("/", "http")):
            return Text(
                f"redirect({code(first)}): redirect takes a URL. Make it from the name of a view: "
                f"redirect(url_for(...)).",
                f"redirect({code(first)}): redirect에는 URL을 넣어요. 뷰의 이름으로 만드세요: redirect(url_for(...)).",
            )
    return None


def wrong_part_of_the_request(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """request.form has no JSON, request.json no form, request.args only what stands behind the ?."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Attribute) and name_of(node.value) == "request":
            holds = {
                "form": (
                    "only the fields of a form; a script sends JSON",
                    "폼의 필드만 있어요. 스크립트는 JSON을 보내요",
                ),
                "json": ("only JSON; a form makes it fail", "JSON만 있어요. 폼을 보내면 실패해요"),
                "args": ("only what stands behind the ? of the URL", "URL의 ? 뒤에 있는 것만 있어요"),
                "values": ("fields of the URL and of forms, no JSON", "URL과 폼의 필드만 있고 JSON은 없어요"),
                "data": ("the raw bytes of the body", "본문이 바이트 그대로 있어요"),
            }.get(node.attr)
            if holds and any(
                isinstance(edit.theirs, ast.AST) and "request." + node.attr not in edit.their_code for edit in edits
            ):
                return Text(
                    f"request.{node.attr} holds {holds[0]}. get_fields() reads both forms and JSON.",
                    f"request.{node.attr}에는 {holds[1]}. get_fields()는 폼과 JSON을 모두 읽어요.",
                )
    return None


FLASK_SLIPS = (
    called_too_early,
    status_inside,
    session_attribute,
    list_in_session,
    status_alone,
    tuple_out_of_order,
    misspelled_keyword,
    url_for_a_url,
    wrong_part_of_the_request,
)
