"""Demo users for a new cluster, as the app creates them on a laptop."""

import os
import subprocess

from pymongo import MongoClient

from final_app.cluster.topology import Node

DEMO_USERS = 6


def fill_empty_database(app: Node) -> list[str]:
    """Create demo users in the database of an app if it is new, and return lines that say how to log in as them."""
    with MongoClient[dict[str, object]](app.environment["MONGO_URI"]) as client:
        if os.environ.get("SNS_DEMO") == "0" or client.get_default_database()["people"].find_one():
            return []
    command = [app.command[0], "-m", "flask", "--app", "final_app", "seed", "--people", str(DEMO_USERS)]
    environment = {**os.environ, **app.environment}
    seeded = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if seeded.returncode:
        raise RuntimeError(seeded.stderr)
    return seeded.stdout.splitlines()
