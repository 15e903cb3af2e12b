"""Serve a stage, as its own `python NN/app.py` would, at the host and port that are asked for."""

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
    """Serve a stage, or a copy of it, until it is stopped; refuse, naming a free port, where the port is taken."""
    if not os.environ.get("WERKZEUG_SERVER_FD"):  # the reloader's second process is handed the first one's port
        exit_if_port_taken(host, port)
    if stage.number == "final_app":
        exec_command([sys.executable, "-m", "final_app", "--host", host, "--port", str(port)])
        return
    module = load(folder)
    if hasattr(module, "create_app"):
        shown = get_interface_ip(socket.AF_INET) if host == "0.0.0.0" else host  # noqa: S104
        click.echo(f"http://{shown}:{port}")
        module.socketio.run(module.create_app(), host=host, port=port, use_reloader=reload)
    else:
        module.app.run(host=host, port=port, use_reloader=reload)


def load(folder: Path) -> ModuleType:
    """Import a stage's app.py, which finds its neighbours store.py and events.py beside it."""
    sys.path.insert(0, str(folder))
    return importlib.import_module("app")


def exec_command(command: list[str]) -> None:
    """Become another program, so that whoever stops this one stops that one."""
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def exit_if_port_taken(host: str, port: int) -> None:
    """End with a message where something listens on the port already, or the address is not ours."""
    reason = bind_error(host, port)
    if reason is None:
        return
    if reason.errno != errno.EADDRINUSE:
        raise click.ClickException(f"{host}:{port}: {reason.strerror}")
    other = next(near for near in range(port + 1, port + 1000) if bind_error(host, near) is None)
    raise click.ClickException(
        tr(
            f"Port {port} is taken, perhaps by a stage that still runs. Stop that one, or add: --port {other}",
            f"포트 {port}번은 이미 쓰이고 있어요. 켜 둔 다른 스테이지를 끄거나 이렇게 실행하세요: --port {other}",
        )
    )


def bind_error(host: str, port: int) -> OSError | None:
    """Return the error that a server would meet at this address, or None."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            if os.name != "nt":  # there it would let two servers share a port
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        return error
    return None
