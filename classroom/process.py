"""Run a worker process, stop it at its limits with all that it has started, and return what it wrote."""

import contextlib
import os
import platform
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from classroom.i18n import Text

INHERITED = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")  # environment variables; an app needs no others
MAX_PROCESSES = 64
MAX_DISK = 1 << 30  # bytes that a submission may take from the disk
MAX_OUTPUT = 16 << 20
MARK = "COURSE_RUN"  # the environment variable by which processes of a worker are found
ALONE = ("unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child", "--net", "--ipc")
FEW = ("/bin/sh", "-c", 'echo 400 > /proc/sys/kernel/pid_max; exec "$@"', "sh")  # from 6.14 on of these processes only

TOO_MANY = Text(
    f"The app started more than {MAX_PROCESSES} processes, and was stopped.",
    f"앱이 프로세스를 {MAX_PROCESSES}개 넘게 시작해서 멈췄어요.",
)
DISK_FILLED = Text(
    f"The app wrote more than {MAX_DISK >> 20} MB to the disk, and was stopped.",
    f"앱이 디스크에 {MAX_DISK >> 20}MB 넘게 써서 멈췄어요.",
)


@cache
def alone() -> tuple[str, ...]:
    """Return the command that runs a program without a network and apart from other processes; or nothing."""
    if sys.platform != "linux" or shutil.which(ALONE[0]) is None:
        return ()
    command = ALONE + (FEW if os.geteuid() == 0 and kernel() >= (6, 14) else ())
    tried = subprocess.run([*command, "true"], check=False, capture_output=True)
    return command if tried.returncode == 0 else ()


def kernel() -> tuple[int, ...]:
    """Return the version of Linux."""
    return tuple(map(int, re.findall(r"\d+", platform.release())[:2]))


def run_worker_process(
    arguments: list[str], folder: Path, environment: dict[str, str], token: str, seconds: float
) -> tuple[str, Text | None]:
    """Run Python with a token as its input, and return its output and why it was stopped, if it was."""
    mark = secrets.token_hex()
    confined = "COURSE_MEGABYTES" in environment
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as a process that the app has started
        process = subprocess.Popen(
            [*prefix(confined), sys.executable, "-P", *arguments],
            cwd=folder,
            env=inherited | environment | {MARK: mark},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            give(process, token)
            stopped = wait(process, seconds, confined, folder)
        finally:
            kill_group(process)
            kill_marked(mark)
            process.wait()
        output.seek(0)
        return output.read(MAX_OUTPUT).decode("utf-8", "replace"), stopped


def give(process: "subprocess.Popen[bytes]", token: str) -> None:
    """Write a token to the input of a process."""
    if process.stdin:
        with contextlib.suppress(OSError), process.stdin as file:
            file.write(token.encode())


def prefix(confined: bool) -> tuple[str, ...]:
    """Return what comes before the command, so that an app that kills its parent process does not kill this one."""
    if not confined or os.name == "nt":
        return ()
    return alone() or ("/bin/sh", "-c", '"$@"; exit $?', "sh")


def wait(process: "subprocess.Popen[bytes]", seconds: float, confined: bool, folder: Path) -> Text | None:
    """Wait until a process or its time ends; or return which other limit it has reached."""
    ends_at = time.monotonic() + seconds
    free = shutil.disk_usage(folder).free
    while time.monotonic() < ends_at:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1 if confined else seconds)
            return None
        if confined and in_session(process.pid) > MAX_PROCESSES:
            return TOO_MANY
        if confined and free - shutil.disk_usage(folder).free > MAX_DISK:
            return DISK_FILLED
    return None


def in_session(leader: int) -> int:
    """Count the processes in a session, without reading their memory, which a process that forks keeps locked."""
    number = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            number += os.getsid(int(folder.name)) == leader
    return number


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and its process group."""
    if os.name == "nt":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def kill_marked(mark: str) -> None:
    """Kill the processes of a worker that have left its group, until there are no more; on Linux only."""
    for _ in range(100):
        found = False
        for pid in marked(mark):
            found = True
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if not found:
            return
        time.sleep(0.01)


def marked(mark: str) -> Iterator[int]:
    """Yield the processes that a worker has started, itself included; on Linux only."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes():
                yield int(folder.name)
