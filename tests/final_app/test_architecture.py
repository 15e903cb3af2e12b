"""The architecture rules that a machine can check: imports, collections, templates, docstrings, file sizes."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "final_app"
# From the ground up: a package or module imports only those before it, and of those never the views.
ORDER = ["loops", "compression", "assets", "mongod", "errors", "i18n", "theme", "origin", "http", "visits", "network"]
ORDER += ["db", "schema", "text", "links", "ngrams", "request_turns", "threads", "memo"]
ORDER += ["socket_limits", "extensions", "rates", "realtime", "health", "manifest", "decoder"]
ORDER += ["mail", "media", "drafts", "users", "joining", "blocks", "notifications", "friends", "presence", "posts"]
ORDER += ["comments"]
ORDER += ["search", "settings", "moderation", "pages", "repair"]
COLLECTIONS = {
    "users": {"people", "waiting", "freed_nicknames"},
    "mail": {"letters", "failures"},
    "media": {"images"},
    "drafts": {"drafts"},
    "joining": {"joining"},
    "blocks": {"blocks"},
    "notifications": {"notices", "notice_numbers"},
    "friends": {"friendships"},
    "presence": {"online"},
    "posts": {"posts", "likes"},
    "comments": {"comments"},
    "search": set(),
    "moderation": {"reports", "moderation_log"},
}
SPEAK_MONGODB = {"db", "mongod", "__init__", "__main__", "errors", "cluster"}  # beside the stores
OPEN_DATABASE = {"db", "cli", "repair", "health", "__main__"}  # beside the stores
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = PACKAGE / "templates"


def imports_of(path):
    """Return the dotted names that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def feature_of(path):
    """Return the package of final_app that a file belongs to, or its own name."""
    inner = path.relative_to(PACKAGE)
    return inner.parts[0] if len(inner.parts) > 1 else inner.stem


def calls_in(path):
    """Return (name, arguments) of each call in a file; of a method the name is its last part."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            yield name, [one.value for one in node.args if isinstance(one, ast.Constant)]


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in SOURCES if feature_of(path) in ORDER], ids=name_of)
def test_imports_go_to_packages_before(path):
    """A package imports only those before it, and never their views."""
    own = feature_of(path)
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "final_app" or len(parts) < 2 or parts[1] == own:
            continue
        assert ORDER.index(parts[1]) < ORDER.index(own), f"{own} imports {name}"
        assert "views" not in parts, f"{own} imports {name}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_a_store_speaks_mongodb_and_only_events_speak_socketio(path):
    """Queries are in store.py, the socket in realtime.py and events.py."""
    names = [name.split(".")[0] for name in imports_of(path)]
    if path.name != "store.py" and feature_of(path) not in SPEAK_MONGODB:
        assert "pymongo" not in names
        queries = {"find", "find_one", "aggregate", "update_one", "insert_one", "delete_one", "delete_many"}
        assert not queries & {name for name, _ in calls_in(path)}
    if path.name != "events.py" and feature_of(path) not in ("realtime", "extensions", "__init__", "__main__"):
        assert "flask_socketio" not in names


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_the_database_is_opened_in_stores_only(path):
    """get_db is used by stores, and by what looks after the database as a whole."""
    if path.name != "store.py" and feature_of(path) not in OPEN_DATABASE:
        assert "final_app.db.ping" not in set(imports_of(path))
        assert "get_db" not in {name for name, _ in calls_in(path)}


def test_a_collection_is_declared_once_in_its_own_store():
    """Each collection belongs to one package, and this list knows all of them."""
    declared = {
        feature_of(path): {arguments[0] for name, arguments in calls_in(path) if name == "declare"}
        for path in PACKAGE.glob("*/store.py")
    }
    assert declared == COLLECTIONS


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_collection_is_named_by_another_package(path):
    """A query names a collection by the function that its store declares, never by its text."""
    source = path.read_text(encoding="utf-8")
    foreign = set().union(*(names for owner, names in COLLECTIONS.items() if owner != feature_of(path)))
    for name in foreign:
        assert not re.search(rf"get_db\(\)(\.{name}\b|\[.{name}.\])|\.get_collection\(.{name}.", source)
        assert f'"from": "{name}"' not in source


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/views.py")), ids=name_of)
def test_a_view_renders_templates_of_its_own_package(path):
    """A template belongs to the package whose view renders it; what others share begins with an underscore."""
    rendered = [arguments[0] for name, arguments in calls_in(path) if name in ("render_template", "render_form_errors")]
    for template in rendered:
        assert template.split("/")[0] == feature_of(path)
        assert (TEMPLATES / template).exists()


def test_every_template_is_rendered_or_included():
    """No template is left over, and only partials are included from elsewhere."""
    sources = "".join(path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES.rglob("*.html")])
    for path in TEMPLATES.rglob("*.html"):
        assert f'"{path.relative_to(TEMPLATES)}"' in sources, path


def test_the_methods_of_a_url_are_in_one_file(make_app):
    """Whoever looks for what a URL does finds it in one place."""
    app, files = make_app(), {}
    for rule in app.url_map.iter_rules():
        files.setdefault(rule.rule, set()).add(app.view_functions[rule.endpoint].__module__)
    assert {url: modules for url, modules in files.items() if len(modules) > 1} == {}


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if feature_of(path) in COLLECTIONS and path.stem not in ("views", "events")]
)
def test_actions_know_no_request(path):
    """What happens is told by arguments: an action reads neither request nor session."""
    if path.name not in ("throttling.py", "sessions.py"):  # which are about requests
        assert not {"flask.request", "flask.session", "flask.g"} & set(imports_of(path))


@pytest.mark.parametrize("path", [*SOURCES, *sorted((ROOT / "classroom").rglob("*.py"))], ids=name_of)
def test_every_function_has_a_docstring_and_no_file_is_long(path):
    """A docstring for each function and class, and at most 200 lines in a file."""
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    defined = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, defined) and node.name != "__init__"]
    assert [node.name for node in nodes if not ast.get_docstring(node)] == []


def test_no_template_script_or_style_sheet_is_long():
    """At most 200 lines, as for Python; the Socket.IO script is installed, not ours."""
    kinds = (".html", ".txt", ".js", ".css")
    files = [path for path in PACKAGE.rglob("*") if path.suffix in kinds and not path.name.endswith(".min.js")]
    assert len(files) > 30
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 200} == {}


def test_no_stage_imports_the_classroom_or_the_final_app():
    """A stage is plain Flask, and needs nothing else."""
    for path in ROOT.glob("0*/*.py"):
        roots = {name.split(".")[0] for name in imports_of(path)}
        assert not roots & {"classroom", "final_app", "tests"}, path
