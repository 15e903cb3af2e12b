"""Stop what serves the app, at a signal or for a reason of the app's own."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType

from final_app import loops

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Raises SystemExit in the main greenlet or thread; the process then exits with a status.

    Raised in any other greenlet it would stop whatever runs there, or be swallowed.
    """

    def __init__(self) -> None:
        self.status = 0
        self.end: Callable[[], object] = send_sigterm
        if loops.mode == "eventlet":
            self.stop_at_signals_under_eventlet()
        elif loops.mode == "gevent":
            self.stop_at_signals_under_gevent()
        else:
            for number in SIGNALS:
                signal.signal(number, exit_thread)

    def stop_at_signals_under_eventlet(self) -> None:
        """Hear of signals in a greenlet of their own."""
        import eventlet

        main = eventlet.getcurrent()
        self.end = lambda: eventlet.kill(main, SystemExit)
        reader, writer = socket.socketpair()
        for number in SIGNALS:
            signal.signal(number, lambda *_: writer.send(b"."))
        eventlet.spawn(lambda: self.end() if reader.recv(1) else None)

    def stop_at_signals_under_gevent(self) -> None:
        """Hear of signals in a greenlet of their own."""
        import gevent

        main = gevent.getcurrent()
        self.end = lambda: gevent.kill(main, SystemExit)
        for number in SIGNALS:
            gevent.signal_handler(number, self.end)

    def __call__(self, status: int) -> None:
        """Stop; the process exits with this status."""
        self.status = status
        self.end()


def send_sigterm() -> None:
    """Make the main thread exit."""
    os.kill(os.getpid(), signal.SIGTERM)


def exit_thread(_number: int, _frame: FrameType | None) -> None:
    """Exit from the main thread, in which Python handles signals."""
    if threading.current_thread() is threading.main_thread():
        sys.exit()
