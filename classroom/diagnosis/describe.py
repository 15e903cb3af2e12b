"""Put a difference from the reference into words, without writing down the whole solution."""

from __future__ import annotations

import ast
import re

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import edits_between
from classroom.diagnosis.edits import same
from classroom.diagnosis.hunks import Hunk
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.slips import name_of
from classroom.i18n import Text

FAR_APART = 4  # with more edits, a statement is another one


def describe(hunk: Hunk) -> Text:
    """Say what is wrong in a hunk."""
    if not hunk.file.endswith(".py"):
        return describe_lines(hunk)
    mine = hunk.mine_nodes[0] if hunk.mine_nodes else None
    theirs = hunk.their_nodes[0] if hunk.their_nodes else None
    if mine is None and theirs is not None:
        return describe_missing(theirs, hunk.function)
    found = slip_of(hunk)
    if found or mine is None or theirs is None:
        return found or describe_extra(mine or ast.Pass())
    edits = edits_between(mine, theirs) if type(mine) is type(theirs) else [Edit(mine, theirs, mine)]
    if isinstance(mine, ast.FunctionDef) and isinstance(theirs, ast.FunctionDef):
        return describe_header(mine, edits)
    if isinstance(mine, ast.If | ast.While) and isinstance(theirs, ast.If | ast.While):
        return describe_condition(mine, theirs, edits)
    if len(edits) > FAR_APART or not edits:
        return Text(
            f"This line does something else than is needed here: `{shorten(code(mine))}`",
            f"이 줄은 여기에 필요한 일과 다른 일을 해요: `{shorten(code(mine))}`",
        )
    return describe_edit(edits[0] if len(edits) == 1 else whole_edit(mine, theirs, edits))


def whole_edit(mine: ast.AST, theirs: ast.AST, edits: list[Edit]) -> Edit:
    """Return several differences as one: of the values of two statements where they differ in nothing else."""
    one, other = getattr(mine, "value", None), getattr(theirs, "value", None)
    targets = [ast.dump(node) for node in (*getattr(mine, "targets", []), *getattr(theirs, "targets", []))]
    if one is None or other is None or len(set(targets)) > 1 or any(edit.role in ("keyword", "key") for edit in edits):
        return edits[0]
    return Edit(one, other, mine)


def describe_condition(mine: ast.If | ast.While, theirs: ast.If | ast.While, edits: list[Edit]) -> Text:
    """Say that a condition is another one than is needed, and what it decides."""
    edit = edits[0] if len(edits) == 1 else Edit(mine.test, theirs.test, mine)
    text = describe_edit(edit)
    then = shorten(code(mine.body[0])) if mine.body else ""
    return Text(
        f"{text.en} The condition decides whether `{then}` runs.",
        f"{text.ko} 이 조건이 참이면 `{then}` 줄이 실행돼요.",
    )


def slip_of(hunk: Hunk) -> Text | None:
    """Return the slip in a hunk that has a name, or None."""
    if not hunk.file.endswith(".py") or not hunk.mine_nodes:
        return None
    mine, theirs = hunk.mine_nodes[0], hunk.their_nodes[0] if hunk.their_nodes else None
    edits = (
        []
        if theirs is None
        else edits_between(mine, theirs)
        if type(mine) is type(theirs)
        else [Edit(mine, theirs, mine)]
    )
    return find_slip(mine_header(mine) if isinstance(mine, ast.FunctionDef) else mine, edits)


def mine_header(function: ast.FunctionDef) -> ast.AST:
    """Return a function without its body."""
    bare = ast.parse(ast.unparse(function)).body[0]
    bare.body = []  # type: ignore[attr-defined]
    return bare


