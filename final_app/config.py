"""Every setting, its default, and what it means.

The environment sets MONGO_URI, SECRET_KEY, REDIS_URL and MAIL_* by these names, and any other by SNS_ and its name:
SNS_PAGE_SIZE=50. A value there is read as JSON where it can be (true, 50), else as text.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from flask import Flask


class Config:
    """The defaults."""

    # Which MongoDB; empty: an embedded mongod with its data in instance/.
    MONGO_URI = ""
    # Signs the session cookie; empty: made once and kept in instance/, readable by its owner only.
    SECRET_KEY = ""
    # Joins many processes: socket messages and counts of guesses; empty: there is one process.
    REDIS_URL = ""
    # How many proxies in front of the app may be believed about the client's address and https.
    TRUSTED_PROXIES = 0
    # Which other origins' pages may open the socket, as a list; none: only the app's own.
    SOCKET_ORIGINS: list[str] = []  # noqa: RUF012

    # Fill an empty embedded database with a small class.
    DEMO = True

    # The SMTP server; empty: letters are kept, and shown at /dev/mail on this machine.
    MAIL_SERVER = ""
    MAIL_PORT = 25
    MAIL_USERNAME = ""
    MAIL_PASSWORD = ""
    MAIL_USE_TLS = False
    # Whom the letters come from.
    MAIL_DEFAULT_SENDER = "sns@localhost"
    # Seconds after which a silent mail server is given up.
    MAIL_TIMEOUT = 20

    # Pictures in a post, bytes and pixels in a picture.
    IMAGES_PER_POST = 4
    IMAGE_BYTES = 8 * 1024 * 1024
    IMAGE_PIXELS = 40_000_000
    # Notices kept for a person: the oldest go first.
    NOTICES_PER_PERSON = 200
    # Seconds after a person's last page closed until friends are told that they are gone.
    OFFLINE_SECONDS = 10
    # Seconds without a sign of life after which a process is believed dead, and who was online with it gone.
    SILENT_SECONDS = 60
    # People that one may know, at most.
    MAY_KNOW = 12
    # Posts on one page of a list.
    PAGE_SIZE = 20
    # Characters in a post, and in a comment.
    POST_LENGTH = 2000
    COMMENT_LENGTH = 500
    # Bytes in one request: more is 413.
    MAX_CONTENT_LENGTH = 25 * 1024 * 1024

    # How passwords are hashed, in Werkzeug's words: slow, salted, hard on memory.
    HASH_METHOD = "scrypt"
    # Seconds that a mailed code is good for.
    CODE_SECONDS = 15 * 60
    # Wrong tries after which a mailed code is dead.
    CODE_TRIES = 5
    # Letters to one address, after which it is 429.
    LETTERS = "5/hour"
    # Wrong passwords for one account from one address, from one address, for one account: after these it is 429.
    GUESSES_FOR_ACCOUNT_FROM_ADDRESS = "10/15minutes"
    GUESSES_FROM_ADDRESS = "50/15minutes"
    GUESSES_FOR_ACCOUNT = "200/15minutes"
    # How many logins of one person are kept: an older one ends.
    SESSIONS_PER_PERSON = 20

    # Cookies: HttpOnly and SameSite always, Secure whenever the page itself came by https (safety.py).
    SESSION_COOKIE_NAME = "sns_session"
    SESSION_COOKIE_SAMESITE = "Lax"
    # Seconds that a login lasts.
    PERMANENT_SESSION_LIFETIME = 31 * 24 * 60 * 60
    # The form token is good for as long as the session is.
    WTF_CSRF_TIME_LIMIT = None
    # Tell in headers how many tries are left, and when to come back.
    RATELIMIT_HEADERS_ENABLED = True
    RATELIMIT_STORAGE_URI = "memory://"

    # How sockets are served: "eventlet" by `python -m final_app`; the tests use "threading".
    ASYNC_MODE = "eventlet"


def init_app(app: Flask, config: dict[str, Any]) -> None:
    """Fill app.config from the defaults, the environment and config, each over the one before."""
    app.config.from_object(Config)
    plain = ("MONGO_URI", "SECRET_KEY", "REDIS_URL", *(name for name in vars(Config) if name.startswith("MAIL_")))
    for name in plain:
        if os.environ.get(name):
            app.config[name] = read_like(getattr(Config, name), os.environ[name])
    app.config.from_prefixed_env("SNS")
    app.config.update(config)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or kept_secret(Path(app.instance_path))
    app.config["RATELIMIT_STORAGE_URI"] = app.config["REDIS_URL"] or app.config["RATELIMIT_STORAGE_URI"]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]


def read_like(default: object, text: str) -> object:
    """Return the text of an environment variable as the type that its default has."""
    if isinstance(default, bool):
        return text.lower() in ("1", "true", "yes", "on")
    return int(text) if isinstance(default, int) else text


def kept_secret(folder: Path) -> str:
    """Return the secret key kept in this folder, made at the first start."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()
