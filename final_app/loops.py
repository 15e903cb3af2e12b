"""What serves the app, chosen by SNS_ASYNC_MODE before anything else is imported: eventlet, gevent or threads.

eventlet and gevent replace what waits in the standard library, so that one thread serves many requests. time.sleep and
threading are then theirs, too; only what differs otherwise is here.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any
from typing import TypeVar
from typing import cast

MODES = ("eventlet", "gevent", "threading")
Result = TypeVar("Result")
mode = ""  # of this process; "" where nothing is served: tests and commands


def patch() -> None:
    """Prepare this process to serve; exit with a message if it cannot. Call it before any other import."""
    global mode  # noqa: PLW0603
    mode = os.environ.get("SNS_ASYNC_MODE") or MODES[0]
    if mode == "eventlet":
        import eventlet

        eventlet.monkey_patch()
    elif mode == "gevent":
        try:
            from gevent import monkey
        except ImportError:
            sys.exit("SNS_ASYNC_MODE=gevent needs gevent: pip install gevent")
        monkey.patch_all()
    elif mode not in MODES:
        sys.exit(f"SNS_ASYNC_MODE is {mode!r}. Set it to one of: {', '.join(MODES)}.")


def make_semaphore(value: int) -> Any:
    """Return a semaphore for requests of this process."""
    if mode == "gevent":
        from gevent.lock import Semaphore
    elif mode == "threading":
        from threading import Semaphore
    else:
        from eventlet.semaphore import Semaphore
    return Semaphore(value)


def give_way() -> None:
    """Let other requests go on where one thread serves them all."""
    if mode in ("eventlet", "gevent"):
        time.sleep(0)


def run_outside(work: Callable[..., Result], *arguments: object) -> Result:
    """Return the result of work done in a thread of its own, so that one thread with many requests goes on."""
    if mode == "eventlet":
        from eventlet import tpool

        return cast(Result, tpool.execute(work, *arguments))
    if mode == "gevent":
        from gevent import get_hub

        return cast(Result, get_hub().threadpool.apply(work, arguments))
    return work(*arguments)
