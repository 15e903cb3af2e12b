"""Every setting with its default.

The environment sets MONGO_URI, SECRET_KEY, REDIS_URL and MAIL_* by these names, and all others with the prefix SNS_:
SNS_PAGE_SIZE=50. An empty value is none; lists are JSON or have commas.
"""

import secrets
import sys
from pathlib import Path
from typing import Any

from flask import Flask

from final_app.environment import RENAMED
from final_app.environment import read_environment
from final_app.instance import load_or_create_secret

REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


class Config:
    """The defaults."""

    # The MongoDB to use; empty: an embedded mongod that keeps its data in instance/.
    MONGO_URI = ""
    # Seconds that an operation of the database may take; then the request is answered with 503.
    DATABASE_SECONDS = 4
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

    # How people join: "mail" (with a mailed code), "closed" (nobody), "code" or "class" (with a class code that the app
    # makes and keeps), or the class code itself, of 4 to 40 letters and digits.
    JOIN = "mail"
    # The addresses that others on the network can open, the likely one first, for the class page; empty: the one that
    # the page was opened with. `python -m final_app` finds them.
    ADDRESSES: list[str] = []  # noqa: RUF012
    # Makes who opens /class/moderator?key=... a moderator while there is none; empty: a new one for each start with
    # --class, which prints the address on the terminal.
    MODERATOR_KEY = ""

    # The SMTP server; empty: emails are kept and shown at /dev/mail on this machine.
    MAIL_SERVER = ""
    # Opens /dev/mail?key=...; empty: a new one for each start, which prints the address on the terminal.
    MAIL_KEY = ""
    # On port 465 the connection is encrypted from its beginning, with MAIL_USE_TLS after it (STARTTLS).
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
    # Characters in the description of a picture.
    ALT_LENGTH = 500
    IMAGE_BYTES = 8 * 1024 * 1024
    IMAGE_PIXELS = 40_000_000
    # Pixels of a picture's longer side.
    IMAGE_SIDE = 20_000
    # Pictures decoded at the same time, each by a process that is killed above this memory or time of the processor.
    DECODERS = 2
    DECODER_MEGABYTES = 768
    DECODER_SECONDS = 10
    # Pictures that wait for that, of one user (more: 429) and together (more: 503), and for how many seconds (503).
    PICTURES_WAITING_PER_USER = 30
    PICTURES_WAITING = 120
    PICTURE_WAIT_SECONDS = 60
    # Days for which a nickname that someone gave up, by leaving or for another one, is not given to others.
    NICKNAME_HELD_DAYS = 30
    # Notifications kept for a user, or up to a tenth more; the oldest are deleted.
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
    # Bytes in a request, with pictures and without; more is rejected with 413.
    UPLOAD_BYTES = 25 * 1024 * 1024
    MAX_CONTENT_LENGTH = 128 * 1024
    # Bytes in the fields of a form, and the number of its fields and files. Werkzeug counts with them the 64 KB that it
    # reads at once of a file, and what is left of the ones before.
    MAX_FORM_MEMORY_SIZE = 128 * 1024
    MAX_FORM_PARTS = 50

    # Connections at the same time, and those of one address without the sockets of people who are logged in (0: any
    # number; with TRUSTED_PROXIES, all have the proxy's address, and the proxy must limit them). More get 503.
    MAX_CONNECTIONS = 10_000
    CONNECTIONS_PER_ADDRESS = 500
    # Seconds that the headers of a request may take, and that a connection may wait for its next request.
    REQUEST_SECONDS = 10
    IDLE_SECONDS = 20

    # Werkzeug's name of the password hash: slow, salted, memory-hard.
    HASH_METHOD = "scrypt"
    # Seconds until a mailed code expires.
    CODE_SECONDS = 15 * 60
    # Wrong attempts until a mailed code becomes invalid.
    CODE_ATTEMPTS = 5
    # Emails to one address; more are rejected with 429.
    EMAILS_PER_ADDRESS = "5/hour"
    # Emails that a client may have sent by signing up or resetting passwords; a class may share one address.
    EMAILS_PER_CLIENT = "100/hour"
    # Wrong class codes from one address; after that, joining is rejected with 429. Right ones are not counted.
    CLASS_CODE_ATTEMPTS = "20/15minutes"
    # Wrong passwords, after which logging in is rejected with 429: for an account from an address, and for an account.
    LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS = "10/15minutes"
    LOGIN_ATTEMPTS_PER_ACCOUNT = "200/15minutes"
    # Wrong passwords from an address: after that, further wrong ones are answered 429, and right ones still get in, as
    # a class may share the address; and accounts with wrong passwords from it: after that, nothing gets in.
    LOGIN_ATTEMPTS_PER_ADDRESS = "50/15minutes"
    LOGIN_ACCOUNTS_PER_ADDRESS = "50/15minutes"
    # Posts, comments, friend requests and reports of one user together; more are rejected with 429. Empty: any number.
    WRITES = "30/minute;300/hour"
    # Logins of one user at the same time; the oldest ends.
    LOGINS_PER_USER = 20

    # Cookies are always HttpOnly and SameSite, and Secure if the page is served over https (security.py).
    SESSION_COOKIE_NAME = "sns_session"
    SESSION_COOKIE_SAMESITE = "Lax"
    # Seconds that a login lasts after its last use, or up to a day less.
    PERMANENT_SESSION_LIFETIME = 31 * 24 * 60 * 60
    SESSION_REFRESH_EACH_REQUEST = False  # but once a day (users/sessions.py)
    # A form's token is valid as long as the session.
    WTF_CSRF_TIME_LIMIT = None
    # Over https a form needs no Referer, which some browsers do not send; Origin is checked instead (security.py).
    WTF_CSRF_SSL_STRICT = False
    # Seconds for which browsers open this site over https only, once they have (the header HSTS); 0: do not ask them.
    HSTS_SECONDS = 0
    RATELIMIT_STORAGE_URI = "memory://"

    # What serves: eventlet, gevent or threading (loops.py reads it before anything else); the tests use "threading".
    ASYNC_MODE = "eventlet"


def init_app(app: Flask, config: dict[str, Any]) -> None:
    """Set app.config from the defaults, the environment and config; later ones win."""
    app.config.from_object(Config)
    defaults = {name: value for name, value in vars(Config).items() if name.isupper()}
    app.config.from_prefixed_env("SNS")  # settings of Flask and its extensions
    app.config.update({**defaults, **read_environment(defaults)})
    app.config.update({RENAMED.get(name, name): value for name, value in config.items()})
    app.config["HAS_OWN_SECRET_KEY"] = not app.config["SECRET_KEY"]  # which no other machine has
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or load_or_create_secret(Path(app.instance_path))
    if app.config["REDIS_URL"]:
        if not app.config["REDIS_URL"].startswith(REDIS_SCHEMES):
            sys.exit(f"REDIS_URL must begin with one of {', '.join(REDIS_SCHEMES)}, as in redis://127.0.0.1:6379")
        app.config["RATELIMIT_STORAGE_OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 1}
    app.config["MAIL_KEY"] = app.config["MAIL_KEY"] or secrets.token_urlsafe(16)
    app.config["RATELIMIT_STORAGE_URI"] = app.config["REDIS_URL"] or app.config["RATELIMIT_STORAGE_URI"]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
