"""A function that a learner wrote in their own way: compare what it does, not which names it uses."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from classroom.diagnosis.align import Aligner
from classroom.diagnosis.around import shared_state
from classroom.diagnosis.describe import describe
from classroom.diagnosis.describe import line_of
from classroom.diagnosis.describe import slip_of
from classroom.diagnosis.functions import Compound
from classroom.diagnosis.functions import Simple
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import functions_in
from classroom.diagnosis.inline import inlined
from classroom.diagnosis.moves import joined
from classroom.diagnosis.moves import moved
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.syntax import Function
from classroom.i18n import Text

MOST_DIFFERENCES = 3  # with more of them a function is another one


@dataclass
class Rewritten:
    """The function of a hunk beside that of the reference."""

    hunk: Hunk
    hunks: list[Hunk]
    folder: Path
    reference: Path

    @cached_property
    def mine(self) -> Function | None:
        """The learner's function."""
        return self.function_in(self.folder)

    @cached_property
    def theirs(self) -> Function | None:
        """The function of the reference."""
        return self.function_in(self.reference)

    def function_in(self, folder: Path) -> Function | None:
        """Return the function of the hunk in one of the two folders."""
        if not self.hunk.file.endswith(".py") or not self.hunk.function:
            return None
        functions = functions_in(folder / self.hunk.file)
        return next((one for one in functions if one.name == self.hunk.function), None)

    @cached_property
    def differences(self) -> list[Hunk]:
        """What differs between the two functions, however many names they use."""
        if self.mine is None or self.theirs is None:
            return [self.hunk]
        found = list(Aligner("", {}).pair(inlined(self.mine), inlined(self.theirs), self.mine.lineno, [self.mine]))
        for one in found:
            one.file, one.function = self.hunk.file, self.hunk.function
        return found or [self.hunk]

    @property
    def is_other_code(self) -> bool:
        """Whether the function is so different that no single line can be compared."""
        whole = [
            one
            for one in self.differences
            if one.mine_nodes and not one.their_nodes and isinstance(one.mine_nodes[0], Compound)
        ]
        return len(self.differences) > MOST_DIFFERENCES or bool(whole)

    @cached_property
    def chosen(self) -> Hunk:
        """The difference to speak of: the hunk if it is one of few, else one that has a name."""
        lines = range(self.hunk.mine[0], max(self.hunk.mine[1], self.hunk.mine[0] + 1))
        near = [one for one in self.differences if one.mine[0] in lines]
        named = [one for one in self.differences if slip_of(one)]
        rest = [] if len(self.differences) > MOST_DIFFERENCES else self.differences
        return next(iter(named + near + rest), self.hunk)

    @property
    def slip(self) -> Text | None:
        """A slip in the learner's function, wherever it is."""
        named = next((text for one in self.differences if (text := slip_of(one))), None)
        return named or (find_slip(self.mine, []) if self.mine is not None else None)

    @property
    def slip_node(self) -> ast.stmt | None:
        """The statement that has the slip by itself, compared with nothing."""
        statements = [one for one in ast.walk(self.mine) if isinstance(one, Simple)] if self.mine else []
        return next((one for one in statements if self.slip and find_slip(one, []) == self.slip), None)

    @property
    def words(self) -> Text:
        """What is wrong, in words."""
        few = self.differences if len(self.differences) < MOST_DIFFERENCES else []
        moved_one = next((text for one in few if (text := moved(one, few))), None)
        found = moved_one or self.slip
        if found:
            return found
        if not self.is_other_code:
            return describe(joined(self.chosen, self.differences))
        return shared_state(self.mine, self.hunks) or self.vague

    @property
    def is_vague(self) -> bool:
        """Whether nothing can be said about any single line."""
        return self.words == self.vague

    @property
    def vague(self) -> Text:
        """What is said where nothing else is known."""
        return Text(
            f"{self.hunk.function}() does not do what is needed. Follow it line by line with what was sent here.",
            f"{self.hunk.function}()가 하는 일이 필요한 것과 달라요. 여기에서 보낸 것으로 한 줄씩 따라가 보세요.",
        )

    @property
    def place(self) -> Place:
        """The line to look at."""
        if self.slip_node is not None:
            return self.place_at_node(self.slip_node)
        nodes = self.chosen.mine_nodes or self.hunk.mine_nodes
        line = line_of(self.chosen) or (nodes[0].lineno if nodes else max(self.hunk.mine[0], 1))
        return place_at(self.folder, self.hunk.file, line, self.hunk.function)

    def place_at_node(self, node: ast.AST | None) -> Place:
        """Return the line of a part of the learner's function."""
        line = getattr(node, "lineno", max(self.hunk.mine[0], 1))
        return place_at(self.folder, self.hunk.file, line, self.hunk.function)
