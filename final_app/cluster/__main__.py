"""Run the final app on many machines, as plain processes of this one: python -m final_app.cluster [COMMAND]."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from final_app.cluster.state import read_state
from final_app.cluster.supervisor import Supervisor
from final_app.cluster.topology import make_cluster
from final_app.cluster.topology import missing_programs
from final_app.preflight import exit_if_port_taken

FOLDER = Path(__file__).resolve().parents[2] / "instance" / "cluster"
HELP = """Control it from any terminal:
  python3 course.py cluster status           what runs, and which mongod is the primary
  python3 course.py cluster kill NODE        end a node at once; it comes back by itself
  python3 course.py cluster restart          restart the apps, one after the other
  python3 course.py cluster stop             end all"""


@click.group(invoke_without_command=True)
@click.option("--apps", default=2, show_default=True, type=click.IntRange(1, 16), help="How many apps to run.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="The port of nginx.")
@click.option("--folder", default=FOLDER, type=click.Path(path_type=Path), help="Where data and logs are.")
@click.pass_context
def main(context: click.Context, apps: int, port: int, folder: Path) -> None:
    """Start three mongods, Redis, the apps and nginx in the background, and print the address to open."""
    context.obj = folder.resolve()
    if context.invoked_subcommand is None:
        start(context.obj, apps, port)


def start(folder: Path, apps: int, port: int) -> None:
    """Start the supervisor, wait until everything serves, and print what to do next."""
    if read_state(folder):
        raise click.ClickException("The cluster is running. See it with `cluster status`, end it with `cluster stop`.")
    if missing := missing_programs():
        install = "brew install nginx redis" if sys.platform == "darwin" else "sudo apt-get install nginx redis-server"
        raise click.ClickException(f"Missing: {', '.join(missing)}. Install it, then try again: {install}")
    exit_if_port_taken("127.0.0.1", port)
    folder.mkdir(parents=True, exist_ok=True)
    click.echo("Starting three mongods, Redis, the apps and nginx (about 30 s) ...")
    with (folder / "supervisor.log").open("wb") as log:
        command = [sys.executable, "-m", "final_app.cluster", "--apps", str(apps), "--port", str(port)]
        supervisor = subprocess.Popen(
            [*command, "--folder", str(folder), "supervise"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    while not (state := read_state(folder) or {}).get("ready"):
        if supervisor.poll() is not None:
            raise click.ClickException((folder / "supervisor.log").read_text(errors="replace").strip())
        time.sleep(0.2)
    lines = [f"Ready: {state['url']}", *state["logins"], f"Local mailbox: {state['mailbox']}", f"Logs: {folder}", HELP]
    click.echo("\n".join(lines))


@main.command(hidden=True)
@click.pass_context
def supervise(context: click.Context) -> None:
    """Run the nodes in this process's care, until SIGTERM."""
    options = context.parent.params if context.parent else {}
    cluster = make_cluster(context.obj, options["apps"], options["port"])
    try:
        Supervisor(cluster, context.obj).run()
    except (RuntimeError, PyMongoError) as error:
        sys.exit(f"The cluster cannot start: {error}")


@main.command()
@click.pass_obj
def status(folder: Path) -> None:
    """Show each node, its process and port, and which mongod is the primary."""
    state = require_state(folder)
    roles = mongo_roles([node["port"] for name, node in state["nodes"].items() if name.startswith("mongo")])
    for name, node in state["nodes"].items():
        click.echo(f"{name:<8} pid {node['pid']:<8} port {node['port']:<6} {roles.get(node['port'], 'running')}")
    click.echo(state["url"])


@main.command()
@click.argument("node")
@click.option("--signal", "name", default="KILL", help="Another signal: STOP freezes it, CONT lets it go on, TERM ...")
@click.pass_obj
def kill(folder: Path, node: str, name: str) -> None:
    """End a node at once (app1, mongo2, redis, nginx; primary: the mongod that takes writes)."""
    nodes = require_state(folder)["nodes"]
    if node == "primary":
        roles = mongo_roles([one["port"] for other, one in nodes.items() if other.startswith("mongo")])
        node = next((other for other, one in nodes.items() if roles.get(one["port"]) == "PRIMARY"), node)
    if node not in nodes:
        raise click.ClickException(f"There is no node {node!r} now. Choose one of: {', '.join(nodes)}.")
    number = getattr(signal, f"SIG{name.upper().removeprefix('SIG')}", None)
    if number is None:
        raise click.ClickException(f"There is no signal {name!r}. Use KILL, TERM, STOP or CONT.")
    os.kill(nodes[node]["pid"], number)
    click.echo(f"{node} got {number.name}.")


@main.command()
@click.pass_obj
def restart(folder: Path) -> None:
    """Restart the apps one after the other, as for a new version; no request fails."""
    state = require_state(folder)
    os.kill(state["pid"], signal.SIGUSR1)
    while require_state(folder)["restarts"] == state["restarts"]:
        time.sleep(0.2)
    click.echo("All apps are restarted.")


@main.command()
@click.pass_obj
def stop(folder: Path) -> None:
    """End all nodes; the data stays."""
    os.kill(require_state(folder)["pid"], signal.SIGTERM)
    while read_state(folder):
        time.sleep(0.2)
    click.echo("The cluster is stopped.")


def require_state(folder: Path) -> dict[str, Any]:
    """Return what the supervisor has written; exit with a message if it does not run."""
    state = read_state(folder)
    if state is None:
        raise click.ClickException("No cluster is running. Start one: python3 course.py cluster")
    return state


def mongo_roles(ports: list[int]) -> dict[int, str]:
    """Return PRIMARY, SECONDARY or another state by the port of each mongod, as one that answers sees it."""
    for port in ports:
        try:
            with MongoClient[dict[str, Any]](
                "127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=1000, socketTimeoutMS=2000
            ) as client:
                members = client.admin.command("replSetGetStatus")["members"]
        except PyMongoError:
            continue
        return {int(member["name"].rsplit(":", 1)[1]): member["stateStr"] for member in members}
    return {}


if __name__ == "__main__":
    main(prog_name="python3 course.py cluster")
