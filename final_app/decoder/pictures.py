"""Make of any picture what browsers show alike: upright, in sRGB, without metadata, in each size."""

import io
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from PIL import Image
from PIL import PngImagePlugin
from PIL import WebPImagePlugin  # noqa: F401 - registers its format; else Pillow would load all that it knows

from final_app.decoder import SIDES
from final_app.decoder.bounds import Problem
from final_app.decoder.bounds import check_scans
from final_app.decoder.bounds import find_format
from final_app.decoder.bounds import find_orientation
from final_app.decoder.bounds import read_jpeg
from final_app.decoder.colors import to_eight_bits
from final_app.decoder.colors import to_srgb

MOVING_SIDE = SIDES["medium"]  # of an animation
MAX_FRAMES = 300
MAX_FRAME_PIXELS = 30_000_000  # of all frames of an animation together, as uploaded
QUALITY = 82
ANIMATION_METHOD = 2  # of WebP, from 0 (quick) to 6 (small)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Image.MAX_IMAGE_PIXELS = None  # check_size asks for less
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024**2  # profiles of printers are larger than Pillow expects


class Limits(NamedTuple):
    """The most pixels of a picture, and of each side."""

    pixels: int
    side: int


def try_to_process(data: bytes, max_pixels: int, max_side: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return what process returns or, for what is wrong with a picture, {"problem": kind} and no files."""
    try:
        return process(data, max_pixels, max_side)
    except Problem as problem:
        return {"problem": problem.kind}, []
    except MemoryError:
        return {"problem": "costly"}, []
    except Exception:  # whatever a library says about bytes that are no picture
        return {"problem": "unreadable"}, []


def process(data: bytes, max_pixels: int, max_side: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return {"width", "height", "first_frame_only"} of a picture and its WebP bytes in each size; raises Problem."""
    limits = Limits(max_pixels, max_side)
    kind, exif = find_format(data), b""
    if kind == "JPEG":
        jpeg = read_jpeg(data)
        check_scans(jpeg, max_pixels)
        data, exif = jpeg.data, jpeg.exif
    if kind == "AVIF":
        from PIL import AvifImagePlugin  # noqa: F401, PLC0415 - takes long to load

    picture = Image.open(io.BytesIO(data), formats=(kind,))
    check_size(picture, limits)
    exif = exif or picture.info.get("exif", b"")
    orientation = find_orientation(exif)
    frames: list[Image.Image] = []
    moves = is_animated(picture)
    if moves:
        frames, durations = read_frames(picture, orientation, limits)
    if len(frames) > 1:
        plays = picture.info.get("loop", 1 if kind == "GIF" else 0)  # 0: for ever
        options = {"save_all": True, "duration": durations, "loop": plays}
        return describe(frames[0], False), each_size(frames[0], lambda side: encode_animation(frames, side, options))
    if moves:
        picture = Image.open(io.BytesIO(data), formats=(kind,))
    still = read_still(picture, orientation)
    return describe(still, moves), each_size(still, lambda side: encode(still, side))


def each_size(picture: Image.Image, encode_at: Callable[[int], bytes]) -> list[bytes]:
    """Return what encode_at returns for each of SIDES, called once for those that are as large as the picture."""
    files: list[bytes] = []
    done = 0  # pixels of the longer side
    for side in SIDES.values():
        files.append(encode_at(side) if done < max(picture.size) else files[-1])
        done = side
    return files


def describe(picture: Image.Image, first_frame_only: bool) -> dict[str, Any]:
    """Return what the app stores of a picture beside its bytes."""
    return {"width": picture.width, "height": picture.height, "first_frame_only": first_frame_only}


def check_size(picture: Image.Image, limits: Limits) -> None:
    """Raise Problem for too many pixels, or too many on one side: a single column of millions costs gigabytes."""
    if max(picture.size) > limits.side or picture.width * picture.height > limits.pixels:
        raise Problem("resolution")


def is_animated(picture: Image.Image) -> bool:
    """Return whether a picture has several frames; where the second one is damaged, it has not."""
    try:
        return bool(getattr(picture, "is_animated", False))
    except Exception:
        return False


def read_still(picture: Image.Image, orientation: int) -> Image.Image:
    """Return a picture in full size, or its first frame."""
    picture.draft("RGB", (SIDES["full"], SIDES["full"]))  # a JPEG can be decoded at a smaller size
    profile = picture.info.get("icc_profile")
    small = to_eight_bits(picture)
    small.thumbnail((SIDES["full"], SIDES["full"]))
    if orientation in TURNS:
        small = small.transpose(TURNS[orientation])
    return to_srgb(small, profile)


def read_frames(picture: Image.Image, orientation: int, limits: Limits) -> tuple[list[Image.Image], list[int]]:
    """Return the frames of an animation and for how many milliseconds each is shown; no frames if they are too many."""
    frames: list[Image.Image] = []
    durations: list[int] = []
    pixels = 0
    first = 1 if picture.info.get("default_image") else 0  # of an APNG, for what knows no APNG
    for number in range(first, first + MAX_FRAMES + 1):
        try:
            picture.seek(number)
            pixels += picture.width * picture.height
            check_size(picture, limits)  # a frame of a GIF can be larger than the GIF
            if len(frames) == MAX_FRAMES or pixels > MAX_FRAME_PIXELS:
                return [], []
            frame = to_eight_bits(picture).copy()
        except (Problem, MemoryError):
            raise
        except Exception:  # that was the last one, or the file is damaged behind it
            break
        frame.thumbnail((MOVING_SIDE, MOVING_SIDE))
        frame = frame.transpose(TURNS[orientation]) if orientation in TURNS else frame
        frames.append(to_srgb(frame, picture.info.get("icc_profile")))
        durations.append(int(picture.info.get("duration", 0)))
    return frames, durations


def encode(picture: Image.Image, side: int) -> bytes:
    """Return a picture as WebP without metadata, at most side pixels on its longer side."""
    small = picture.copy()
    small.thumbnail((side, side))
    return as_webp(small)


def encode_animation(frames: list[Image.Image], side: int, options: dict[str, Any]) -> bytes:
    """Return frames as an animated WebP, at most side pixels on the longer side."""
    small = list(shrink(frames, side))
    return as_webp(small[0], append_images=small[1:], method=ANIMATION_METHOD, **options)


def shrink(frames: list[Image.Image], side: int) -> Iterator[Image.Image]:
    """Yield frames at most side pixels on the longer side."""
    for frame in frames:
        small = frame.copy()
        small.thumbnail((side, side))
        yield small


def as_webp(picture: Image.Image, **options: Any) -> bytes:
    """Return a picture as WebP without metadata."""
    picture.info = {}
    output = io.BytesIO()
    picture.save(output, "WEBP", quality=QUALITY, **options)
    return output.getvalue()
