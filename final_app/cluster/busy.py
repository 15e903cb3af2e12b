"""Tell a process that works from one that is frozen."""

from pathlib import Path


def cpu_time(pid: int) -> int | None:
    """Return how long a process has computed so far, in ticks of the system; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[11]) + int(fields[12])
