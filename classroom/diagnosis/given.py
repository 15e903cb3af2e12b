"""Say that a mistake that an exercise gave is still there, and in general words what it is about."""

from __future__ import annotations

from classroom.diagnosis.describe import statement_edits
from classroom.diagnosis.hunk import Hunk
from classroom.i18n import EMPTY
from classroom.i18n import Text

# What only the mistake or only the correct line has, and what the mistake is then about.
SUBJECTS = (
    (
        "safe",
        "",
        "It decides whether HTML that someone typed is escaped.",
        "누가 쓴 HTML을 이스케이프하는지가 문제예요.",
    ),
    (
        "",
        "| length",
        "It shows the list itself, where a number is wanted.",
        "개수가 나와야 할 곳에 리스트가 그대로 나와요.",
    ),
    ("", "url_for", "It has a URL that is written by hand.", "손으로 적은 URL이 있어요."),
)


def still_as_given(hunk: Hunk, number: int, title: Text) -> Text:
    """Say that a line is as an exercise gave it, without giving the solution away."""
    about = subject_of(hunk)
    return Text(
        f"This line is as the exercise gave it, and it is what exercise {number} asks you to fix: {title.en}. "
        f"{about.en}".strip(),
        f"연습에서 받은 그대로인 줄이에요. 연습 {number}에서 고칠 줄이 바로 이 줄이에요: {title.ko}. "
        f"{about.ko}".strip(),
    )


def subject_of(hunk: Hunk) -> Text:
    """Return what a given mistake is about, or an empty text."""
    mine, theirs = hunk.mine_text, hunk.their_text
    for more, less, en, ko in SUBJECTS:
        if more in mine and less in theirs and (not more or more not in theirs) and (not less or less not in mine):
            return Text(en, ko)
    edits = statement_edits(hunk.mine_nodes[0], hunk.their_nodes[0]) if hunk.mine_nodes and hunk.their_nodes else []
    parts = [edit.mine_code for edit in edits if 0 < len(edit.mine_code) < 40]
    if len(parts) == len(edits) == 1:
        return Text(f"Look at this part: `{parts[0]}`.", f"이 부분을 보세요: `{parts[0]}`")
    return EMPTY