def describe_edit(edit: Edit) -> Text:
    """Say what one small difference is."""
    place = f" ({name_of(edit.within)})" if isinstance(edit.within, ast.Call) and name_of(edit.within) else ""
    if edit.mine is None:
        if isinstance(edit.theirs, ast.keyword):
            return Text(
                f"{name_of(edit.within)}() is not given {edit.theirs.arg}=.",
                f"{name_of(edit.within)}()에 넘기지 않은 값: {edit.theirs.arg}=",
            )
        return Text(
            f"`{edit.their_code}` is missing in this line{place}.",
            f"이 줄에 빠진 것: `{edit.their_code}`{place}",
        )
    if edit.theirs is None:
        return Text(
            f"`{edit.mine_code}` should not be in this line{place}.",
            f"이 줄에 없어야 할 것: `{edit.mine_code}`{place}",
        )
    if isinstance(edit.mine, ast.stmt) and isinstance(edit.theirs, ast.stmt):
        return describe_other_statement(edit.mine, edit.theirs)
    return Text(
        f"This line has `{shorten(edit.mine_code)}`, but `{shorten(edit.their_code)}` is needed here.",
        f"이 줄에 쓴 것: `{shorten(edit.mine_code)}`. 필요한 것: `{shorten(edit.their_code)}`.",
    )


def describe_other_statement(mine: ast.stmt, theirs: ast.stmt) -> Text:
    """Say that a statement of another kind is needed."""
    needed = describe_missing(theirs, "")
    return Text(
        f"`{shorten(code(mine))}` is not what is needed here. {needed.en}",
        f"`{shorten(code(mine))}` 대신 다른 것이 필요해요. {needed.ko}",
    )


def describe_header(mine: ast.FunctionDef, edits: list[Edit]) -> Text:
    """Say what is wrong with the decorators, the name or the parameters of a function."""
    edit = edits[0] if edits else Edit(mine, None)
    name = mine.name
    if edit.role == "decorator" and edit.mine is None:
        return Text(
            f"The line @{edit.their_code} above {name}() is missing, so {name}() is never called.",
            f"{name}() 위에 @{edit.their_code} 줄이 없어서 {name}()가 호출되지 않아요.",
        )
    if edit.role == "parameter":
        parameter = code(edit.theirs or edit.mine)
        if edit.mine is None:
            return Text(
                f"{name}() has no parameter {parameter}: its brackets must list what it is called with.",
                f"{name}()의 괄호에 {parameter}가 없어요. 호출될 때 받는 값을 모두 적어야 해요.",
            )
        if edit.theirs is None:
            return Text(
                f"{name}() has a parameter {parameter} that it is never given.",
                f"{name}()의 매개변수 {parameter} 자리에는 아무 값도 오지 않아요.",
            )
        return Text(
            f"{name}() is called with {edit.their_code}, which comes from the rule above it, but the argument in its "
            f"brackets is named {edit.mine_code}. The two names must be the same.",
            f"{name}()에는 위의 규칙에서 온 {edit.their_code} 값이 넘어오는데, 괄호 안의 인자 이름은 {edit.mine_code}예요. "
            f"두 이름이 같아야 해요.",
        )
    if edit.role == "name":
        return Text(
            f"The function is named {edit.mine_code}, but it must be named {edit.their_code}.",
            f"함수의 이름: {edit.mine_code}. 필요한 이름: {edit.their_code}.",
        )
    if isinstance(edit.mine, ast.Constant) and isinstance(edit.theirs, ast.Constant):
        return Text(
            f"The decorator of {name}() says {edit.mine_code}, but {edit.their_code} is needed.",
            f"{name}()의 데코레이터에 쓴 값: {edit.mine_code}. 필요한 값: {edit.their_code}.",
        )
    if edit.mine is None:
        return Text(
            f"`{edit.their_code}` is missing in the decorator of {name}().",
            f"{name}()의 데코레이터에 빠진 것: `{edit.their_code}`",
        )
    if edit.theirs is None:
        return Text(
            f"`{edit.mine_code}` should not be at {name}().",
            f"{name}()에 없어야 할 것: `{edit.mine_code}`",
        )
    return Text(
        f"The lines above {name}() have `{edit.mine_code}`, but `{edit.their_code}` is needed.",
        f"{name}() 위의 줄에 쓴 것: `{edit.mine_code}`. 필요한 것: `{edit.their_code}`.",
    )


