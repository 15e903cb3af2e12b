"""The files for Docker, as far as they can be tried without it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from final_app.cluster.topology import DEPLOY
from final_app.cluster.topology import ELECTION
from final_app.cluster.topology import TURN
from final_app.cluster.topology import free_ports
from final_app.config import Config
from tests.cluster.conftest import ROOT
from tests.cluster.conftest import wait_for

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
USER = "1000"
SECRETS = [".env", "final_app/deploy/.env", "final_app/deploy/tls/privkey.pem", "instance/secret_key", ".git/config"]


def tracked():
    """Return the files that a clone has."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def is_sent(path):
    """Return whether Docker gets a file: the last pattern that matches it or a folder above decides."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        above = [path, *map(str, Path(path).parents)]
        names = Path(path).parts if "**/" in line else [one for one in above if one != "."]
        if line and not line.startswith("#") and any(fnmatch(name, pattern) for name in names):
            sent = line.startswith("!")
    return sent


def words_after(instruction):
    """Return the last command of an instruction of the Dockerfile, with this Python."""
    found = re.findall(rf"^{instruction}\b.*?(\[.*\])$", DOCKERFILE, re.M)
    return [sys.executable if word == "python" else word for word in json.loads(found[-1])]


def test_the_image_has_the_app_and_no_secrets():
    """Settings, keys, data and the history of this machine are not sent to Docker, nor into git."""
    assert [path for path in SECRETS if is_sent(path)] == []
    assert not is_sent("final_app/users/__pycache__/store.cpython-312.pyc")
    assert is_sent("requirements/final_app.txt")
    app = [path for path in tracked() if path.startswith("final_app/") and not path.startswith("final_app/deploy/")]
    assert [path for path in app if not is_sent(path)] == []
    ignored = subprocess.run(["git", "check-ignore", *SECRETS[1:3]], cwd=ROOT, capture_output=True, check=False)
    assert ignored.returncode == 0
    assert len(ignored.stdout.splitlines()) == 2


def test_the_image_is_built_from_what_is_there():
    """Each file that the Dockerfile copies from the checkout is sent to Docker; the packages are locked."""
    copied = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.M)
    assert copied == ["requirements/final_app.txt", "final_app"]
    assert all((ROOT / path).exists() and is_sent(path) for path in copied)
    assert "--require-hashes -r requirements/final_app.txt" in DOCKERFILE


def test_what_the_image_has_is_enough_to_serve(tmp_path):
    """The files of the image, served by its CMD as another user than root, pass its HEALTHCHECK, and stop at SIGTERM.

    Replaced are the address, the port, and the packages, which are those of the tests: requirements/ locks both alike.
    """
    for path in filter(is_sent, tracked()):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    home, (port,) = tmp_path / "home", free_ports(1)
    home.mkdir()
    as_user = become(USER, home, [tmp_path, *tmp_path.parents[:2]])
    command = [word.replace("0.0.0.0", "127.0.0.1") for word in words_after("CMD")]
    kept = {name: value for name, value in os.environ.items() if name not in ("MONGO_URI", "REDIS_URL", "PYTHONPATH")}
    environment = {**kept, "SNS_INSTANCE_PATH": str(home / "instance"), "PYTHONDONTWRITEBYTECODE": "1"}
    app = subprocess.Popen([*as_user, *command, "--port", str(port)], cwd=tmp_path, env=environment)
    healthcheck = [word.replace(":5000/", f":{port}/") for word in words_after("HEALTHCHECK")]
    try:
        wait_for(lambda: subprocess.run(healthcheck, check=False, capture_output=True).returncode == 0, 90)
        assert Path(f"/proc/{app.pid}").stat().st_uid == (int(USER) if as_user else os.getuid())
    finally:
        app.send_signal(getattr(signal, re.search(r"^STOPSIGNAL (\w+)", DOCKERFILE, re.M)[1]))
        assert app.wait(timeout=30) == 0


def become(user, home, folders):
    """Return the beginning of a command that runs as another user, whose home this is, and who may see these folders.

    Nothing where the tests do not run as root, or where no other user can reach root's Python, not even with leave to
    read everything.
    """
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return []
    for folder in folders:
        folder.chmod(0o755)
    os.chown(home, int(user), int(user))
    command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    reading = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    same = ["-c", f"import sys; sys.exit(sys.version != {sys.version!r})"]
    for begin in (command, [*command, *reading]):
        if subprocess.run([*begin, sys.executable, *same], check=False, capture_output=True).returncode == 0:
            return begin
    return []


def test_the_app_knows_each_setting_of_the_compose_file():
    """A misspelled variable would be ignored in silence."""
    example = (DEPLOY / "env.example").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z_]+)=", example, re.M) + re.findall(r"^ +([A-Z_]+): ", COMPOSE, re.M)
    assert {"SECRET_KEY", "MONGO_URI", "MAIL_SERVER", "SNS_TRUSTED_PROXIES"} <= set(names)
    assert [name for name in names if not hasattr(Config, name.removeprefix("SNS_"))] == []


def test_nginx_has_a_line_for_each_app():
    """And each file that the compose file mounts is there, but for the certificate."""
    upstream = (DEPLOY / "upstream.conf").read_text(encoding="utf-8")
    assert re.findall(r"server (\w+):5000", upstream) == re.findall(r"^  (app\d+):", COMPOSE, re.M)
    mounted = set(re.findall(r"\./([\w.-]+):/", COMPOSE)) - {"tls"}
    assert mounted == {"nginx.conf", "upstream.conf", "listen.conf", "replica-set.js"}
    assert all((DEPLOY / name).is_file() for name in mounted)


def test_the_mongods_are_set_as_in_the_cluster_that_is_tested():
    """What makes another primary take over within seconds, if the first one is cut off, is the same with Docker."""
    assert re.findall(r"--setParameter (\S+)", COMPOSE) == TURN
    script = (DEPLOY / "replica-set.js").read_text(encoding="utf-8")
    assert {name: int(value) for name, value in re.findall(r"(\w+Millis): (\d+)", script)} == ELECTION


MISTAKES = [
    ("restart: always", "restartt: always"),
    ("mongo3: {condition", "mongo4: {condition"),
    ("condition: service_healthy", "condition: healthy"),
    ("  mongo3:\n\n", "\n"),  # of the volumes
    ("*mongo\n    volumes: [mongo1", "*monga\n    volumes: [mongo1"),
]


@pytest.mark.parametrize(("right", "wrong"), [("", ""), *MISTAKES])
def test_compose_accepts_the_compose_file(tmp_path, right, wrong):
    """docker-compose reads it without an engine: keys, names, volumes and anchors; and it notices mistakes."""
    if shutil.which("docker-compose") is None:
        pytest.skip("needs docker-compose")
    text = f"{COMPOSE}\n".replace("name: maru\n", "", 1)  # version 1 of Debian takes the name as an option only
    assert right in text
    (tmp_path / "compose.yaml").write_text(text.replace(right, wrong, 1) if right else text, encoding="utf-8")
    shutil.copy(DEPLOY / "env.example", tmp_path / ".env")
    command = ["docker-compose", "-p", "maru", "-f", tmp_path / "compose.yaml", "config", "-q"]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (tried.returncode == 0) == (not right), tried.stderr
