"""Files that cannot be read, or come from another system, are graded or named."""

import os
from pathlib import Path

from classroom import archives


def test_a_file_or_folder_without_rights_is_named(grade, hand_in, monkeypatch):
    """What cannot be read is a row that says so, and the others are graded."""
    (hand_in("kim") / "app.py").chmod(0)
    hand_in("lee")
    hand_in("park")
    works, walks = Path.open, os.walk

    def opens(path, *arguments, **options):
        if "kim" in path.parts and path.name == "app.py":
            raise PermissionError(13, "Permission denied", str(path))
        return works(path, *arguments, **options)

    def walk(top, onerror=None, **options):
        if onerror and "lee" in Path(top).parts:
            onerror(PermissionError(13, "Permission denied", str(top)))
        return walks(top, onerror=onerror, **options)

    monkeypatch.setattr(Path, "open", opens)  # root may read everything
    monkeypatch.setattr(archives.os, "walk", walk)
    rows = grade()
    assert "Permission" in rows["kim"]["first_failure"]
    assert "Permission" in rows["lee"]["first_failure"]
    assert rows["park"]["points"] == "12"


def test_a_name_is_shown_whatever_wrote_it(hand_in, grade):
    """A disk or an archive of Windows has Korean in cp949, and the locale C knows no Korean at all."""
    for student, name in {"kim": "이지우".encode("cp949"), "lee": b"\xff\xfe"}.items():
        os.rename(hand_in(student).parents[1], os.fsencode(grade.folder) + b"/" + name)
    assert set(grade()) == {"이지우", "\ufffd\ufffd"}


def test_source_from_windows_is_read(hand_in, grade):
    """CRLF and a byte order mark change nothing; an encoding other than UTF-8 is a failure with words."""
    for student, change in {
        "crlf": lambda text: text.replace("\n", "\r\n").encode(),
        "bom": lambda text: text.encode("utf-8-sig"),
        "cp949": lambda text: ("# 한글\n" + text).encode("cp949", "replace"),
        "utf16": lambda text: text.encode("utf-16"),
    }.items():
        app = hand_in(student) / "app.py"
        app.write_bytes(change(app.read_text(encoding="utf-8")))
    rows = grade()
    assert rows["crlf"]["points"] == rows["bom"]["points"] == "12"
    assert all("not saved as UTF-8" in rows[name]["first_failure"] for name in ("cp949", "utf16"))
