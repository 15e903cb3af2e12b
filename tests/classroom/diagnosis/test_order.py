"""Causes in the order of a function are looked for in whatever a learner writes."""

import ast

import pytest

from classroom.diagnosis.order import nothing_returned_at_the_end
from classroom.diagnosis.trial import Trial


@pytest.mark.parametrize("line", ["y = 1 if x else 2", "y = (lambda: x)()"])
def test_an_expression_with_a_body_is_no_block(tmp_path, line):
    """The body of a conditional expression or a lambda is no list of statements."""
    source = f"def view(x):\n    {line}\n    if y:\n        return y\n"
    (tmp_path / "app.py").write_text(source)
    tree, reference = ast.parse(source), ast.parse("def view(x):\n    return x\n")
    trial = Trial(tmp_path, "app.py", tree, tree.body[0], tree.body[0], reference.body[0], lambda _copy: False)
    assert nothing_returned_at_the_end(trial) is None
