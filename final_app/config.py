"""Every setting with its default.

The environment sets MONGO_URI, SECRET_KEY, REDIS_URL and MAIL_* by these names, and all others with the prefix SNS_:
SNS_PAGE_SIZE=50. Such a value is read as JSON if it is JSON (true, 50), else as text.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from flask import Flask


class Config:
    """The defaults."""

    # The MongoDB to use; empty: an embedded mongod that keeps its data in instance/.
    MONGO_URI = ""
    # Signs session cookies; empty: generated at the first start and kept in instance/, readable by its owner only.
    SECRET_KEY = ""
    # Connects several processes (socket events, rate limits); empty: there is one process.
    REDIS_URL = ""
    # The number of proxies in front of the app that are trusted for the client's address, host and https.
    TRUSTED_PROXIES = 0
    # A list of other origins whose pages may open the socket; empty: only the app's own.
    SOCKET_ORIGINS: list[str] = []  # noqa: RUF012

    # Fill an empty embedded database with demo users and posts.
    DEMO = True

    # The SMTP server; empty: emails are kept and shown at /dev/mail on this machine.
    MAIL_SERVER = ""
    MAIL_PORT = 25
    MAIL_USERNAME = ""
    MAIL_PASSWORD = ""
    MAIL_USE_TLS = False
    # The sender of every email.
    MAIL_DEFAULT_SENDER = "sns@localhost"
    # Seconds to wait for the SMTP server.
    MAIL_TIMEOUT = 20

    # Pictures in a post; bytes and pixels of a picture.
    IMAGES_PER_POST = 4
    IMAGE_BYTES = 8 * 1024 * 1024
    IMAGE_PIXELS = 40_000_000
    # Notifications kept for a user; the oldest are deleted.
    NOTIFICATIONS_PER_USER = 200
    # Seconds after a user closed their last page until friends see them offline.
    OFFLINE_SECONDS = 10
    # Seconds without a heartbeat after which a process is considered dead, and its users offline.
    HEARTBEAT_TIMEOUT = 60
    # The maximum of "people you may know".
    SUGGESTIONS = 12
    # Posts, comments or users on one page of a list.
    PAGE_SIZE = 20
    # Characters in a post and in a comment.
    POST_LENGTH = 2000
    COMMENT_LENGTH = 500
    # Bytes in a request; more is rejected with 413.
    MAX_CONTENT_LENGTH = 25 * 1024 * 1024

    # Werkzeug's name of the password hash: slow, salted, memory-hard.
    HASH_METHOD = "scrypt"
    # Seconds until a mailed code expires.
    CODE_SECONDS = 15 * 60
    # Wrong attempts until a mailed code becomes invalid.
    CODE_ATTEMPTS = 5
    # Emails to one address; more are rejected with 429.
    EMAILS_PER_ADDRESS = "5/hour"
    # Wrong passwords, after which logging in is rejected with 429: for an account from an address, from an address,
    # and for an account.
    LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS = "10/15minutes"
    LOGIN_ATTEMPTS_PER_ADDRESS = "50/15minutes"
    LOGIN_ATTEMPTS_PER_ACCOUNT = "200/15minutes"
    # Logins of one user at the same time; the oldest ends.
    LOGINS_PER_USER = 20

    # Cookies are always HttpOnly and SameSite, and Secure if the page is served over https (security.py).
    SESSION_COOKIE_NAME = "sns_session"
    SESSION_COOKIE_SAMESITE = "Lax"
    # Seconds that a login lasts.
    PERMANENT_SESSION_LIFETIME = 31 * 24 * 60 * 60
    # A form's token is valid as long as the session.
    WTF_CSRF_TIME_LIMIT = None
    # Report remaining attempts and Retry-After in headers.
    RATELIMIT_HEADERS_ENABLED = True
    RATELIMIT_STORAGE_URI = "memory://"

    # How sockets are served: "eventlet" for `python -m final_app`; the tests use "threading".
    ASYNC_MODE = "eventlet"


# Settings of version 0.1 that have a new name; the old one still works.
RENAMED = {
    "NOTICES_PER_PERSON": "NOTIFICATIONS_PER_USER",
    "SILENT_SECONDS": "HEARTBEAT_TIMEOUT",
    "MAY_KNOW": "SUGGESTIONS",
    "CODE_TRIES": "CODE_ATTEMPTS",
    "LETTERS": "EMAILS_PER_ADDRESS",
    "GUESSES_FOR_ACCOUNT_FROM_ADDRESS": "LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS",
    "GUESSES_FROM_ADDRESS": "LOGIN_ATTEMPTS_PER_ADDRESS",
    "GUESSES_FOR_ACCOUNT": "LOGIN_ATTEMPTS_PER_ACCOUNT",
    "SESSIONS_PER_PERSON": "LOGINS_PER_USER",
}


def init_app(app: Flask, config: dict[str, Any]) -> None:
    """Set app.config from the defaults, the environment and config; later ones win."""
    app.config.from_object(Config)
    plain = ("MONGO_URI", "SECRET_KEY", "REDIS_URL", *(name for name in vars(Config) if name.startswith("MAIL_")))
    for name in plain:
        if os.environ.get(name):
            app.config[name] = cast_like(getattr(Config, name), os.environ[name])
    app.config.from_prefixed_env("SNS")
    for old, new in RENAMED.items():
        if old in app.config and f"SNS_{new}" not in os.environ:
            app.config[new] = app.config[old]
    app.config.update({RENAMED.get(name, name): value for name, value in config.items()})
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or load_or_create_secret(Path(app.instance_path))
    app.config["RATELIMIT_STORAGE_URI"] = app.config["REDIS_URL"] or app.config["RATELIMIT_STORAGE_URI"]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]


def cast_like(default: object, text: str) -> object:
    """Return the text of an environment variable as the type of its default."""
    if isinstance(default, bool):
        return text.lower() in ("1", "true", "yes", "on")
    return int(text) if isinstance(default, int) else text


def load_or_create_secret(folder: Path) -> str:
    """Return the secret key of this folder, generated at the first start."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()
