"""The folder with the app's own data: where it is, and the secret key in it."""

import hashlib
import os
import secrets
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SECRET_LENGTH = 16  # characters at least; a new one has four times as many
SECRET_CHARACTERS = 6  # different ones at least: a power cut can leave a file of NULs


def choose_path() -> str | None:
    """Return the folder for data: SNS_INSTANCE_PATH, or None for instance/ in the project.

    Where the project cannot be written, it is a folder of the user's own, and a message says so.
    """
    if "SNS_INSTANCE_PATH" in os.environ or {"MONGO_URI", "SECRET_KEY"} <= os.environ.keys():
        return os.environ.get("SNS_INSTANCE_PATH")
    try:
        (PROJECT / "instance").mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=PROJECT / "instance"):
            return None
    except OSError as error:
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
        copy = hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:8]  # each copy of the project has its own data
        folder = state / "maru" / copy
        reason = f"{PROJECT / 'instance'} cannot be written ({error.strerror})"
        say(f"{reason}. Data is kept in {folder}; SNS_INSTANCE_PATH names another folder.")
        return str(folder)


def load_or_create_secret(folder: Path) -> str:
    """Return the secret key of this folder, generated at the first start.

    A file without a key, as a full disk leaves it, is replaced. Exits with a message where none can be kept.
    """
    path = folder / "secret_key"
    try:
        key = read_key(path)
        if not key:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_key(path)
            key = read_key(path)
        path.chmod(0o600)
    except OSError as error:
        reason = f"Cannot keep a secret key in {folder} ({error.strerror})"
        sys.exit(f"{reason}. Free some space, or set SECRET_KEY, or SNS_INSTANCE_PATH to a folder that can be written.")
    return key


def read_key(path: Path) -> str:
    """Return the key in a file, or "" if there is none, or nothing that is hard to guess."""
    key = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
    return key if key.isprintable() and len(key) >= SECRET_LENGTH and len(set(key)) >= SECRET_CHARACTERS else ""


def write_key(path: Path) -> None:
    """Write a new key, as a whole or not at all; of processes that start together, the first one's is kept."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret_key.", delete=False) as file:  # mode 0600
        draft = Path(file.name)
        try:
            file.write(secrets.token_hex(2 * SECRET_LENGTH))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            draft.unlink()
            raise
    if path.exists() or path.is_symlink():  # one that leads nowhere, too
        say(f"{path} holds no key. A new one is made, and everyone has to log in again.")
        draft.replace(path)
    else:
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()


def say(message: str) -> None:
    """Write a message to stderr."""
    print(message, file=sys.stderr, flush=True)
