"""Have pictures decoded by processes of their own, a few at a time, and each user's one after another."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Hashable
from pathlib import Path
from typing import IO
from typing import Any
from typing import TypedDict
from typing import cast

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.media.turns import Busy
from final_app.media.turns import Turns
from final_app.mongod import die_with_parent
from final_app.request_turns import turn_paused

MODULE = ["-m", "final_app.decoder"]
ROOT = Path(__file__).resolve().parents[2]
WALL_FACTOR = 5  # the process ends itself earlier, where the system has timers
RETRY_AFTER = 10  # seconds
MAX_RESULT = 64 * 1024**2  # bytes


class Sizes(TypedDict):
    """A picture's shape and its bytes in each size."""

    width: int
    height: int
    first_frame_only: bool
    thumb: bytes
    medium: bytes
    full: bytes


turns = Turns()


def decode(file: IO[bytes], user: Hashable, field: str) -> Sizes:
    """Return an uploaded picture in each size. Raises AppError naming the field, as process_image does.

    user: whose picture it is. Nothing is read into memory before it is the picture's turn.
    """
    config = current_app.config
    bounds = (config["DECODERS"], config["PICTURES_WAITING_PER_USER"], config["PICTURES_WAITING"])
    try:
        with turn_paused(), turns.take(user, *bounds, config["PICTURE_WAIT_SECONDS"]):
            return read_result(*run_decoder(file), field)
    except Busy as busy:
        message, status = _("The server is busy with other pictures. Nothing was saved; please try again soon."), 503
        if busy.own:
            message, status = _("You are sending many pictures at once. Please wait until they are done."), 429
        raise AppError(message, status=status, field=field, retry_after=RETRY_AFTER) from None


def run_decoder(file: IO[bytes]) -> tuple[int, bytes]:
    """Return the exit status and the output of a process that decodes this file."""
    config = current_app.config
    seconds = config["DECODER_SECONDS"]
    limits = {"megabytes": config["DECODER_MEGABYTES"], "seconds": seconds}
    limits |= {"pixels": config["IMAGE_PIXELS"], "side": config["IMAGE_SIDE"]}
    program = [sys.executable, "-S", "-P", "-W", "ignore", *MODULE, json.dumps(limits)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        shutil.copyfileobj(file, given)
        given.seek(0)
        process = subprocess.Popen(
            [*die_with_parent(), *program],
            stdin=given,
            stdout=taken,
            env=decoder_environment(),
            start_new_session=True,  # Ctrl-C lets running requests finish
        )
        try:
            status = wait(process, time.monotonic() + seconds * WALL_FACTOR)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        taken.seek(0)
        return status, taken.read(MAX_RESULT)


def wait(process: subprocess.Popen[bytes], deadline: float) -> int:
    """Return the exit status of a process, or that of a killed one after the deadline."""
    try:
        return process.wait(max(0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return -1


def decoder_environment() -> dict[str, str]:
    """Return the environment of a decoder: no secrets, our own modules first, and no search for others (-S).

    With one arena the C library gives memory back.
    """
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    path = os.pathsep.join([str(ROOT), *(entry for entry in sys.path if entry)])
    return {**kept, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "1"}


def read_result(status: int, output: bytes, field: str) -> Sizes:
    """Return what a decoder has written; raises AppError for what it says is wrong, or if it was killed."""
    head, _newline, rest = output.partition(b"\n")
    facts: dict[str, Any] = json.loads(head) if status == 0 else {"problem": "costly"}
    if "problem" in facts:
        raise picture_error(facts["problem"], field)
    files: list[bytes] = []
    for length in facts["lengths"]:
        files.append(rest[:length])
        rest = rest[length:]
    thumb, medium, full = files
    shape = {name: facts[name] for name in ("width", "height", "first_frame_only")}
    return cast(Sizes, {**shape, "thumb": thumb, "medium": medium, "full": full})


def picture_error(problem: str, field: str) -> AppError:
    """Return the error for a picture that the decoder rejected."""
    if problem == "resolution":
        message = _(
            "This picture's resolution is too high. The limit is %(most)s megapixels and %(side)s pixels a side. "
            "Please resize it first.",
            most=current_app.config["IMAGE_PIXELS"] // 1_000_000,
            side=current_app.config["IMAGE_SIDE"],
        )
        return AppError(message, field=field)
    if problem == "costly":
        return AppError(_("This picture takes too long to process. Save it again as JPEG or PNG."), field=field)
    if problem == "heic":
        message = _("Most browsers can't show HEIC pictures. Save this one as JPEG, and choose it again.")
    else:
        message = _("This file is not a picture. Use JPEG, PNG, WebP, GIF or AVIF.")
    return AppError(message, status=415, field=field)