def describe_missing(theirs: ast.stmt, function: str) -> Text:
    """Say what a missing statement would do."""
    place = f" in {function}()" if function else ""
    place_ko = f"{function}()에서 " if function else ""
    if isinstance(theirs, ast.FunctionDef):
        return Text(f"There is no function {theirs.name}().", f"{theirs.name}() 함수가 없어요.")
    if isinstance(theirs, ast.If):
        then = shorten(code(theirs.body[0]))
        return Text(
            f"A case is not handled{place}: where `{code(theirs.test)}`, something like `{then}` must happen.",
            f"{place_ko}처리하지 않은 경우가 있어요: `{code(theirs.test)}`. 이때는 `{then}` 같은 일을 해야 해요.",
        )
    if isinstance(theirs, ast.Return):
        value = f": `{shorten(code(theirs.value))}`" if theirs.value else ""
        return Text(f"A return is missing{place}{value}.", f"{place_ko}return이 빠졌어요{value}.")
    if isinstance(theirs, ast.Assign | ast.AugAssign | ast.AnnAssign):
        target = theirs.targets[0] if isinstance(theirs, ast.Assign) else theirs.target
        return Text(f"`{code(target)}` is not set{place}.", f"{place_ko}값을 넣지 않은 것: `{code(target)}`.")
    if isinstance(theirs, ast.Expr) and isinstance(theirs.value, ast.Call):
        return Text(
            f"`{shorten(code(theirs.value))}` is not called{place}.",
            f"{place_ko}호출하지 않은 것: `{shorten(code(theirs.value))}`.",
        )
    if isinstance(theirs, ast.Import | ast.ImportFrom):
        return Text(f"This import is missing: `{code(theirs)}`", f"빠진 import: `{code(theirs)}`")
    return Text(
        f"A step is missing{place}: `{shorten(code(theirs))}`",
        f"{place_ko}빠진 단계가 있어요: `{shorten(code(theirs))}`",
    )


def describe_extra(mine: ast.stmt) -> Text:
    """Say that a statement does harm."""
    return Text(
        f"This line should not be here: `{shorten(code(mine))}`", f"여기에 없어야 할 줄이에요: `{shorten(code(mine))}`"
    )


def describe_moved(mine: ast.stmt, after: bool) -> Text:
    """Say that a statement comes too late or too early."""
    shown = shorten(code(mine))
    if after:
        return Text(
            f"`{shown}` comes too late: it must run before the lines above it.",
            f"`{shown}` 줄이 너무 늦어요. 위의 줄보다 먼저 실행돼야 해요.",
        )
    return Text(
        f"`{shown}` comes too early: other lines must run before it.",
        f"`{shown}` 줄이 너무 일러요. 다른 줄이 먼저 실행돼야 해요.",
    )


def describe_lines(hunk: Hunk) -> Text:
    """Say what is wrong with lines of a template."""
    mine, theirs = hunk.mine_text.strip(), hunk.their_text.strip()
    if not mine:
        return Text(
            f"A line is missing in the template: `{shorten(theirs)}`", f"템플릿에 빠진 줄이 있어요: `{shorten(theirs)}`"
        )
    if not theirs:
        return Text(
            f"This line should not be in the template: `{shorten(mine)}`",
            f"템플릿에 없어야 할 줄이에요: `{shorten(mine)}`",
        )
    found = template_slip(mine, theirs)
    if found:
        return found
    one, other = differing_part(mine, theirs)
    if not one:
        return Text(f"`{other}` is missing in this line.", f"이 줄에 빠진 것: `{other}`")
    if not other:
        return Text(f"`{one}` should not be in this line.", f"이 줄에 없어야 할 것: `{one}`")
    return Text(
        f"This line has `{shorten(one)}`, but `{shorten(other)}` is needed.",
        f"이 줄에 쓴 것: `{shorten(one)}`. 필요한 것: `{shorten(other)}`.",
    )


