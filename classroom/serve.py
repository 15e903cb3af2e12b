"""Serve a stage as `python NN/app.py` does, on any host and port."""

import errno
import importlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
from werkzeug.serving import get_interface_ip

from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.places import places_in
from classroom.i18n import tr
from classroom.stages import Stage
from classroom.workspace import short_path
from classroom.workspace import watch_folder


def serve(stage: Stage, folder: Path, host: str, port: int) -> None:
    """Serve a stage, or a copy of it, until it is stopped; exit if the port is taken or the app has an error."""
    exit_if_port_taken(host, port)
    folder = folder.resolve()
    shown = short_path(folder)
    if folder == stage.path:
        click.echo(tr(f"Serving the course's own {shown}", f"과정에 있는 원본을 실행해요: {shown}"))
    else:
        click.echo(tr(f"Serving your copy {shown}", f"내 복사본을 실행해요: {shown}"))
    module = load(folder)
    if hasattr(module, "socketio"):
        address = get_interface_ip(socket.AF_INET) if host == "0.0.0.0" else host  # noqa: S104
        click.echo(f"http://{address}:{port}")
        module.socketio.run(module.app, host=host, port=port, use_reloader=False)
    else:
        module.app.run(host=host, port=port, use_reloader=False)


def serve_final_app(host: str | None, port: int, for_class: bool) -> None:
    """Serve the final app, on its own choice of host if none is given; exit if the port is taken."""
    exit_if_port_taken(host or ("0.0.0.0" if for_class else "127.0.0.1"), port)  # noqa: S104 - as the app itself does
    options = ["--class"] * for_class + (["--host", host] if host else [])
    exec_command([sys.executable, "-m", "final_app", "--port", str(port), *options])


def serve_and_restart(command: list[str], folder: Path) -> None:
    """Run a command that serves a folder, and again after each change; an error only ends it until the next change."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    server: subprocess.Popen[bytes] | None = None
    waiting = False
    try:
        for changed in watch_folder(folder):
            if changed or server is None:  # the first time, watching has already begun
                stop(server)
                server, waiting = subprocess.Popen(command), False
            elif server.poll() is not None and not waiting:
                click.echo(tr("Waiting for your next change ...", "파일을 고치면 다시 시작해요 ..."), err=True)
                waiting = True
    finally:
        stop(server)


def stop(server: "subprocess.Popen[bytes] | None") -> None:
    """End a server and wait until its port is free."""
    if server is None:
        return
    server.terminate()
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:  # the app ignores the signal
        server.kill()
        server.wait()


def load(folder: Path) -> ModuleType:
    """Import the app.py of a stage, which imports other files from its folder, or exit with the error in it."""
    sys.path.insert(0, str(folder))
    try:
        module = importlib.import_module("app")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # the learner's code may raise anything, also SystemExit
        raise click.ClickException(load_error(error, folder)) from error
    if not hasattr(module, "app"):
        message = tr(
            "{} does not create an app: add app = Flask(__name__).", "{} 파일에 app = Flask(__name__) 줄이 없어요."
        )
        raise click.ClickException(message.format(short_path(folder / "app.py")))
    return module


def load_error(error: BaseException, folder: Path) -> str:
    """Say where an app fails while it is loading, and why."""
    places = places_in(error, folder)
    where = [f"{short_path(folder / places[-1].file)}:{places[-1].line}", f"    {places[-1].source}"] if places else []
    return "\n".join([tr("The app cannot start.", "앱을 시작할 수 없어요."), *where, str(explain(error).text)])


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
