"""Notice what a submission changes in the course, the libraries or other submissions, and undo it at once."""

import contextlib
import os
import shutil
import stat
import sys
import sysconfig
from pathlib import Path

from classroom.archives import JUNK
from classroom.stages import ROOT

KEPT_BYTES = 4 << 20  # of one file; a larger one is watched, but cannot be restored
KEPT_IN_ALL = 512 << 20  # of the files of one guard
HEADER = 16  # bytes of a .pyc file, which say to which source it belongs
UNUSED = {".git", ".venv", "work", "instance", "artefacts", "tests", "node_modules"}  # in the course
UNUSED_LIBRARIES = {"site-packages", "dist-packages", "test", "idlelib"}  # in Python itself
IMPORTED = (".py", ".pth", ".so", ".pyd")

Stamp = tuple[int, ...]


class Guard:
    """The files of a folder as they were before the first submission ran."""

    def __init__(self, top: Path, unused: set[str], removes_new: bool = True) -> None:
        """Remember all files; new ones are removed if Python could import them."""
        self.top, self.unused, self.removes_new = top, unused, removes_new
        self.stamps = self.scan()
        self.contents: dict[str, bytes] = {}
        left = KEPT_IN_ALL
        for path, stamp in self.stamps.items():
            if is_kept(stamp) and stamp[2] <= left:
                self.contents[path] = read(path)
                left -= stamp[2]

    def scan(self) -> dict[str, Stamp]:
        """Return what differs after a file has been written, replaced or given other rights, by its path."""
        found = {}
        for folder, folders, files in os.walk(self.top):
            folders[:] = [name for name in folders if name not in self.unused]
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            for path in (os.path.join(folder, name) for name in files + links):
                with contextlib.suppress(FileNotFoundError):
                    found[path] = stamp_of(path)
        return found

    def undo(self) -> list[str]:
        """Put everything back, and return what has been changed."""
        now = self.scan()
        touched = [path for path in now.keys() | self.stamps.keys() if now.get(path) != self.stamps.get(path)]
        return sorted(path for path in touched if self.restored(path))

    def restored(self, path: str) -> bool:
        """Put one file back if that is possible, and return whether it had been changed."""
        try:
            return self.restore(path)
        except OSError:
            return True

    def restore(self, path: str) -> bool:
        """Put one file back, and return whether it was another than Python itself would write."""
        if "__pycache__" in path:
            forged = path in self.contents and os.path.isfile(path) and read(path) == self.contents[path]
            remove(path)  # Python writes it again; it has no reason to replace one that belongs to the same source
            self.stamps.pop(path, None)
            return forged
        if path not in self.stamps:
            if unwanted := self.removes_new and path.endswith(IMPORTED):
                remove(path)
            return unwanted
        if path not in self.contents:
            changed = True
        else:
            make_writable(path)
            changed = not os.path.lexists(path) or read(path) != self.contents[path]
            if changed:
                write(path, self.contents[path], self.stamps[path])
            elif stat.S_ISREG(self.stamps[path][0]):
                os.chmod(path, stat.S_IMODE(self.stamps[path][0]))
        if os.path.lexists(path):
            self.stamps[path] = stamp_of(path)
        else:
            del self.stamps[path]
        return changed


def stamp_of(path: str) -> Stamp:
    """Return what differs after a change of a file."""
    seen = os.lstat(path)
    return (seen.st_mode, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def is_kept(stamp: Stamp) -> bool:
    """Return whether the content of a file is remembered."""
    return stat.S_ISLNK(stamp[0]) or (stat.S_ISREG(stamp[0]) and stamp[2] <= KEPT_BYTES)


def read(path: str) -> bytes:
    """Return the content of a file, the target of a link, the header of a .pyc file, or nothing."""
    try:
        if os.path.islink(path):
            return os.readlink(path).encode(errors="surrogateescape")
        with open(path, "rb") as file:
            return file.read(HEADER if "__pycache__" in path else -1)
    except OSError:
        return b""


def make_writable(path: str) -> None:
    """Make sure that a file and its folder can be read and written."""
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        remove(folder)
        os.makedirs(folder)
    for one in (folder, path):
        if os.path.exists(one) and not os.path.islink(one):
            os.chmod(one, stat.S_IMODE(os.stat(one).st_mode) | stat.S_IRWXU)


def write(path: str, content: bytes, stamp: Stamp) -> None:
    """Write a file or a link as it was."""
    remove(path)
    if stat.S_ISLNK(stamp[0]):
        os.symlink(content.decode(errors="surrogateescape"), path)
        return
    Path(path).write_bytes(content)
    os.chmod(path, stat.S_IMODE(stamp[0]))
    os.utime(path, ns=(stamp[3], stamp[3]))  # .pyc files know their source by its time


def remove(path: str) -> None:
    """Remove whatever is there."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def places() -> list[tuple[Path, set[str]]]:
    """Return the folders of the course and of the libraries that could be changed, and what in them is not used."""
    found = [(ROOT, UNUSED), (Path(sys.prefix), set[str]())]
    library = Path(sysconfig.get_path("stdlib"))
    return [*found, (library, UNUSED_LIBRARIES)] if os.access(library, os.W_OK) else found


def guards(submissions: Path, output: Path) -> list[Guard]:
    """Guard the course, the libraries and the submissions, but not the table."""
    found = [Guard(place, unused) for place, unused in places()]
    found.append(Guard(submissions.resolve(), JUNK, removes_new=False))
    for guard in found:
        guard.stamps.pop(str(output.resolve()), None)
        guard.contents.pop(str(output.resolve()), None)
    return found
