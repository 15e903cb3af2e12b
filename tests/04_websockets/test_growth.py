"""Each stage grows from the one before: what has not changed is the same, so that `diff -r` reads as the lesson."""

import ast
from itertools import pairwise

import pytest

STAGES = ["01_routes", "02_templates_redirect_jsonify", "03_sessions", "04_websockets"]
DIFFER = {("02_templates_redirect_jsonify", "03_sessions"): {"message_for"}}  # from 03 on, one message for a path
ALIKE = {  # the pages and scripts of 03 that 04 has unchanged
    "static": ["language.js", "posts.js", "whoami.js"],
    "templates": ["_cookie_lab", "_post_to_change", "_tried", "error", "login", "post", "user", "whoami"],
}


def functions_of(path):
    """Return the source of each function of a file, by its name."""
    source = path.read_text(encoding="utf-8")
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return {function.name: ast.get_source_segment(source, function) for function in functions}


@pytest.mark.parametrize(("stage", "following"), list(pairwise(STAGES)))
def test_helpers_of_the_same_name_are_the_same(stage_root, stage, following):
    """A function of helpers.py is carried over unchanged, except where the next stage needs more of it."""
    older, newer = (functions_of(stage_root / folder / "helpers.py") for folder in (stage, following))
    changed = {name for name in older if newer.get(name) != older[name]}

    assert changed == DIFFER.get((stage, following), set())
    assert [name for name in newer if name in older] == list(older)


def test_the_helpers_of_03_and_04_are_one_file(stage_root):
    """Stage 04 needs no other plumbing than stage 03."""
    one, other = ((stage_root / folder / "helpers.py").read_bytes() for folder in STAGES[2:])

    assert one == other


def test_all_stages_choose_the_language_by_the_same_script(stage_root):
    """language.js is the same file in all four stages."""
    scripts = {(stage_root / stage / "static" / "language.js").read_bytes() for stage in STAGES}

    assert len(scripts) == 1


def test_04_has_the_pages_of_03(stage_root):
    """A page to which stage 04 adds nothing is the same file as in stage 03."""
    names = [f"static/{name}" for name in ALIKE["static"]] + [f"templates/{name}.html" for name in ALIKE["templates"]]
    older, newer = ({name: (stage_root / folder / name).read_bytes() for name in names} for folder in STAGES[2:])

    assert older == newer