def template_slip(mine: str, theirs: str) -> Text | None:
    """Name what beginners get wrong in a template, or return None."""
    if "{{" in theirs and "{{" not in mine and re.search(r"(?<!{){(?![{%])[^{}]*}", mine):
        return Text(
            "Single curly brackets are plain text. Jinja fills in only what stands in double ones: {{ ... }}.",
            "중괄호 하나는 그냥 글자예요. Jinja는 두 개로 감싼 것만 채워요: {{ ... }}.",
        )
    if "safe" in mine and "safe" not in theirs:
        return Text(
            "The filter | safe turns escaping off, so HTML that someone typed runs in the browser of every reader.",
            "| safe 필터는 이스케이프를 꺼요. 누가 쓴 HTML이 읽는 사람 모두의 브라우저에서 실행돼요.",
        )
    if "url_for" in theirs and "url_for" not in mine:
        return Text(
            "This URL is written by hand. Text outside of {{ }} is sent as it is, and nothing encodes names in it: let "
            "url_for(...) make the URL.",
            "이 URL은 손으로 썼어요. {{ }} 밖의 글자는 그대로 나가고, 이름도 인코딩되지 않아요. url_for(...)로 만드세요.",
        )
    if "| length" in theirs and "length" not in mine and "count" not in mine:
        return Text(
            "The list itself is shown. The filter | length counts its elements.",
            "리스트가 그대로 나와요. | length 필터가 원소의 개수를 세요.",
        )
    loops = [re.search(r"{%-? *for .* in (.*?) *-?%}", line) for line in (mine, theirs)]
    if loops[0] and loops[1] and loops[0].group(1) != loops[1].group(1) and "values()" in theirs + "items()":
        return Text(
            f"This loop goes over `{loops[0].group(1)}`. A dict by itself gives only its keys: .values() gives the "
            f"values, .items() both.",
            f"이 반복문은 `{loops[0].group(1)}`를 돌아요. 딕셔너리를 그대로 반복하면 키만 나와요. 값은 .values(), 둘 다는 "
            f".items()예요.",
        )
    return None


def differing_part(mine: str, theirs: str) -> tuple[str, str]:
    """Return the parts of two lines that differ, each up to whole words."""
    start = 0
    while start < min(len(mine), len(theirs)) and mine[start] == theirs[start]:
        start += 1
    end = 0
    while end < min(len(mine), len(theirs)) - start and mine[-1 - end] == theirs[-1 - end]:
        end += 1
    while start and is_word(mine, theirs, start - 1):
        start -= 1
    while end and is_word(mine, theirs, -end):
        end -= 1
    return mine[start : len(mine) - end].strip(), theirs[start : len(theirs) - end].strip()


def is_word(mine: str, theirs: str, place: int) -> bool:
    """Tell whether a word continues at this place in one of two lines."""
    return any((line[place].isalnum() or line[place] in "_.\"'/") for line in (mine, theirs))


def moved(hunk: Hunk, others: list[Hunk]) -> Text | None:
    """Say that a statement stands at another place than in the reference, if it does."""
    for other in others:
        if hunk.file != other.file or not hunk.mine_nodes or hunk.their_nodes or other.mine_nodes:
            continue
        if other.their_nodes and same(hunk.mine_nodes[0], other.their_nodes[0]):
            return describe_moved(hunk.mine_nodes[0], hunk.mine[0] > other.mine[0])
    return None


def shorten(text: str, length: int = 90) -> str:
    """Return the first line of a text, cut where it is too long."""
    first = text.splitlines()[0] if text else ""
    return first if len(first) <= length else first[:length] + " ..."
