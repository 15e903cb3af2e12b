"""One difference between the code of a learner and the reference."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from dataclasses import field

Lines = tuple[int, int]  # the first line, counted from 0, and the one after the last


@dataclass
class Hunk:
    """One difference between the learner's file and the reference."""

    file: str
    mine: Lines
    theirs: Lines  # in the reference
    mine_nodes: list[ast.stmt] = field(default_factory=list)
    their_nodes: list[ast.stmt] = field(default_factory=list)
    function: str = ""  # the function that it is in
    header: bool = False  # only the line of a def, if, for or with
    indent: int = 0
    names: dict[str, str] = field(default_factory=dict)  # local names of the learner -> those of the reference
    siblings: list[ast.stmt] = field(default_factory=list)  # the learner's statements around it
    mine_text: str = ""
    their_text: str = ""

    @property
    def line(self) -> int:
        """The number of the learner's line, counted from 1."""
        return self.mine[0] + 1

    def covers(self, file: str, line: int) -> bool:
        """Tell whether a line is in the hunk."""
        return self.file == file and self.mine[0] < line <= max(self.mine[1], self.mine[0] + 1)

    def same_change(self, other: Hunk) -> bool:
        """Tell whether another hunk makes the same change."""
        return (self.file, squeeze(self.mine_text), squeeze(self.their_text)) == (
            other.file,
            squeeze(other.mine_text),
            squeeze(other.their_text),
        )


def squeeze(text: str) -> str:
    """Return a text without white space, which is no difference."""
    return "".join(text.split())
