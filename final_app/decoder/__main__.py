"""Read a picture from standard input, and write a line of JSON and the bytes of each size to standard output.

The argument is the limits as JSON: {"megabytes", "seconds", "pixels", "side"}.
"""

import json
import os
import signal
import sys
from contextlib import suppress

WALL_FACTOR = 4  # a busy machine takes longer than its processor does
MAX_OUTPUT = 64 * 1024**2  # bytes


def set_limits(megabytes: int, seconds: int) -> None:
    """Let this process be killed if it takes more; where a system lacks a limit, the app's own timeout remains."""
    with suppress(AttributeError, OSError):
        os.nice(5)  # whoever waits for a page comes first
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    wanted = {
        resource.RLIMIT_AS: megabytes * 1024**2,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: MAX_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in wanted.items():
        with suppress(ValueError, OSError):  # macOS has no RLIMIT_AS
            resource.setrlimit(kind, (limit, limit))
    signal.setitimer(signal.ITIMER_REAL, seconds * WALL_FACTOR)


def main() -> None:
    """Process one picture."""
    limits = json.loads(sys.argv[1])
    set_limits(limits["megabytes"], limits["seconds"])
    from final_app.decoder.pictures import try_to_process  # noqa: PLC0415 - under the limits

    facts, files = try_to_process(sys.stdin.buffer.read(), limits["pixels"], limits["side"])
    sys.stdout.buffer.write(json.dumps({**facts, "lengths": [len(file) for file in files]}).encode() + b"\n")
    for file in files:
        sys.stdout.buffer.write(file)
    sys.stdout.flush()
    os._exit(0)  # nothing is worth the time of an orderly end


if __name__ == "__main__":
    main()
