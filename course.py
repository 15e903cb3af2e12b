"""Run the course with one command: create .venv, install the locked packages, start the classroom."""

import base64
import hashlib
import locale
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAGES, FINAL_APP, TEST = "stages", "final_app", "test"  # parts of the installation, each locked in requirements/
INSTALLING = {
    STAGES: (
        "Installing Flask and what the stages need (about 60 MB) ...",
        "Flask와 스테이지에 필요한 패키지를 설치해요 (약 60MB) ...",
    ),
    FINAL_APP: (
        "Installing what the final app needs: MongoDB and more (about 210 MB) ...",
        "final_app에 필요한 패키지를 설치해요: MongoDB 등 (약 210MB) ...",
    ),
    TEST: (
        "Installing what the tests need: pytest, Playwright and more (about 180 MB) ...",
        "테스트에 필요한 패키지를 설치해요: pytest, Playwright 등 (약 180MB) ...",
    ),
}
SCRIPT = "socket.io.min.js"
SCRIPT_VERSION = "4.8.3"
SCRIPT_SHA384 = "kzavj5fiMwLKzzD1f8S7TeoVIEi7uKHvbTA3ueZkrzYq75pNQUiUi6Dy98Q3fxb0"
SCRIPT_HOMES = [ROOT / "04_websockets/static" / SCRIPT, ROOT / "final_app/static" / SCRIPT]


def in_system_language(english, korean):
    """Return the message in the language of the system."""
    system = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    language = system or locale.getlocale()[0] or ""
    return korean if language.lower().startswith("ko") else english


def say(english, korean):
    """Print a message immediately, even to a pipe."""
    print(in_system_language(english, korean), flush=True)


def exit_with(english, korean):
    """Exit with a message and status 1."""
    sys.exit(in_system_language(english, korean))


def check_python():
    """Exit with advice if this Python is too old."""
    if sys.version_info < (3, 11):
        names = ("python3.13", "python3.12", "python3.11")
        facts = (sys.version.split()[0], next(filter(shutil.which, names), "python3.12"))
        exit_with(
            "The course needs Python 3.11 or newer; this is {}. Install it, then run: {} course.py".format(*facts),
            "Python 3.11 이상이 필요해요. 지금 버전: {}. 설치한 뒤 이렇게 실행하세요: {} course.py".format(*facts),
        )


def parts_for(arguments):
    """Return the parts that a command needs, in the order of their installation."""
    words = list(arguments)
    while words and words[0].startswith("-"):
        del words[: 2 if words[0] == "--lang" else 1]
    if words[:1] == ["test"]:
        return [STAGES, FINAL_APP, TEST]
    if words[:1] == ["cluster"]:
        return [STAGES, FINAL_APP]
    if words[:1] == ["run"] and "final_app" in [word.strip("/\\") for word in words]:
        return [STAGES, FINAL_APP]
    return [STAGES]


def lock_of(part):
    """Return the lock file of a part, which includes the parts before it."""
    return ROOT / "requirements" / (part + ".txt")


def stamp_of(part):
    """Return the file that stores the digest of a completely installed part."""
    return VENV / ("installed_" + part)


def digest_of(part):
    """Return a hash of what an installation depends on: the lock file, the folder and the Python version."""
    facts = [lock_of(part).read_bytes(), str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"".join(facts)).hexdigest()


def is_installed(part):
    """Return whether a part is installed as its current lock file says."""
    return PYTHON.exists() and stamp_of(part).exists() and stamp_of(part).read_text() == digest_of(part)


def install(part):
    """Install a part; the first one recreates .venv and installs the project itself too."""
    say(*INSTALLING[part])
    if part == STAGES:
        make_venv()
    progress = Progress(lock_of(part))
    done = pip("--require-hashes", "--requirement", str(lock_of(part)), follow=progress.follow)
    progress.clear()
    if done and part == STAGES:
        done = pip("--no-deps", "--no-index", "--no-build-isolation", "--editable", ".")
    if not done:
        exit_without(part)
    stamp_of(part).write_text(digest_of(part))


def make_venv():
    """Create an empty .venv, or exit with advice."""
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode:
        exit_with(
            made.stdout + made.stderr + "Python could not create .venv. On Debian and Ubuntu: apt install python3-venv",
            made.stdout + made.stderr + ".venv를 만들지 못했어요. Debian과 Ubuntu라면: apt install python3-venv",
        )


