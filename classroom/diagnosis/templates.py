"""Put a difference between two templates into words."""

from __future__ import annotations

import re

from classroom.diagnosis.edits import shorten
from classroom.diagnosis.hunk import Hunk
from classroom.i18n import Text


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


def template_slip(mine: str, theirs: str) -> Text | None:  # noqa: PLR0911  # one slip after the other
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
    if "autoescape false" in mine:
        return Text(
            "{% autoescape false %} turns escaping off for the whole block, so HTML that someone typed runs "
            "in the browser.",
            "{% autoescape false %}는 블록 전체의 이스케이프를 꺼요. 누가 쓴 HTML이 브라우저에서 실행돼요.",
        )
    if "url_for(" in theirs and "url_for(" in re.sub(r"{{.*?}}", "", mine):
        return Text(
            "url_for(...) stands outside of {{ }}, so it is sent as text: Jinja fills in only what is inside. Write "
            "{{ url_for(...) }}, within the quotation marks.",
            "url_for(...)가 {{ }} 밖에 있어서 글자 그대로 나가요. Jinja는 안에 있는 것만 채워요. 따옴표 안에 "
            "{{ url_for(...) }}로 쓰세요.",
        )
    part, needed = differing_part(mine, theirs)
    quoted = re.search(r"""(["'])(\w+(?:\.\w+)?)\1""", part)
    if quoted and quoted.group(2) in re.findall(r"(?<![\"'\w.])[\w.]+(?![\"'\w])", needed):
        return Text(
            f"In quotation marks {quoted.group(0)} is just text. Without them it is the value of the variable.",
            f"따옴표 안의 {quoted.group(0)}는 그냥 글자예요. 따옴표 없이 쓰면 변수의 값이에요.",
        )
    if "url_for" in theirs and "url_for" not in mine:
        return Text(
            "This URL is written by hand. Text outside of {{ }} is sent as it is, and nothing encodes names in it: let "
            "url_for(...) make the URL.",
            "이 URL은 손으로 썼어요. {{ }} 밖의 글자는 그대로 나가고, 이름도 인코딩되지 않아요. url_for(...)로 "
            "만드세요.",
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
            f"이 반복문은 `{loops[0].group(1)}`를 돌아요. 딕셔너리를 그대로 반복하면 키만 나와요. 값은 .values(), 둘 "
            "다는 .items()예요.",
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
    while start and (is_word(mine, theirs, start - 1) or mine[start - 1] in "{%"):
        start -= 1
    while end and (is_word(mine, theirs, -end) or mine[-end] in "%}"):
        end -= 1
    return mine[start : len(mine) - end].strip(), theirs[start : len(theirs) - end].strip()


def is_word(mine: str, theirs: str, place: int) -> bool:
    """Tell whether a word continues at this place in one of two lines."""
    return any((line[place].isalnum() or line[place] in "_.\"'/") for line in (mine, theirs))
