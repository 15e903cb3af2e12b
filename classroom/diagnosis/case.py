"""One check that fails on one copy, and how to look at it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path

from classroom.checks.kit.check import Check
from classroom.checks.kit.check import Outcome
from classroom.checks.kit.check import run_check
from classroom.diagnosis.around import decorated_other
from classroom.diagnosis.around import shared_state
from classroom.diagnosis.beside import find_other_effect
from classroom.diagnosis.facts import Looks
from classroom.diagnosis.facts import find_fact
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.moves import moved
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.diagnosis.repairs import repair_in
from classroom.diagnosis.rewritten import Rewritten
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import Run
from classroom.diagnosis.trace import last_run
from classroom.i18n import Text
from classroom.lessons import Lesson


@dataclass
class Diagnosis:
    """The cause of a failure, and where it is; either may be unknown."""

    cause: Text | None = None
    place: Place | None = None
    owner: str | None = None  # the exercise that the line belongs to
    given: bool = False  # whether the line was given, and is part of no exercise


@dataclass
class Case:
    """A check that fails on a folder."""

    check: Check
    folder: Path
    lesson: Lesson
    outcome: Outcome
    hunks: list[Hunk] = field(default_factory=list)  # what the learner changed
    found: list[Hunk] = field(default_factory=list)  # those of them that make the check fail
    runs: dict[tuple[str, str], Run | None] = field(default_factory=dict)  # of functions, by file and name

    @property
    def hunk(self) -> Hunk | None:
        """The first difference that makes the check fail."""
        return self.found[0] if self.found else None

    @property
    def error(self) -> BaseException | None:
        """The exception behind the failure: of the app, or one that the check met in an odd response."""
        failure = self.outcome.failure
        if failure is None:
            return self.outcome.error
        return failure.exchange.error if failure.exchange else None

    def passes(self, copy: Path) -> bool:
        """Tell whether the check passes on a copy."""
        return run_check(self.check, copy).passed

    def view_of(self, hunk: Hunk) -> Rewritten:
        """Return the function of a difference beside that of the reference."""
        return Rewritten(hunk, self.hunks, self.folder, self.lesson.stage.path)

    def repair_of(self, view: Rewritten) -> Diagnosis | None:
        """Return the small change that repairs a function with several differences, or None."""
        repair = repair_in(view, self.passes)
        if repair is None:
            return None
        at_slip = view.slip_node if repair.text == view.slip else None
        return Diagnosis(repair.text, view.place_at_node(at_slip or repair.node))

    def describe(self, view: Rewritten) -> Text:
        """Put a difference into words."""
        return (
            decorated_other(self.hunks, self.lesson.stage.path)
            or moved(view.hunk, self.found)
            or moved(view.hunk, self.hunks)
            or shared_state(view.mine, self.hunks)
            or view.words
        )

    def place_of(self, hunk: Hunk) -> Place:
        """Return the learner's line of a difference; where a line is missing, the one before it."""
        after = [one.lineno for one in hunk.siblings if one.lineno > hunk.mine[0]]
        first = len(after) == len(hunk.siblings) > 0  # nothing stands before it but a docstring
        line = hunk.line if hunk.mine[1] > hunk.mine[0] else after[0] if first else max(hunk.mine[0], 1)
        return place_at(self.folder, hunk.file, line, hunk.function)

    def fact_in(self, view: Rewritten, looks: Looks) -> Diagnosis | None:
        """Return what happened in the learner's function, if one of some looks at it finds something."""
        run = self.run_of(view)
        found = find_fact(looks, view.mine, run) if view.mine is not None and run is not None else None
        return Diagnosis(found[0], view.place_at_node(found[1])) if found else None

    def key_in_source(self) -> Diagnosis | None:
        """Return that the secret key stands in what the learner wrote."""
        key = self.outcome.app.flask.secret_key if self.outcome.app else None
        for node in ast.walk(ast.parse((self.folder / "app.py").read_text(encoding="utf-8", errors="replace"))):
            if isinstance(node, ast.Constant) and node.value == key and isinstance(key, str):
                text = Text(
                    "The secret key stands in the source, so everyone who reads the source can sign a session. Without "
                    "SECRET_KEY make a new random one: secrets.token_hex().",
                    "비밀 키가 소스에 적혀 있어서, 소스를 읽는 누구나 세션에 서명할 수 있어요. SECRET_KEY가 없으면 "
                    "새로 만드세요: secrets.token_hex().",
                )
                return Diagnosis(text, place_at(self.folder, "app.py", node.lineno))
        return None

    def helpers_of(self, view: Rewritten) -> list[Rewritten]:
        """Return the functions that only the learner has, and that a function called."""
        run = self.run_of(view)
        own = [one for one in self.hunks if one.mine_nodes and not one.their_nodes]
        named = [(one, node) for one in own if isinstance(node := one.mine_nodes[0], Function)]
        return [
            self.view_of(replace(one, function=node.name)) for one, node in named if run and node.name in run.called
        ]

    def effect_of(self, view: Rewritten) -> Diagnosis | None:
        """Return what the learner's function does otherwise than the reference, whatever it looks like."""
        if view.mine is None or view.theirs is None:
            return None
        found = find_other_effect(self.folder, self.lesson.stage.path.resolve(), view.mine, self.passes)
        return Diagnosis(found[0], view.place_at_node(found[1])) if found else None

    def run_of(self, view: Rewritten) -> Run | None:
        """Return the last call of the learner's function in the check."""
        key = (view.hunk.file, view.hunk.function)
        if view.mine is not None and key not in self.runs:
            path = self.folder / view.hunk.file
            self.runs[key] = last_run(path, view.mine, view.theirs, lambda: self.passes(self.folder))
        return self.runs.get(key)
