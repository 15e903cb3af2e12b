"""List the files in a folder or an archive, without writing any of them to the disk."""

import bz2
import contextlib
import gzip
import io
import lzma
import os
import re
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from typing import Any
from typing import NamedTuple

from classroom.i18n import Text

JUNK = {".venv", "venv", ".git", "node_modules", "__pycache__", "__MACOSX", ".DS_Store"}
MAX_FILES = 100_000  # names in one archive or folder
MAX_UNPACKED = 1 << 30  # bytes of a whole tar archive, which can only be read from its beginning
COMPRESSED: dict[bytes, Callable[[Any], Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}

TOO_LARGE = Text("is too large, or has too many files", "너무 크거나 파일이 너무 많아요")
EMPTY_ENTRY = Text("is empty", "비어 있어요")
ENCRYPTED = Text("is protected by a password", "암호가 걸려 있어요")
DAMAGED = Text(
    "is a damaged or incomplete archive: ask for it again",
    "손상되었거나 다 올라오지 않은 압축 파일이에요. 다시 받아 주세요",
)
UNKNOWN = Text(
    "is no folder and no zip or tar archive that can be opened: unpack it into a folder with the same name",
    "폴더도, 열 수 있는 zip이나 tar 파일도 아니에요. 같은 이름의 폴더에 풀어 주세요",
)
DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError)
UNREAD = {b"7z\xbc\xaf": "7z", b"Rar!": "rar", b"ALZ\x01": "alz", b"EGGA": "egg"}  # how archives of other kinds begin


class Unreadable(Exception):
    """Raised if a submission cannot be read; says why in both languages."""

    def __init__(self, text: Text) -> None:
        """Store the reason."""
        super().__init__(text.en)
        self.text = text


class Member(NamedTuple):
    """A file in a folder or an archive; it can be read until the next one is listed."""

    parts: tuple[str, ...]
    open: Callable[[], IO[bytes]]


class Capped(io.RawIOBase):
    """A stream that fails after a number of bytes, so that a small archive cannot unpack to a huge one."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        """Wrap a stream that may give this many bytes."""
        self.stream, self.left = stream, left

    def read(self, size: int = -1) -> bytes:
        """Read some bytes, or fail if there are too many."""
        data = self.stream.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(TOO_LARGE)
        return data


def members_of(entry: Path) -> Iterator[Member]:
    """Yield the files of a folder or an archive, but not those that tools leave behind."""
    if entry.is_dir():
        yield from useful(folder_members(entry))
    elif stat.S_ISREG(entry.stat().st_mode):
        with entry.open("rb") as file:
            yield from archive_members(file)
    else:
        raise Unreadable(UNKNOWN)


def archive_members(file: IO[bytes]) -> Iterator[Member]:
    """Yield the files of an archive; its content says which kind it is, not its name."""
    beginning = file.read(4)
    is_zip = zipfile.is_zipfile(file)
    if not beginning:
        raise Unreadable(EMPTY_ENTRY)
    if beginning in UNREAD:
        raise Unreadable(other_kind(UNREAD[beginning]))
    if beginning == b"PK\x03\x04" and not is_zip:
        raise Unreadable(DAMAGED)
    file.seek(0)
    yield from useful(zip_members(file) if is_zip else tar_members(file))


def other_kind(kind: str) -> Text:
    """Return what to say of an archive of a kind that is not read."""
    return Text(
        f"is a {kind} archive, which cannot be opened here: unpack it into a folder with the same name",
        f"{kind} 압축 파일은 여기에서 열 수 없어요. 같은 이름의 폴더에 풀어 주세요",
    )


def useful(members: Iterator[tuple[str, Callable[[], IO[bytes]]]]) -> Iterator[Member]:
    """Yield the members that may matter; a path that leads out of the archive does not."""
    for number, (name, opener) in enumerate(members):
        if number >= MAX_FILES:
            raise Unreadable(TOO_LARGE)
        parts = tuple(part for part in re.split(r"[/\\]", unicodedata.normalize("NFC", name)) if part not in ("", "."))
        inside = parts and ".." not in parts and "\0" not in name
        if inside and JUNK.isdisjoint(parts) and not parts[-1].startswith("._"):
            yield Member(parts, opener)


def folder_members(folder: Path) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """Yield the files of a folder, without following links; fail if a folder in it cannot be read."""

    def fail(error: OSError) -> None:
        """Stop at the first folder that cannot be read."""
        raise error

    for path, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(set(folders) - JUNK)
        for name in sorted(files):
            file = Path(path, name)
            if stat.S_ISREG(file.lstat().st_mode):
                yield str(file.relative_to(folder)), lambda file=file: file.open("rb")  # type: ignore[misc]


def zip_members(file: IO[bytes]) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """Yield the files of a zip archive, or fail if a password protects them."""
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.flag_bits & 0x1:
                raise Unreadable(ENCRYPTED)
            kind = stat.S_IFMT(info.external_attr >> 16)
            if not info.is_dir() and kind in (0, stat.S_IFREG):
                yield zip_name(info), lambda info=info: archive.open(info)  # type: ignore[misc]


def zip_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file in a zip; without a declared encoding it is UTF-8 on a Mac, cp949 on Korean Windows."""
    if info.flag_bits & 0x800:
        return info.filename
    with contextlib.suppress(UnicodeError):
        return decode_name(info.filename.encode("cp437"))
    return info.filename


def decode_name(name: bytes) -> str:
    """Return the name of a file whose encoding is not known; what is in neither of the two gets replacement signs."""
    for encoding in ("utf-8", "cp949"):
        with contextlib.suppress(UnicodeError):
            return name.decode(encoding)
    return name.decode(errors="replace")


def tar_members(file: IO[bytes]) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """Yield the files of a tar archive, compressed or not."""
    beginning = file.read(6)
    file.seek(0)
    opener = next((opener for magic, opener in COMPRESSED.items() if beginning.startswith(magic)), None)
    stream = Capped(opener(file) if opener else file, MAX_UNPACKED)
    try:
        archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115
    except tarfile.ReadError as error:
        raise Unreadable(UNKNOWN) from error
    with archive:
        for info in archive:
            if info.isreg():
                yield info.name, lambda info=info: archive.extractfile(info)  # type: ignore[misc]
            archive.members = []  # type: ignore[attr-defined]  # tarfile would keep them all
