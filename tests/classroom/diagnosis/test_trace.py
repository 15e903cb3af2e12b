"""A function is followed line by line, and looking at it changes nothing."""

import ast
import importlib.util
import sys

import pytest

from classroom.diagnosis.facts import types_that_never_fit
from classroom.diagnosis.paths import ended_without_return
from classroom.diagnosis.trace import last_run


@pytest.fixture
def followed(tmp_path):
    """Return a function that defines view() by a source, calls it, and returns its syntax tree and its last call."""

    def follow(source, *arguments):
        path = tmp_path / "followed.py"
        path.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location("followed", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        function = next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
        return function, last_run(path, function, None, lambda: module.view(*arguments)), module

    return follow


def test_the_lines_that_ran_are_known_and_tracing_ends(followed):
    """The other branch is not among them."""
    _, run, _ = followed("def view(x):\n    if x:\n        return 1\n    return 2\n", 0)
    assert run.lines == [2, 4]
    assert run.returned == 2
    assert sys.gettrace() is None


def test_what_is_evaluated_again_has_no_effect(followed):
    """A call that may change something is not made once more."""
    source = "made = []\ndef view(x):\n    if made.append(x) == x or made.pop() == x:\n        return made\n"
    _, _, module = followed(source, 1)
    assert module.made == []


def test_a_text_is_never_a_number(followed):
    """The values are told as they were."""
    function, run, _ = followed('def view(x):\n    return x == "1"\n', 1)
    text, _ = types_that_never_fit(function, run)
    assert "'1'" in text.en
    assert "숫자" in text.ko


def test_a_missing_return_names_the_condition(followed):
    """Only the branch that did not run returns something."""
    function, run, _ = followed("def view(x):\n    if x > 1:\n        return x\n", 1)
    text, _ = ended_without_return(function, run)
    assert "`x > 1` (line 2) was false" in text.en
    assert "x = 1" in text.ko
