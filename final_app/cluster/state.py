"""What runs in a cluster: the supervisor writes it to a file, and the other commands read it."""

import json
import os
from pathlib import Path
from typing import Any

NAME = "cluster.json"  # in the cluster's folder


def write_state(folder: Path, **state: object) -> None:
    """Write what runs, in one go, readable by its owner only: the mailbox's key is in it."""
    new = folder / f"{NAME}.new"
    new.touch(mode=0o600)
    new.write_text(json.dumps(state, indent=2), encoding="utf-8")
    new.replace(folder / NAME)


def read_state(folder: Path) -> dict[str, Any] | None:
    """Return what the supervisor has written, or None if it does not run."""
    try:
        state: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        os.kill(state["pid"], 0)
    except (OSError, ValueError):
        return None
    return state


def delete_state(folder: Path) -> None:
    """Note that nothing runs."""
    (folder / NAME).unlink(missing_ok=True)
