"""What the bytes of a picture tell before anything is decoded: its kind, its camera data, and what it would cost."""

import re
import struct
from typing import NamedTuple

MAX_SCANS = 100
TYPICAL_SCANS = 12  # of a progressive JPEG; every scan visits each pixel
SCAN_END = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")  # the next marker behind the data of a scan
FRAME_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the JPEG segments that hold width and height
START_OF_SCAN, END_OF_IMAGE, COMMENT = 0xDA, 0xD9, 0xFE
ORIENTATION = 0x0112
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


class Problem(Exception):
    """A picture that is rejected; kind is unreadable, heic, resolution or costly."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Jpeg(NamedTuple):
    """A JPEG without its camera data, and what the data says."""

    data: bytes
    exif: bytes
    pixels: int
    scans: int


def find_format(data: bytes) -> str:
    """Return Pillow's name of a picture's format, told from its first bytes; raises Problem."""
    if data[4:8] == b"ftyp":
        brands = data[8 : min(256, int.from_bytes(data[:4], "big"))]
        if b"avif" in brands or b"avis" in brands:
            return "AVIF"
        raise Problem("heic" if any(brand in brands for brand in HEIC_BRANDS) else "unreadable")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    starts = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
    for start, kind in starts.items():
        if data.startswith(start):
            return kind
    raise Problem("unreadable")


def read_jpeg(data: bytes) -> Jpeg:
    """Return a JPEG with only the segments that make the picture and its colors.

    Broken camera data, maker notes of megabytes, and the second picture that phones add (MPO) never reach a decoder.
    """
    kept, exif, pixels, scans, at = [data[:2]], b"", 0, 0, 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == END_OF_IMAGE:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : end]
        if marker == START_OF_SCAN:
            scans += 1
            found = SCAN_END.search(data, end)
            end = found.start() if found else len(data)
        elif marker in FRAME_MARKERS and len(body) >= 5:
            height, width = struct.unpack(">HH", body[1:5])
            pixels = max(pixels, height * width)
        elif marker == 0xE1 and body.startswith(b"Exif\0") and not exif:
            exif = body
        if is_needed(marker, body):
            kept.append(data[at:end])
        at = end
    kept.append(data[at : at + 2])
    return Jpeg(b"".join(kept), exif, pixels, scans)


def is_needed(marker: int, body: bytes) -> bool:
    """Return whether a JPEG segment makes the picture or its colors: JFIF, a color profile, Adobe's kind of colors."""
    profile = marker == 0xE2 and body.startswith(b"ICC_PROFILE\0")
    return profile or marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == COMMENT)


def check_scans(jpeg: Jpeg, max_pixels: int) -> None:
    """Raise Problem for a JPEG whose scans cost more than a large picture's: a small file can have hundreds."""
    if jpeg.scans > MAX_SCANS or jpeg.scans * jpeg.pixels > TYPICAL_SCANS * max_pixels:
        raise Problem("costly")


def find_orientation(exif: bytes) -> int:
    """Return how a camera was held, from 1 to 8; 1 (upright) where its data is broken or says nothing."""
    tiff = exif.removeprefix(b"Exif\0\0")
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHI4s", tiff, start + 2 + 12 * number)
            if tag == ORIENTATION:
                (turn,) = struct.unpack_from(order + {1: "B", 3: "H", 4: "I"}[kind], value)
                return turn if 1 <= turn <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1
