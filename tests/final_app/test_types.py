"""Documents are typed: a misspelled field is found by mypy, before any test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSPELLED = [
    ("posts/actions.py", 'post["author_id"] != viewer["_id"]', 'post["auther_id"] != viewer["_id"]', "auther_id"),
    ("comments/actions.py", '"reply_to": parent["_id"]', '"replyto": parent["_id"]', "replyto"),
    ("users/logins/store.py", 'login["id"] for login', 'login["ids"] for login', "ids"),
    ("friends/actions.py", 'found["state"] == "friends"', 'found["state"] == "friend"', "friend"),
]


@pytest.mark.timeout(300)
def test_mypy_finds_a_misspelled_field_and_a_misspelled_state(tmp_path):
    """post["auther_id"] in an action or a store is an error of the type checker."""
    pytest.importorskip("mypy", reason="mypy is in the dependency group lint")
    shutil.copytree(ROOT / "final_app", tmp_path / "final_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, right, wrong, _field in MISSPELLED:
        path = tmp_path / "final_app" / name
        assert right in path.read_text()
        path.write_text(path.read_text().replace(right, wrong))
    command = [sys.executable, "-m", "mypy", "--strict-equality", "-p", "final_app"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=280, check=False)
    for name, _right, _wrong, field in MISSPELLED:
        assert any(
            (name in line and f'"{field}"' in line) or (name in line and f"'{field}'" in line)
            for line in done.stdout.splitlines()
        ), (name, done.stdout)
