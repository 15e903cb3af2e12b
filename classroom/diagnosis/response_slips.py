"""Slips in what a view returns: a part at the wrong place, missing, or too much."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text


def only_a_url(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return url_for(...)` where a redirect to it is meant."""
    value = mine.value if isinstance(mine, ast.Return) else None
    is_url = isinstance(value, ast.Call) and name_of(value) == "url_for"
    if is_url and any("redirect" in edit.their_code for edit in edits):
        return Text(
            f"`{code(value)}` only makes a URL, so the browser is shown its text. redirect(...) around it sends the "
            "browser there.",
            f"`{code(value)}`는 URL 문자열만 만들어서, 브라우저에 그 글자가 나와요. redirect(...)로 감싸야 "
            "브라우저가 그리로 "
            "가요.",
        )
    return None


def status_too_much(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return redirect(...), 201` or `return {...}, 404`."""
    for edit in edits if isinstance(mine, ast.Return) else ():
        parts = edit.mine.elts if isinstance(edit.mine, ast.Tuple) else []
        if len(parts) > 1 and edit.theirs is not None and is_same_body(parts[0], edit.theirs):
            status = code(parts[1])
            return Text(
                f"The status {status} behind `{shorten(code(parts[0]), 50)}` does not fit: leave it out. A "
                "redirect "
                "has its 302 already, and anything else is a 200.",
                f"`{shorten(code(parts[0]), 50)}` 뒤에 쓴 상태 코드 {status}가 맞지 않아요. 빼세요. "
                "redirect에는 이미 "
                "302가 있고, 나머지는 200이에요.",
            )
    return None


def is_same_body(mine: ast.AST, theirs: ast.AST) -> bool:
    """Tell whether two values are the same, or come from the same call."""
    return same(mine, theirs) or name_of(mine) == name_of(theirs) != ""


HEADERS = ("Location", "Content-Type")


def header_in_the_body(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`{"result": ..., "Location": ...}, 201`."""
    for node in ast.walk(mine):
        keys = [code(key).strip("\"'") for key in node.keys if key] if isinstance(node, ast.Dict) else []
        header = next((key for key in keys if key in HEADERS), None)
        if header and len(keys) > 1 and "result" in keys:
            return in_the_body(header)
    return None


def in_the_body(header: str) -> Text:
    """Say where a header belongs."""
    return Text(
        f"{header} stands in the body, where it is only JSON. Headers come third in what a view returns: body, status, "
        f'{{"{header}": ...}}.',
        f"{header}가 본문에 있어서 JSON의 일부일 뿐이에요. 헤더는 뷰가 돌려주는 것 가운데 세 번째예요: 본문, "
        f'상태 코드, {{"{header}": ...}}.',
    )


def values_without_names(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`jsonify("success", post)`, which makes a list."""
    for call in calls_in(mine):
        is_json = name_of(call) == "jsonify" and call.args and not call.keywords and edits
        if is_json and (len(call.args) > 1 or not isinstance(call.args[0], ast.Dict | ast.Call)):
            return Text(
                f"`{code(call)}` gives jsonify values without names, so the JSON lacks its keys. Write "
                "jsonify(name=value, ...), with each key that is asked for.",
                f"`{code(call)}`: jsonify에 이름 없이 값만 넘겨서 JSON에 키가 없어요. 필요한 키마다 "
                "jsonify(이름=값, ...)으로 쓰세요.",
            )
    return None


def aborted_without_status(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`abort(jsonify(...))` or `abort("403")`."""
    for call in calls_in(mine):
        first = call.args[0] if name_of(call) == "abort" and call.args else None
        if isinstance(first, ast.Call | ast.Dict):
            return Text(
                f"`{shorten(code(call))}` gives abort a whole response, which is sent as it is, with the status 200. "
                "abort takes the number first: abort(400, message).",
                f"`{shorten(code(call))}`: abort에 완성된 응답을 넘기면 그대로 200으로 나가요. abort에는 번호를 "
                "먼저 써요: "
                "abort(400, 메시지).",
            )
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return Text(
                f"`{code(call)}`: the status must be a number, without quotation marks.",
                f"`{code(call)}`: 상태 코드는 따옴표 없이 숫자로 써요.",
            )
    return None


RESPONSE_SLIPS = (only_a_url, status_too_much, header_in_the_body, values_without_names, aborted_without_status)
