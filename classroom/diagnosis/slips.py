"""Name the slips that beginners make, in the statements that a learner changed."""

from __future__ import annotations

import ast
from collections.abc import Callable

from classroom.diagnosis.call_slips import CALL_SLIPS
from classroom.diagnosis.condition_slips import CONDITION_SLIPS
from classroom.diagnosis.edits import Edit
from classroom.diagnosis.flask_slips import FLASK_SLIPS
from classroom.diagnosis.python_slips import PYTHON_SLIPS
from classroom.diagnosis.response_slips import RESPONSE_SLIPS
from classroom.diagnosis.route_slips import ROUTE_SLIPS
from classroom.diagnosis.value_slips import VALUE_SLIPS
from classroom.i18n import Text

# A rule gets a statement of the learner and its differences from the reference, and returns the cause or None.
RULES: tuple[Callable[[ast.AST, list[Edit]], Text | None], ...] = (
    *RESPONSE_SLIPS,
    *CALL_SLIPS,
    *PYTHON_SLIPS,
    *CONDITION_SLIPS,
    *VALUE_SLIPS,
    *FLASK_SLIPS,
    *ROUTE_SLIPS,
)


def find_slip(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """Return the cause that the first fitting rule names, or None."""
    return next((text for rule in RULES if (text := rule(mine, edits))), None)
