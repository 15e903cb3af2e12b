"""A function that a learner wrote in their own way: compare what it does, not which names it uses."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from classroom.diagnosis.align import Aligner
from classroom.diagnosis.around import shared_state
from classroom.diagnosis.describe import describe
from classroom.diagnosis.describe import joined
from classroom.diagnosis.describe import moved
from classroom.diagnosis.describe import slip_of
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.functions import Compound
from classroom.diagnosis.functions import always_returns
from classroom.diagnosis.functions import changes_something
from classroom.diagnosis.functions import rejects
from classroom.diagnosis.functions import returning_conditions
from classroom.diagnosis.functions import stored_in
from classroom.diagnosis.functions import unread_name
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import read
from classroom.diagnosis.inline import inlined
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.diagnosis.reasons import with_reason
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
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
        nodes = ast.walk(ast.parse(read(folder / self.hunk.file)))
        return next((one for one in nodes if isinstance(one, Function) and one.name == self.hunk.function), None)

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
    def words(self) -> Text:
        """What is wrong, in words."""
        few = self.differences if len(self.differences) < MOST_DIFFERENCES else []
        moved_one = next((text for one in few if (text := moved(one, few))), None)
        found = moved_one or self.slip or self.too_early
        if found:
            return found
        if not self.is_other_code:
            unread = self.unread if self.chosen.mine_nodes else None
            return self.nested_return or unread or describe(joined(self.chosen, self.differences))
        return (
            shared_state(self.mine, self.hunks)
            or self.unread
            or self.unused
            or Text(
                f"{self.hunk.function}() does not do what is needed. Follow it line by line with what was sent here.",
                f"{self.hunk.function}()가 하는 일이 필요한 것과 달라요. 여기에서 보낸 것으로 한 줄씩 따라가 보세요.",
            )
        )

    @property
    def place(self) -> Place:
        """The line to look at."""
        nodes = self.chosen.mine_nodes or self.hunk.mine_nodes
        line = nodes[0].lineno if nodes else max(self.hunk.mine[0], 1)
        return place_at(self.folder, self.hunk.file, line, self.hunk.function)

    @property
    def nested_return(self) -> Text | None:
        """A return that is indented into an if or a loop."""
        missing = [node for one in self.differences for node in one.their_nodes if isinstance(node, ast.Return)]
        ends = self.mine is not None and always_returns(self.mine.body[-1])
        if self.mine is None or ends or not any(node.value for node in missing):
            return None
        for outer in ast.walk(self.mine):
            returns = [node for node in getattr(outer, "body", []) if isinstance(node, ast.Return) and node.value]
            if isinstance(outer, ast.If | ast.For) and returns:
                node = returns[0]
                head = code(outer).splitlines()[0]
                if not any(
                    same(one.test, outer.test) for one in returning_conditions(self.theirs) if isinstance(outer, ast.If)
                ):
                    return Text(
                        f"`{shorten(code(node))}` is indented into `{head}`, so it runs only there. It belongs one "
                        "level further out.",
                        f"`{shorten(code(node))}` 줄이 `{head}` 안으로 들여쓰여서 그때만 실행돼요. 한 단계 "
                        "밖으로 빼세요.",
                    )
        return None

    @property
    def too_early(self) -> Text | None:
        """A change that is made before something that may still reject the request."""
        node = self.chosen.mine_nodes[0] if self.chosen.mine_nodes and not self.chosen.their_nodes else None
        if self.mine is None or node is None or not changes_something(node):
            return None
        later = [one for one in self.mine.body if one.lineno > node.lineno]
        rejecting = next((call for one in later for call in calls_in(one) if rejects(call)), None)
        if rejecting is None:
            return None
        return Text(
            f"`{shorten(code(node))}` runs before `{shorten(code(rejecting))}`, which may reject the request. Check "
            "everything first, then change something.",
            f"`{shorten(code(node))}` 줄이 `{shorten(code(rejecting))}`보다 먼저 실행되는데, 그 뒤에 요청이 거절될 "
            "수 있어요. 모두 확인한 다음에 바꾸세요.",
        )

    @property
    def unread(self) -> Text | None:
        """A name that the learner's function sets and never reads."""
        unread = unread_name(self.mine) if self.mine is not None else None
        return (
            None
            if unread is None
            else Text(
                f"{self.hunk.function}() sets `{unread}` and never uses it. Use it where its value is needed.",
                f"{self.hunk.function}()에서 `{unread}`에 값을 넣고 한 번도 쓰지 않아요. 그 값이 필요한 곳에 쓰세요.",
            )
        )

    @property
    def unused(self) -> Text | None:
        """Something that is needed and that the learner's function never does."""
        if self.mine is None or self.theirs is None:
            return None
        done = set(map(name_of, calls_in(self.mine))) | set(stored_in(self.mine))
        missing = [call for call in calls_in(self.theirs) if name_of(call) not in done]
        parts: list[ast.AST] = [*missing, *(node for name, node in stored_in(self.theirs).items() if name not in done)]
        if not parts:
            return None
        needed = code(parts[0])
        text = Text(
            f"{self.hunk.function}() never does this, which is needed: `{shorten(needed)}`.",
            f"{self.hunk.function}()에 필요한데 하지 않는 일: `{shorten(needed)}`.",
        )
        return with_reason(text, " ".join(map(code, calls_in(self.mine))), needed)