def exit_without(part):
    """Exit because a part could not be installed; the stages need only the first one."""
    english = "The packages could not be installed. Check your network connection, then run this again."
    korean = "패키지를 설치하지 못했어요. 네트워크를 확인하고 다시 실행하세요."
    if part != STAGES:
        english += " The stages work without them: python3 course.py run 01"
        korean += " 스테이지는 이 패키지 없이도 실행돼요: python3 course.py run 01"
    exit_with(english, korean)


def pip(*what, follow=None):
    """Run pip install, pass each line of its output to follow, and return whether it succeeded."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *what]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout:
            lines.append(line)
            if follow:
                follow(line)
    if process.returncode:
        telling = [line for line in lines if not line.startswith("Requirement already satisfied")]
        sys.stderr.write("".join(telling[-8:]))
    return process.returncode == 0


class Progress:
    """Show the progress of pip: one updated line on a terminal, a few plain lines elsewhere."""

    def __init__(self, lock):
        self.total = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
        self.done = 0
        self.on_terminal = sys.stdout.isatty()

    def follow(self, line):
        """Show the progress in one line of pip's output."""
        step = re.match(r"(Collecting|Processing|Requirement already satisfied:|Ignoring) (\S+)", line)
        if step:
            self.done += 1
            name = re.split(r"[=:]|-\d", step.group(2).split("/")[-1])[0]
            if self.on_terminal:
                self.write("  {}/{} {}".format(self.done, self.total, name))
        elif line.startswith("Installing collected packages"):
            text = in_system_language("  Downloaded. Unpacking ...", "  다 받았어요. 풀고 있어요 ...")
            if self.on_terminal:
                self.write(text)
            else:
                print(text, flush=True)

    def write(self, text):
        """Replace the line on the terminal."""
        print("\r\033[K" + text, end="", flush=True)

    def clear(self):
        """Remove the line from the terminal."""
        if self.on_terminal:
            self.write("")


def fetch_socketio_client():
    """Download the Socket.IO browser script, or say that the pages load it from the CDN."""
    homes = [home for home in SCRIPT_HOMES if home.parent.is_dir() and not home.exists()]
    script = (fetch_from_npm() or fetch_from_cdn()) if homes else None
    if homes and not script:
        say(
            "The Socket.IO script could not be downloaded. The pages load it from cdn.socket.io if they can.",
            "Socket.IO 스크립트를 내려받지 못했어요. 네트워크가 연결되면 페이지가 cdn.socket.io에서 불러와요.",
        )
    for home in homes if script else []:
        home.write_bytes(script)


def fetch_from_npm():
    """Download the script from its npm package, or return None."""
    with tempfile.TemporaryDirectory() as folder:
        command = [shutil.which("npm"), "pack", "--silent", "--fetch-retries=0", "socket.io-client@" + SCRIPT_VERSION]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
                return verified_or_none(package.extractfile("package/dist/" + SCRIPT).read())
        except (OSError, TypeError, subprocess.SubprocessError):  # no npm, or no network
            return None


def fetch_from_cdn():
    """Download the script from the CDN of Socket.IO, or return None."""
    try:
        with urllib.request.urlopen("https://cdn.socket.io/" + SCRIPT_VERSION + "/" + SCRIPT, timeout=10) as response:
            return verified_or_none(response.read())
    except OSError:
        return None


def verified_or_none(script):
    """Return the script if its hash matches the pinned one, or None."""
    return script if base64.b64encode(hashlib.sha384(script).digest()).decode() == SCRIPT_SHA384 else None


def prepare(parts):
    """Install the missing parts; another course.py that starts meanwhile waits."""
    with (ROOT / ".venv.lock").open("w") as lock:
        wait_for(lock)
        for part in parts:
            if not is_installed(part):
                install(part)
        fetch_socketio_client()


def wait_for(lock):
    """Lock this file; print a message if another course.py holds the lock."""
    if not fcntl:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(
            "Another course.py is installing the packages. Waiting for it ...",
            "다른 course.py가 패키지를 설치하고 있어요. 끝날 때까지 기다려요 ...",
        )
        fcntl.flock(lock, fcntl.LOCK_EX)


def main():
    """Install what the command needs, then run the classroom with the same arguments."""
    check_python()
    prepare(parts_for(sys.argv[1:]))
    command = [str(PYTHON), "-m", "classroom", *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(str(PYTHON), command)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # not every terminal can show Korean
    main()
