"""Every entry of a folder of submissions gets a row, whatever it is, and every archive is read without unpacking it."""

import io
import os
import stat
import tarfile
import zipfile

from classroom import archives
from classroom import submissions
from classroom.stages import ROOT

STAGE = ROOT / "01_routes"
FILES = {
    f"01_routes/{name}": (STAGE / name).read_bytes()
    for name in ("app.py", "helpers.py", "static/index.html")
    if (STAGE / name).exists()
}


def zipped(files, mode=zipfile.ZIP_DEFLATED):
    """Return a zip with these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", mode) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def tarred(files, mode="w"):
    """Return a tar archive with these files."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return content.getvalue()


def encrypted(files):
    """Return a zip whose files are marked as protected by a password."""
    content = bytearray(zipped(files))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def under(top, files=FILES):
    """Return the files with a folder above them."""
    return {f"{top}/{name}": data for name, data in files.items()}


def as_cp949(files):
    """Return a zip as Korean Windows makes it: names in cp949, without saying so."""
    return zipped(under("AAAA/BBBBBB", files)).replace(b"AAAA/BBBBBB", "과제/김민수".encode("cp949"))


READ = {
    "deflated.zip": zipped(FILES),
    "xz inside.zip": zipped(FILES, zipfile.ZIP_LZMA),
    "plain.tar": tarred(FILES),
    "gzip.tar.gz": tarred(FILES, "w:gz"),
    "short.TGZ": tarred(FILES, "w:gz"),
    "bzip2.tar.bz2": tarred(FILES, "w:bz2"),
    "xz.tar.xz": tarred(FILES, "w:xz"),
    "really a tar.zip": tarred(FILES),
    "deep.zip": zipped(under("a/b/c/kim/work")),
    "mac.zip": zipped(FILES | under("__MACOSX", {"01_routes/._app.py": b"\0", "01_routes/app.py": b"\0"})),
    "windows.zip": zipped({name.replace("/", "\\"): data for name, data in under("work").items()}),
    "윈도우.zip": as_cp949(FILES),
    "slip.zip": zipped(FILES | {"../../01_routes/app.py": b"0/0", "/01_routes/app.py/../app.py": b"0/0"}),
    "01_routes.zip": zipped({name.removeprefix("01_routes/"): data for name, data in FILES.items()}),
    "twice downloaded.zip": zipped({name.replace("01_routes", "01_routes (1)"): data for name, data in FILES.items()}),
    "nested.zip": zipped({"report.pdf": b"%PDF", "work.zip": zipped(FILES)}),
    "nested.tar": tarred({"kim/01_routes.tgz": tarred({n[10:]: d for n, d in FILES.items()}, "w:gz")}),
}
UNREAD = {
    "password.zip": (encrypted(FILES), "password"),
    "cut.zip": (zipped(FILES)[:-40], "damaged"),
    "damaged.zip": (zipped(FILES).replace(b"PK\x03\x04", b"PK\x03\x05"), "damaged"),
    "cut.tar.gz": (tarred(FILES, "w:gz")[:500], "damaged"),
    "no bytes.zip": (b"", "is empty"),
    "no files.zip": (zipped({}), "is empty"),
    "no files.tar": (tarred({}), "is empty"),
    "seven.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(99), "7z archive, which cannot be opened here: unpack it"),
    "roshal.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(99), "rar archive"),
    "korea.egg": (b"EGGA" + bytes(99), "egg archive"),
    "app.py.gz": (b"\x1f\x8b\x08" + bytes(99), ""),
    "kim.py": (FILES["01_routes/app.py"], "unpack it"),
    "note.txt": ("안녕".encode(), "unpack it"),
    "app alone.zip": (zipped({"hw/app.py": b""}), "To grade hw/app.py, put it"),
    "linked.tar": (tarred({}), "is empty"),
}


def test_every_archive_is_read(grade):
    """Zip and tar, however compressed, nested or named, get the points of what is in them."""
    for name, content in READ.items():
        (grade.folder / name).write_bytes(content)
    rows = grade()
    assert len(rows) == len(grade.rows) == len(READ)
    assert {"nested.zip", "nested.tar", "deep"} <= rows.keys()  # those of the same name are told apart
    assert {row["points"] for row in grade.rows} == {"12"}, [row for row in grade.rows if row["points"] != "12"]


def test_what_cannot_be_graded_has_a_row_that_says_why(grade):
    """An entry without points is named, with what to do; files of the system are no entries."""
    for name, (content, _) in UNREAD.items():
        (grade.folder / name).write_bytes(content)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._kim.zip", "~$class.xlsx"):
        (grade.folder / name).write_bytes(b"\0")
    (grade.folder / "empty folder").mkdir()
    (grade.folder / "app in a folder").mkdir()
    (grade.folder / "app in a folder" / "app.py").write_bytes(FILES["01_routes/app.py"])
    os.mkfifo(grade.folder / "pipe")
    (grade.folder / "link to nothing").symlink_to("nothing")
    grade()
    assert len(grade.rows) == len(UNREAD) + 4
    said = {row["student"]: row["first_failure"] for row in grade.rows}
    assert all(said.values()), said
    assert {row["points"] for row in grade.rows} == {"0"}
    for name, (_, words) in UNREAD.items():
        assert any(words in why for student, why in said.items() if name.startswith(student)), (name, said)
    assert "To grade app.py, put it" in said["app in a folder"]


def test_links_in_a_submission_are_not_followed(grade, hand_in):
    """A link to the work of somebody else gets no points, in a folder or an archive."""
    other = hand_in("kim")
    (grade.folder / "lee").mkdir()
    (grade.folder / "lee" / "01_routes").symlink_to(other)
    (grade.folder / "park" / "01_routes").mkdir(parents=True)
    (grade.folder / "park" / "01_routes" / "app.py").symlink_to(other / "app.py")
    with tarfile.open(grade.folder / "choi.tar", "w") as archive:
        link = tarfile.TarInfo("01_routes/app.py")
        link.type, link.linkname = tarfile.SYMTYPE, str(other / "app.py")
        archive.addfile(link)
    with zipfile.ZipFile(grade.folder / "jung.zip", "w") as archive:
        link = zipfile.ZipInfo("01_routes/app.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(other / "app.py"))
    assert {name: row["points"] for name, row in grade().items()} == {
        "kim": "12",
        "lee": "0",
        "park": "0",
        "choi": "0",
        "jung": "0",
    }


def test_an_archive_that_unpacks_to_a_huge_one_is_not_read(grade, monkeypatch):
    """Bytes and files are limited, also in a header of a tar; nothing huge reaches memory or disk."""
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    monkeypatch.setattr(archives, "MAX_FILES", 1_000)
    monkeypatch.setattr(submissions, "MAX_BYTES", 1 << 20)
    huge = {"01_routes/app.py": bytes(2 << 20)}
    (grade.folder / "bytes.zip").write_bytes(zipped(huge))
    (grade.folder / "bytes.tar.gz").write_bytes(tarred(FILES | huge, "w:gz"))
    (grade.folder / "beside.tar.gz").write_bytes(tarred({"film.mp4": bytes(2 << 20)} | FILES, "w:gz"))
    (grade.folder / "files.zip").write_bytes(zipped({f"{number}": b"" for number in range(2_000)} | FILES))
    (grade.folder / "ann.zip").write_bytes(zipped({"film.mp4": bytes(2 << 20)} | FILES))
    grade()
    assert [row["points"] for row in grade.rows] == ["12", "0", "0", "0", "0"]
    assert all("too large" in row["first_failure"] for row in grade.rows[1:])
