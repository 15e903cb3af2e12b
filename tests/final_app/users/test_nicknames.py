"""Names that others see: what is invisible, stacked or looks like another is rejected or cut off, with its reason."""

import pytest

INVISIBLE = [
    "\u3164\u3164",
    "\u115f\u1160",
    "\uffa0\uffa0",
    "\u200b\u200b",
    "\u2060\ufeff",
    "\u2800\u2800",
    "\u034f\u034f",
]
INVISIBLE += [
    "al\u200bice",
    "al\u00adice",
    "al\u202eice",
    "al\u3164ice",
    "al\u200dice",
    "al\ufe0fice",
    "al\U000e0061ice",
]
STACKED = [
    "a" + "\u0301\u0302\u0303" + "bc",
    "z\u0335\u0321a\u0337\u0322",
    "가\u0301\u0302",
    "ก" + "\u0e49" * 6,
    "b\u20dd\u20ddc",
]
MIXED = ["аlice", "alicе", "Αlice", "pаypаl", "민수а", "alіce"]  # with Cyrillic or Greek letters
FINE = [
    "민수",
    "José",
    "Nguyễn",
    "हिंदी",
    "ไทยแลนด์",
    "שָׁלוֹם",
    "مُحَمَّد",
    "李小龙",
    "ジョン太郎",
    "Алиса",
    "Ελένη",
    "minsu민수",
    "தமிழ்",
    "a_1",
]


@pytest.mark.parametrize("nickname", [*INVISIBLE, *STACKED, *MIXED], ids=ascii)
def test_a_nickname_that_cannot_be_read_is_rejected(newcomer, nickname):
    """Nobody would know whom they have before them."""
    answer = newcomer().sends("POST", "/join", fields(nickname))
    assert (answer.status_code, answer.json["field"]) == (400, "nickname")


@pytest.mark.parametrize("nickname", FINE)
def test_a_name_of_any_script_is_accepted(newcomer, nickname):
    """The rules are about what cannot be told apart, not about whose language it is."""
    assert newcomer().sends("POST", "/join", fields(nickname)).status_code == 200


def test_what_is_invisible_around_a_name_is_cut_off(newcomer):
    """It came with the clipboard."""
    minsu = newcomer("minsu_1", "\u200b 민수\ufeff").joins()
    minsu.logs_in()
    assert minsu.reads("/user/민수").json["nickname"] == "민수"


@pytest.mark.parametrize("lookalike", ["AIice", "a1ice", "ａｌｉｃｅ", "𝐚𝐥𝐢𝐜𝐞", "ɑlice", "Alice", "aㅣice"])
def test_a_nickname_that_looks_like_someone_elses_is_taken(person, newcomer, lookalike):
    """Others would take the one for the other."""
    person("alice_1", "alice")
    answer = newcomer("bob_1").sends("POST", "/join", fields(lookalike))
    assert (answer.status_code, answer.json["field"]) == (400, "nickname")


def test_a_name_all_in_cyrillic_is_taken_where_it_looks_latin(person, newcomer):
    """сосо and coco are written with different letters and look the same."""
    coco = person("coco_1", "coco")
    assert newcomer("bob_1").sends("POST", "/join", fields("сосо")).json["field"] == "nickname"
    assert coco.sends("POST", "/setting", {"nickname": "C0CO"}).status_code == 200  # one's own may look like itself


def test_a_display_name_cannot_hide_or_turn_a_line(person):
    """What is invisible is left out; a name of nothing else is none."""
    minsu = person()
    assert minsu.sends("POST", "/setting", {"user_name": "\u202eM\u200bin  Su\u2066"}).status_code == 200
    assert minsu.reads("/user/민수").json["user_name"] == "Min Su"
    assert minsu.sends("POST", "/setting", {"user_name": "\u3164\u200b"}).json["field"] == "user_name"
    assert minsu.sends("POST", "/setting", {"user_name": "a" + "\u0301" * 30}).status_code == 200
    assert len(minsu.reads("/user/민수").json["user_name"]) <= 3


def test_names_and_texts_have_their_own_direction(person):
    """A name from right to left does not turn the rest of its line, and each text has its own direction."""
    dalia, bob = person("dalia_1", "داليا"), person("bob_1", "bob")
    post = dalia.posts("مرحبا hello")
    bob.sends("POST", f"/content_submit/{post}/comments", {"text": "أهلا"})
    page = bob.opens(f"/content_submit/{post}").text
    assert page.count('<p class="text" dir="auto">') == 2
    assert 'class="name" dir="auto"' in page
    assert "Post by \u2068داليا\u2069" in page
    bob.posts("@داليا hi")
    assert dalia.opens("/notice").text.count("\u2068") == 0  # bob is written from left to right


def fields(nickname):
    """Return a sign-up with this nickname."""
    typed = {"user_id": "newcomer_1", "nickname": nickname, "user_name": "N", "user_email": "n@example.org"}
    return {**typed, "password": "correct horse", "password2": "correct horse"}
