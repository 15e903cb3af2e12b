"""Watch the embedded database: start it anew when it dies or freezes, or end the app if that is in vain."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from final_app import db
from final_app import mongod
from final_app import repair
from final_app.extensions import socketio

CHECK_SECONDS = ANSWER_SECONDS = 1
FROZEN_SECONDS = 10  # without an answer, after which it is killed; the journal has every acknowledged write
STARTS, IN_SECONDS = 5, 120  # so many starts in so many seconds are in vain
EXIT_STATUS = 70  # an internal error, as sysexits.h calls it


def watch(app: Flask, end: Callable[[int], Any], is_over: threading.Event) -> None:
    """Watch the mongod that this app has started, until is_over. Call end with an exit status where it cannot go on."""
    folder = Path(app.instance_path)
    answered_at = time.monotonic()
    starts = [answered_at]
    while not is_over.wait(CHECK_SECONDS):
        process: subprocess.Popen[bytes] = app.extensions["mongod"]
        if process.poll() is None:
            if answers(app):
                answered_at = time.monotonic()
            if time.monotonic() - answered_at < FROZEN_SECONDS or mongod.is_running(folder):
                continue
            say(f"The database has not answered for {FROZEN_SECONDS} seconds. It is killed and started again.")
            process.kill()
            process.wait()
        else:
            say(f"The database ended (exit status {process.returncode}). It is started again.")
        starts = [one for one in starts if time.monotonic() - one < IN_SECONDS][-STARTS:]
        if len(starts) >= STARTS or not start_again(app, folder):
            say(f"The database does not stay up. Is the disk full? See {folder / 'mongod.log'}. The app ends.")
            end(EXIT_STATUS)
            return
        starts.append(time.monotonic())
        answered_at = time.monotonic()


def answers(app: Flask) -> bool:
    """Return whether the database answers."""
    with app.app_context():
        return db.answers(ANSWER_SECONDS)


def start_again(app: Flask, folder: Path) -> bool:
    """Start the mongod, and return whether it answers; correct the counts that may have been left half done."""
    try:
        app.extensions["mongod"] = mongod.start(folder)
    except Exception as error:  # whatever it is, someone must hear of it
        say(f"The database cannot be started: {error}")
        return False
    say("The database answers again.")
    socketio.start_background_task(correct_counts, app)
    return True


def correct_counts(app: Flask) -> None:
    """Correct the counts of likes and comments, unless the database is away again."""
    with app.app_context():
        try:
            repair.reconcile_counts()
        except Exception as error:  # the next start does it
            say(f"The counts are not corrected yet: {error}")


def say(message: str) -> None:
    """Write a message to stderr."""
    print(message, file=sys.stderr, flush=True)
