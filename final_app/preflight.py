"""What is checked before the app starts: each failure ends the start with a message that says what to set."""

import errno
import socket
import sys

from flask import Flask
from redis import Redis
from redis.exceptions import RedisError

REDIS_SECONDS = 3
LAST_PORT = 65535


def exit_if_port_taken(host: str, port: int) -> None:
    """Exit with a message if the address is in use, or none; eventlet would silently share the port."""
    try:
        if not 0 <= port <= LAST_PORT:
            raise OSError(errno.EINVAL, f"ports are 0 to {LAST_PORT}")
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        sys.exit(f"Cannot listen on {host}:{port} ({error.strerror}). Choose another --host or --port.")


def exit_if_misconfigured(app: Flask) -> None:
    """Exit with a message if the app cannot work as it is configured for several processes."""
    config = app.config
    if config["MONGO_URI"] and config["HAS_OWN_SECRET_KEY"]:
        sys.exit(
            "MONGO_URI is set and SECRET_KEY is not, so that each machine would sign logins with a key of its own. "
            "Set SECRET_KEY to one long random text for all: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    if config["REDIS_URL"]:
        exit_if_redis_is_away(config["REDIS_URL"])


def exit_if_redis_is_away(url: str) -> None:
    """Exit with a message if Redis does not answer: processes would not hear of each other, and nobody would notice."""
    try:
        with Redis.from_url(url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS) as redis:
            redis.ping()
    except (RedisError, ValueError, OSError) as error:
        sys.exit(
            f"REDIS_URL is set, but Redis does not answer ({error}). "
            "Start Redis, correct REDIS_URL, or unset it to serve by one process."
        )
