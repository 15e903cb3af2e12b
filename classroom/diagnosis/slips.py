"""Name the slips that beginners make, in the statements that a learner changed."""

from __future__ import annotations

import ast
from collections.abc import Callable
from collections.abc import Iterator

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.i18n import Text

Slip = Callable[[ast.AST, list[Edit]], Text | None]
SLIPS: list[Slip] = []


def slip(function: Slip) -> Slip:
    """Register a rule: it gets a statement of the learner and its edits, and returns the cause or None."""
    SLIPS.append(function)
    return function


def find_slip(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """Return the cause that the first fitting rule names, or None."""
    return next((text for rule in SLIPS if (text := rule(mine, edits))), None)


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls in a part of a syntax tree."""
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def name_of(node: ast.AST | None) -> str:
    """Return the last name of what is called or read: jsonify, or route of app.route."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@slip
def comparison_as_statement(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`edited == True` where `=` is meant."""
    if isinstance(mine, ast.Expr) and isinstance(mine.value, ast.Compare) and isinstance(mine.value.ops[0], ast.Eq):
        return Text(
            f"`{code(mine)}` only compares: == asks whether two values are equal. To assign a value, write =.",
            f"`{code(mine)}` 줄은 비교만 해요. ==는 두 값이 같은지 묻고, 값을 넣을 때는 =를 써요.",
        )
    return None


@slip
def named_and_not_called(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`session.clear` without brackets, or `if wants_json:`."""
    for edit in edits:
        theirs = edit.theirs.value if isinstance(edit.theirs, ast.Expr | ast.Return) else edit.theirs
        named = edit.mine.value if isinstance(edit.mine, ast.Expr | ast.Return) else edit.mine
        if isinstance(theirs, ast.Call) and named is not None and same(named, theirs.func):
            return not_called(code(named), code(theirs))
    if isinstance(mine, ast.Expr) and isinstance(mine.value, ast.Name | ast.Attribute):
        return not_called(code(mine.value), f"{code(mine.value)}()")
    return None


def not_called(name: str, call: str) -> Text:
    """Say that a function is named and not called."""
    return Text(
        f"`{name}` names the function but does not call it: write `{call}`. A function itself always counts as true.",
        f"`{name}` 함수의 이름만 쓰고 호출하지 않았어요. 괄호를 붙이세요: `{call}`. 함수 자체는 늘 참으로 봐요.",
    )


@slip
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


@slip
def always_true(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`x == "a" or "b"`."""
    tests = [mine.test] if isinstance(mine, ast.If | ast.While) else []
    for test in tests:
        for node in ast.walk(test):
            if isinstance(node, ast.BoolOp) and any(isinstance(one, ast.Constant) and one.value for one in node.values):
                value = next(code(one) for one in node.values if isinstance(one, ast.Constant) and one.value)
                return Text(
                    f"The condition is always true: {value} by itself counts as true. Repeat the comparison, or use "
                    f"`in (...)`.",
                    f"이 조건은 언제나 참이에요. {value} 혼자서도 참이기 때문이에요. 비교를 다시 쓰거나 `in (...)`을 쓰세요.",
                )
    return None


@slip
def value_thrown_away(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`redirect(...)` or `print(...)` where `return` is meant."""
    theirs = next((edit.theirs for edit in edits if isinstance(edit.theirs, ast.Return)), None)
    if theirs is None or theirs.value is None or not isinstance(mine, ast.Expr):
        return None
    if isinstance(mine.value, ast.Call) and name_of(mine.value) == "print":
        return Text(
            "print() only writes to the terminal. To send the value to the browser, the view must return it.",
            "print()는 터미널에만 보여 줘요. 브라우저에 보내려면 뷰가 return으로 돌려줘야 해요.",
        )
    makes_response = name_of(mine.value) in ("redirect", "jsonify", "render_template", "make_response", "url_for")
    if not makes_response and not same(mine.value, theirs.value) and code(mine) not in code(theirs):
        return None
    return Text(
        f"The return is missing: `{code(mine)}` makes a value, and the function throws it away.",
        f"return이 빠졌어요. `{code(mine)}`로 만든 값이 그대로 버려져요.",
    )


@slip
def result_of_a_change(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`post = post.update(...)`, which is None."""
    if isinstance(mine, ast.Assign | ast.Return) and isinstance(mine.value, ast.Call):
        name = name_of(mine.value)
        theirs = next((edit.theirs for edit in edits if isinstance(edit.theirs, ast.Expr)), None)
        if name in ("update", "append", "clear", "sort", "add", "remove", "extend", "setdefault") and (
            theirs is not None
            or isinstance(mine, ast.Return)
            or same(mine.targets[0], getattr(mine.value.func, "value", mine))
        ):
            return Text(
                f"{name}() changes the object itself and returns None, so `{code(mine)}` keeps None. Call it on a line of "
                f"its own.",
                f"{name}()는 객체 자체를 바꾸고 None을 돌려줘요. 그래서 `{code(mine)}`에는 None이 남아요. 따로 한 줄로 호출하세요.",
            )
    return None


@slip
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


@slip
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


@slip
def status_alone(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return 404` or `return abort`, where abort(404) is meant."""
    aborts = [edit for edit in edits if any(name_of(call) == "abort" for call in calls_in(edit.theirs or ast.Pass()))]
    if not aborts or any(name_of(call) == "abort" for call in calls_in(mine)):
        return None
    status = next((code(call.args[0]) for call in calls_in(aborts[0].theirs or ast.Pass()) if call.args), "")
    if isinstance(mine, ast.Return):
        shown = code(mine.value) if mine.value else "None"
        return Text(
            f"`return {shown}` hands this value back to whoever called the function, who goes on with it. abort({status}) "
            f"ends the whole request with that status.",
            f"`return {shown}`은 이 값을 호출한 쪽에 돌려줄 뿐이고, 그쪽은 계속 실행돼요. abort({status})은 그 상태 코드로 "
            f"요청 전체를 끝내요.",
        )
    return None


@slip
def set_for_dict(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`{"result", "success"}` where `{"result": "success"}` is meant."""
    for edit in edits:
        if isinstance(edit.mine, ast.Set | ast.SetComp) and isinstance(edit.theirs, ast.Dict | ast.DictComp):
            return Text(
                f"`{edit.mine_code}` is a set: a dict has a colon between each key and its value.",
                f"`{edit.mine_code}`는 집합(set)이에요. 딕셔너리는 키와 값 사이에 콜론(:)을 써요.",
            )
    return None


@slip
def list_for_dict(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`[post for ...]` where `{id: post for ...}` is meant, or the other way round."""
    kinds = {ast.List: "list", ast.ListComp: "list", ast.Dict: "dict", ast.DictComp: "dict", ast.Tuple: "tuple"}
    for edit in edits:
        one, other = kinds.get(type(edit.mine)), kinds.get(type(edit.theirs))  # type: ignore[arg-type]
        if one and other and one != other and not isinstance(mine, ast.Return):
            return Text(
                f"`{edit.mine_code}` is a {one}, but a {other} is needed here.",
                f"`{edit.mine_code}`의 타입은 {one}예요. 여기에 필요한 타입: {other}.",
            )
    return None


@slip
def methods_as_text(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`methods="POST"`, which is a list of four letters."""
    for call in calls_in(mine):
        for keyword in call.keywords:
            if keyword.arg == "methods" and isinstance(keyword.value, ast.Constant):
                return Text(
                    f"methods must be a list, also of one method: methods=[{code(keyword.value)}].",
                    f"methods는 하나여도 리스트로 써요: methods=[{code(keyword.value)}].",
                )
    return None


@slip
def text_or_number(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`"1"` and 1, `"True"` and True are different."""
    for edit in edits:
        one, other = edit.mine, edit.theirs
        if not isinstance(one, ast.Constant) or not isinstance(other, ast.Constant):
            continue
        if str(one.value) == str(other.value) and type(one.value) is not type(other.value):
            return Text(
                f"{code(one)} is of type {type(one.value).__name__}, but {code(other)} ({type(other.value).__name__}) is "
                f"needed.",
                f"{code(one)}의 타입은 {type(one.value).__name__}이에요. 필요한 값: {code(other)} "
                f"({type(other.value).__name__}).",
            )
    return None


@slip
def condition_inverted(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`==` for `!=`, `in` for `not in`, or a `not` too many."""
    opposites = [{"==", "!="}, {"in", "not in"}, {"is", "is not"}, {"<", ">="}, {">", "<="}]
    for edit in edits:
        pair = {edit.mine_code, edit.their_code}
        negated = isinstance(edit.mine, ast.UnaryOp) and edit.theirs and same(edit.mine.operand, edit.theirs)
        negation = isinstance(edit.theirs, ast.UnaryOp) and edit.mine and same(edit.theirs.operand, edit.mine)
        if (isinstance(edit.mine, ast.cmpop) and pair in opposites) or negated or negation:
            where = f"`{code(mine.test)}`" if isinstance(mine, ast.If | ast.While) else f"`{edit.mine_code}`"
            then = f" (`{code(mine.body[0])}`)" if isinstance(mine, ast.If) and mine.body else ""
            return Text(
                f"The condition is the wrong way round: {where} is true exactly when it should be false, so the wrong "
                f"branch runs{then}.",
                f"조건이 거꾸로예요. {where} 조건은 거짓이어야 할 때 참이 되어서, 엉뚱한 쪽이 실행돼요{then}.",
            )
        if isinstance(edit.mine, ast.boolop) and pair == {"and", "or"}:
            return Text(
                f"`{edit.mine_code}` and `{edit.their_code}` are mixed up in this condition.",
                f"이 조건에서 `{edit.mine_code}` 대신 `{edit.their_code}`여야 해요.",
            )
    return None


@slip
def misspelled_keyword(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`method=` for `methods=`."""
    for edit in edits:
        if isinstance(edit.mine, ast.keyword) and isinstance(edit.theirs, ast.keyword) and edit.within is not None:
            if same(edit.mine.value, edit.theirs.value) or edit.role == "keyword":
                name = name_of(edit.within)
                return Text(
                    f"{name}() is given the keyword {edit.mine.arg}=, but {edit.theirs.arg}= is needed.",
                    f"{name}()에 {edit.mine.arg}=를 넘겼어요. 필요한 키워드: {edit.theirs.arg}=",
                )
    return None


@slip
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


@slip
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
