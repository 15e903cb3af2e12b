"""Pictures as devices make them, and as attackers do: made in code, byte by byte where no library would."""

import io
import struct
import zlib

from PIL import Image
from PIL import ImageCms
from PIL import ImageDraw

PNG_START = b"\x89PNG\r\n\x1a\n"
P3_PRIMARIES = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))  # at D50
ADOBE_PRIMARIES = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))


def saved(picture, kind, **options):
    """Return a picture as a file."""
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def scene(width=320, height=200):
    """Return a red picture whose upper left quarter is green."""
    picture = Image.new("RGB", (width, height), (200, 60, 40))
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(20, 200, 40))
    return picture


def lying(*entries, order="<", tail=b""):
    """Return a photo that lies on its side, with more camera data: (tag, type, count, four bytes) each."""
    sign = b"II*\0" if order == "<" else b"MM\0*"
    wanted = sorted([(0x112, 3, 1, struct.pack(order + "HH", 6, 0)), *entries])
    body = struct.pack(order + "H", len(wanted)) + b"".join(struct.pack(order + "HHL", *e[:3]) + e[3] for e in wanted)
    exif = b"Exif\0\0" + sign + struct.pack(order + "L", 8) + body + struct.pack(order + "L", 0) + tail
    return saved(scene(), "JPEG", exif=exif)


def profile(primaries, gamma):
    """Return a color profile with these primaries and a plain gamma."""

    def tag_xyz(values):
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    curve = b"curv\0\0\0\0" + struct.pack(">IHxx", 1, round(gamma * 256))
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(78)
    tags = {b"desc": text + bytes(-len(text) % 4), b"wtpt": tag_xyz((0.9642, 1.0, 0.8249))}
    tags |= dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(tag_xyz, primaries), strict=True))
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, data, at = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value
    head = struct.pack(">I4sI4s4s4s", at + len(data), b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return head[:128] + table + data


def cmyk_profile():
    """Return the bytes of sRGB's own profile, which fits no picture of four inks."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def grey_ramp():
    """Return a grey picture of 16 bits, from black at the left to white at the right."""
    picture = Image.new("I;16", (256, 64))
    picture.frombytes(struct.pack("<16384H", *(x * 257 for _ in range(64) for x in range(256))))
    return picture


def moving(count=8, width=120, height=80):
    """Return the frames of an animation."""
    frames = []
    for number in range(count):
        frame = Image.new("RGB", (width, height), "white")
        ImageDraw.Draw(frame).rectangle((number * 9 % width, 10, number * 9 % width + 8, 60), fill=(200, 30, 40))
        frames.append(frame)
    return frames


def animated(kind, frames, **options):
    """Return frames as an animation that never ends."""
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=70, loop=0, **options)


def png(width, height):
    """Return a PNG of a few bytes that says it has this size."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return PNG_START + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def many_scans(count, width=2000, height=2000):
    """Return a progressive JPEG whose last scan comes this many times: few bytes, much work."""
    data = saved(Image.new("RGB", (width, height), "teal"), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"
