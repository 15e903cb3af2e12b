"""One command for the whole course: makes .venv, installs the locked set, hands over to the classroom."""

import base64
import hashlib
import locale
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "installed"  # holds the digest of what was installed, once all of it was
SCRIPT = "socket.io.min.js"
SCRIPT_VERSION = "4.8.3"
SCRIPT_SHA384 = "kzavj5fiMwLKzzD1f8S7TeoVIEi7uKHvbTA3ueZkrzYq75pNQUiUi6Dy98Q3fxb0"
SCRIPT_HOMES = [ROOT / "04_websockets/static" / SCRIPT, ROOT / "final_app/static" / SCRIPT]


def say(english, korean, then=print):
    """Print a message in the language of the system, or end with it (then=sys.exit)."""
    system = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    language = system or locale.getlocale()[0] or ""
    then(korean if language.lower().startswith("ko") else english)


def check_python():
    """End with advice where this Python is too old."""
    if sys.version_info < (3, 11):
        names = ("python3.13", "python3.12", "python3.11")
        facts = (sys.version.split()[0], next(filter(shutil.which, names), "python3.12"))
        say(
            "Python 3.11 or newer is needed; this is {}. Install it, then: {} course.py".format(*facts),
            "Python 3.11 이상이 필요한데 지금은 {}이에요. 설치한 뒤: {} course.py".format(*facts),
            then=sys.exit,
        )


def digest():
    """Return what the installation depends on, as one hash: the locked set, the place, the Python."""
    facts = [(ROOT / "requirements.txt").read_bytes(), str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"".join(facts)).hexdigest()


def install():
    """Make .venv anew and install the locked set and the project into it."""
    say("Setting up, once; this takes about a minute.", "처음 한 번 준비해요. 1분쯤 걸려요.")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode:
        say(
            made.stdout + made.stderr + "Python could not make .venv. On Debian and Ubuntu: apt install python3-venv",
            made.stdout + made.stderr + ".venv를 만들지 못했어요. Debian과 Ubuntu라면: apt install python3-venv",
            then=sys.exit,
        )
    pip("--require-hashes", "--requirement", "requirements.txt")
    pip("--no-deps", "--no-index", "--no-build-isolation", "--editable", ".")
    INSTALLED.write_text(digest())


def pip(*what):
    """Install by pip, showing one line of progress; end with advice where it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *what]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout:
            lines.append(line)
            if line.startswith(("Collecting", "Installing")):
                print("\r" + line.split(" (from")[0].strip()[:70].ljust(72), end="", flush=True)
    print("\r" + " " * 72, end="\r", flush=True)
    if process.returncode:
        end = "".join(lines[-8:])
        say(
            end + "The packages could not be installed. Is there a network? Then run this again.",
            end + "패키지를 설치하지 못했어요. 네트워크를 확인하고 다시 실행하세요.",
            then=sys.exit,
        )


def bring_script():
    """Put the Socket.IO browser script where the pages look for it, or say that the pages ask the CDN."""
    homes = [home for home in SCRIPT_HOMES if home.parent.is_dir() and not home.exists()]
    script = (from_npm() or from_cdn()) if homes else None
    if homes and not script:
        say(
            "The Socket.IO script could not be fetched: pages load it from cdn.socket.io, if there is a network.",
            "Socket.IO 스크립트를 가져오지 못했어요. 네트워크가 있으면 페이지가 cdn.socket.io에서 불러와요.",
        )
    for home in homes if script else []:
        home.write_bytes(script)


def from_npm():
    """Return the script out of its npm package, or None."""
    with tempfile.TemporaryDirectory() as folder:
        command = [shutil.which("npm"), "pack", "--silent", "--fetch-retries=0", "socket.io-client@" + SCRIPT_VERSION]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
                return right_or_none(package.extractfile("package/dist/" + SCRIPT).read())
        except (OSError, TypeError, subprocess.SubprocessError):  # no npm, or no network
            return None


def from_cdn():
    """Return the script from the library's own CDN, or None."""
    try:
        with urllib.request.urlopen("https://cdn.socket.io/" + SCRIPT_VERSION + "/" + SCRIPT, timeout=10) as answer:
            return right_or_none(answer.read())
    except OSError:
        return None


def right_or_none(script):
    """Return these bytes if they are the pinned script."""
    return script if base64.b64encode(hashlib.sha384(script).digest()).decode() == SCRIPT_SHA384 else None


def prepare():
    """Install what is missing; a second start at the same time waits for the first."""
    with (ROOT / ".venv.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not PYTHON.exists() or not INSTALLED.exists() or INSTALLED.read_text() != digest():
            install()
        bring_script()


def main():
    """Prepare what is missing, then run the classroom with the same arguments."""
    check_python()
    prepare()
    command = [str(PYTHON), "-m", "classroom", *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(str(PYTHON), command)


if __name__ == "__main__":
    main()
