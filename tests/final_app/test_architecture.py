"""The house rules that a machine can see: which way arrows go, who speaks what, how large a room may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "final_app"
# From the ground up: a room may use those before it, by their actions or store.
ORDER = ["mongod", "errors", "ids", "i18n", "http", "db", "text", "extensions", "realtime", "health"]
ORDER += ["mail", "media", "users", "notifications", "friends", "presence", "posts", "comments", "search", "settings"]
SOURCES = sorted(HOUSE.rglob("*.py"))


def imports_of(path):
    """Return the dotted names that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path):
    """Return the room that a file of the house belongs to: its folder, or its own name."""
    inner = path.relative_to(HOUSE)
    return inner.parts[0] if len(inner.parts) > 1 else inner.stem


def name_of(path):
    """Return how a test calls a file."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in SOURCES if room_of(path) in ORDER], ids=name_of)
def test_arrows_go_to_the_rooms_before(path):
    """A room imports only rooms before it, and of those never the views."""
    own = room_of(path)
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "final_app" or len(parts) < 2 or parts[1] == own:
            continue
        assert ORDER.index(parts[1]) < ORDER.index(own), f"{own} uses {name}"
        assert "views" not in parts, f"{own} uses {name}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_a_store_speaks_mongodb_and_only_events_speak_socketio(path):
    """Queries stand in store.py, the socket in live.py and events.py."""
    names = [name.split(".")[0] for name in imports_of(path)]
    if path.name != "store.py" and room_of(path) not in ("db", "mongod", "__init__", "__main__", "errors"):
        assert "pymongo" not in names
        assert ".find(" not in path.read_text(encoding="utf-8")
    if path.name != "events.py" and room_of(path) not in ("realtime", "extensions", "__init__", "__main__"):
        assert "flask_socketio" not in names


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name in ("actions.py", "rules.py")], ids=name_of)
def test_actions_know_no_request(path):
    """What happens is said in facts: no request and no session in it."""
    assert not {"flask.request", "flask.session", "flask.g"} & set(imports_of(path))


@pytest.mark.parametrize("path", [*SOURCES, *sorted((ROOT / "classroom").rglob("*.py"))], ids=name_of)
def test_every_function_says_what_it_does_and_no_file_is_long(path):
    """A docstring on each function and class, and at most 200 lines a file."""
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    defined = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, defined) and node.name != "__init__"]
    assert [node.name for node in nodes if not ast.get_docstring(node)] == []


def test_no_stage_knows_the_classroom_or_the_final_app():
    """A stage stands alone: Flask, itself, and nothing of the helper."""
    for path in ROOT.glob("0*/*.py"):
        roots = {name.split(".")[0] for name in imports_of(path)}
        assert not roots & {"classroom", "final_app", "tests"}, path
