"""Serve a stage as `python NN/app.py` does, on any host and port."""

import errno
import importlib
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
from werkzeug.serving import get_interface_ip

from classroom.i18n import tr
from classroom.stages import Stage


def serve(stage: Stage, folder: Path, host: str, port: int, reload: bool) -> None:
    """Serve a stage, or a copy of it, until it is stopped; exit if the port is taken."""
    if not os.environ.get("WERKZEUG_SERVER_FD"):  # the reloader's child process inherits the open port
        exit_if_port_taken(host, port)
    if stage.number == "final_app":
        exec_command([sys.executable, "-m", "final_app", "--host", host, "--port", str(port)])
        return
    module = load(folder)
    if hasattr(module, "socketio"):
        shown = get_interface_ip(socket.AF_INET) if host == "0.0.0.0" else host  # noqa: S104
        click.echo(f"http://{shown}:{port}")
        module.socketio.run(module.app, host=host, port=port, use_reloader=reload)
    else:
        module.app.run(host=host, port=port, use_reloader=reload)


def load(folder: Path) -> ModuleType:
    """Import the app.py of a stage, which imports store.py and events.py from its folder."""
    sys.path.insert(0, str(folder))
    return importlib.import_module("app")


def exec_command(command: list[str]) -> None:
    """Replace this process with another program, so that signals reach it directly."""
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def exit_if_port_taken(host: str, port: int) -> None:
    """Exit with a message if the port is in use or the address is not on this computer."""
    reason = bind_error(host, port)
    if reason is None:
        return
    if reason.errno != errno.EADDRINUSE:
        raise click.ClickException(f"{host}:{port}: {reason.strerror}")
    free = next(near for near in range(port + 1, port + 1000) if bind_error(host, near) is None)
    raise click.ClickException(
        tr(
            f"Port {port} is already in use, perhaps by another stage. Stop that stage, or add: --port {free}",
            f"포트 {port}번은 이미 쓰이고 있어요. 켜 둔 다른 스테이지를 끄거나 이 옵션을 붙이세요: --port {free}",
        )
    )


def bind_error(host: str, port: int) -> OSError | None:
    """Return the error of listening on this address, or None."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            if os.name != "nt":  # on Windows it would let two servers share a port
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        return error
    return None
