"""A picture that asks for too much is turned away, alone: decoding has a process, bounds and a queue of its own."""

import io
import json
import random
import subprocess
import sys
import threading

import pytest
from PIL import Image

from final_app.decoder.bounds import read_jpeg
from final_app.decoder.pictures import try_to_process
from final_app.media import decoding
from final_app.media.turns import Busy
from final_app.media.turns import Turns
from tests.final_app.media import photos
from tests.final_app.media.test_pictures import uploads

LIMITS = (40_000_000, 20_000)


@pytest.mark.parametrize(
    "data",
    [
        photos.png(1, 40_000_000),
        photos.png(40_000_000, 1),
        photos.png(9_000, 9_000),
        photos.many_scans(200),
        photos.many_scans(90, 6000, 6000),
    ],
    ids=["one column", "one row", "81 megapixels", "hundreds of scans", "dozens of large scans"],
)
def test_a_picture_that_costs_too_much_is_rejected_from_its_bytes(person, database, data):
    """A few bytes can ask for gigabytes or minutes: 400, and the field is named."""
    assert "problem" in try_to_process(data, *LIMITS)[0]
    answer = uploads(person(), data)
    assert (answer.status_code, answer.json["field"]) == (400, "content_file")
    assert database["sns"].images.count_documents({}) == 0


def test_a_frame_larger_than_its_gif_is_measured_too():
    """The second frame says 60,000 x 60,000, the file 20 x 20."""
    data = photos.animated("GIF", photos.moving(3, 20, 70))
    at = data.index(b"\x2c", data.index(b"\x2c") + 60)
    large = data[: at + 5] + b"\x60\xea\x60\xea" + data[at + 9 :]
    assert try_to_process(large, *LIMITS)[0] == {"problem": "resolution"}


def test_ordinary_progressive_photos_pass():
    """Programs for the web make them, with ten scans or a few more."""
    data = photos.saved(photos.scene(3000, 2000), "JPEG", progressive=True)
    assert read_jpeg(data).scans > 5
    assert try_to_process(data, *LIMITS)[0]["width"] == 2048


@pytest.mark.parametrize("limit", [{"DECODER_MEGABYTES": 90}, {"DECODER_SECONDS": 1}])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all limits")
def test_a_decoder_that_needs_too_much_is_ended_and_the_next_picture_is_decoded(person, monkeypatch, limit):
    """It takes neither the server nor another picture with it."""
    minsu = person()
    minsu.app.config.update(limit)
    large = photos.saved(Image.new("RGB", (6000, 6000), "teal"), "PNG")
    monkeypatch.setattr(decoding, "WALL_FACTOR", 1)
    if "DECODER_SECONDS" in limit:  # a program that never ends in the place of the decoder
        monkeypatch.setattr(decoding, "MODULE", ["-c", "while True: pass"])
    assert uploads(minsu, large).status_code == 400
    monkeypatch.undo()
    minsu.app.config.update(DECODER_MEGABYTES=768, DECODER_SECONDS=10)
    assert uploads(minsu, photos.saved(photos.scene(), "PNG")).status_code == 201


def test_mutated_pictures_are_pictures_or_are_rejected():
    """Nothing but a problem or three WebP files comes out of any bytes."""
    rng = random.Random(9)
    kinds = [photos.saved(photos.scene(60, 40), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF")]
    kinds += [photos.animated(kind, photos.moving(3, 60, 70)) for kind in ("GIF", "WEBP", "PNG")]
    kinds += [photos.lying(), photos.many_scans(2, 60, 40)]
    for data in kinds * 30:
        wrong = bytearray(data)
        for _ in range(rng.randint(1, 12)):
            wrong[rng.randrange(len(wrong))] = rng.randrange(256)
        facts, files = try_to_process(bytes(wrong[: rng.randint(1, len(wrong) * 2)]), *LIMITS)
        assert facts.get("problem") in (None, "unreadable", "resolution", "costly", "heic")
        assert len(files) == (0 if "problem" in facts else 3)
        assert {Image.open(io.BytesIO(file)).format for file in files} <= {"WEBP"}


def test_the_server_decodes_nothing_and_the_decoder_knows_nothing():
    """The one does not import Pillow with its pictures, the other neither Flask nor the database nor a secret."""
    code = "import sys, final_app.{0}; print(sorted({{'PIL', 'flask', 'pymongo', 'eventlet'}} & sys.modules.keys()))"
    for module, wanted in {"media.actions": ["flask", "pymongo"], "decoder.pictures": ["PIL"]}.items():
        done = subprocess.run([sys.executable, "-c", code.format(module)], capture_output=True, text=True, check=True)
        assert set(json.loads(done.stdout.replace("'", '"'))) - {"eventlet"} == set(wanted)


def test_a_decoder_gets_no_secret(monkeypatch):
    """Its environment is what Python needs, and nothing else."""
    monkeypatch.setenv("SECRET_KEY", "s")
    monkeypatch.setenv("MAIL_PASSWORD", "s")
    assert set(decoding.decoder_environment()) <= {
        *("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"),
        *("PYTHONPATH", "MALLOC_ARENA_MAX"),
    }


@pytest.mark.parametrize(("limit", "status"), [("PICTURES_WAITING_PER_USER", 429), ("PICTURES_WAITING", 503)])
def test_too_many_waiting_pictures_are_turned_away_with_a_message(person, database, limit, status):
    """One's own: 429. Everyone's: 503. Both say when to try again, and nothing is stored."""
    minsu = person()
    minsu.app.config[limit] = 0
    answer = uploads(minsu, photos.saved(photos.scene(), "PNG"))
    assert (answer.status_code, answer.json["field"]) == (status, "content_file")
    assert int(answer.headers["Retry-After"]) > 0
    assert database["sns"].posts.count_documents({}) == 0


def test_users_take_turns():
    """Of 5 pictures of one user, one is at work; another user's second comes before the first one's third."""
    turns, order, release = Turns(), [], threading.Semaphore(0)

    def work(user):
        with turns.take(user, 1, 9, 99, 20):
            order.append(user)
            release.acquire(timeout=20)

    threads = [threading.Thread(target=work, args=(user,)) for user in ("a", "a", "a", "a", "a", "b", "b")]
    for number, thread in enumerate(threads):
        thread.start()
        wait_until(lambda number=number: len(turns.waiting) + len(order) == number + 1)
    for done in range(len(threads)):
        wait_until(lambda done=done: len(order) == done + 1)
        release.release()
    for thread in threads:
        thread.join()
    assert "".join(order) == "ababaaa"
    assert (turns.waiting, turns.served, turns.working) == ([], {}, set())


def test_one_user_never_takes_all_processes():
    """With two processes, another user's picture is decoded while one user's never end."""
    turns = Turns()
    with turns.take("a", 2, 9, 99, 1):
        with pytest.raises(Busy) as caught, turns.take("a", 2, 9, 99, 0.05):
            pass
        assert caught.value.own
        with turns.take("b", 2, 9, 99, 0.05):
            assert turns.working == {"a", "b"}
    assert turns.waiting == []


def wait_until(condition):
    """Wait for what another thread does."""
    for _ in range(2000):
        if condition():
            return
        threading.Event().wait(0.005)
    raise AssertionError("it does not happen")
