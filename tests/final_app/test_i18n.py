"""Korean or English: chosen by the browser, and complete in both."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

# A particle that depends on the last sound of the word before it.
PARTICLE = "(이에요|예요|이라고|라고|이랑|랑|이|가|을|를|은|는|와|과|으로|로|이나|나|아|야)(는|도|만)?"
# Both forms of a particle at once, as 이(가) or (으)로.
PAIR = r"[가-힣]\((이|가|을|를|은|는|와|과|이나|나|아|야|예요)\)|\((이|으)\)(로|나|라|에요|랑)"
ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "final_app/translations/ko/LC_MESSAGES/messages.po"


@pytest.mark.parametrize(
    ("accepted", "language", "word"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko", "로그인"),
        ("en-GB,en;q=0.9", "en", "Log in"),
        ("fr", "en", "Log in"),
        ("", "en", "Log in"),
    ],
)
def test_the_page_uses_the_browsers_language(newcomer, accepted, language, word):
    """A Korean browser gets Korean, any other one English, and the page says which."""
    page = newcomer().opens("/login", **{"Accept-Language": accepted}).text
    assert f'<html lang="{language}">' in page
    assert f"<h1>{word}</h1>" in page


def test_an_error_uses_the_readers_language(newcomer):
    """A JSON error has its message in Korean for a Korean browser."""
    minsu = newcomer()
    minsu.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ko"
    assert minsu.reads("/").json["message"] == "먼저 로그인하세요."


def test_every_message_has_a_korean_translation(tmp_path):
    """Every message of the code is in the catalog, translated and not marked as fuzzy."""
    template = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
    subprocess.run([*command, "-o", str(template), "."], cwd=ROOT, check=True)
    with template.open("rb") as said, CATALOG.open("rb") as catalog:
        wanted = {message.id for message in read_po(said) if message.id}
        korean = {message.id: message for message in read_po(catalog, locale="ko") if message.id}
    assert wanted == set(korean)
    assert [message.id for message in korean.values() if not message.string or message.fuzzy] == []


def test_the_compiled_catalog_matches_its_source(tmp_path):
    """messages.mo says what messages.po says: run `pybabel compile -d final_app/translations` after a change."""
    compiled = tmp_path / "messages.mo"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile"]
    subprocess.run([*command, "-i", str(CATALOG), "-o", str(compiled)], cwd=ROOT, check=True)
    assert compiled.read_bytes() == CATALOG.with_suffix(".mo").read_bytes()


def test_no_korean_particle_follows_variable_text():
    """A particle depends on a sound that is not known here: "코드: 821930", not "코드는 821930예요"; 님 always fits."""
    doubtful = re.compile(rf"(%\(\w+\)s|\{{\w+\}})[\"'”’]? ?{PARTICLE}(?![가-힣])|{PAIR}")
    for wrong in ("코드는 %(code)s예요.", "{nickname} 를", "%(code)s로는", "사람을(를)", "글은(는)", "서버(으)로"):
        assert doubtful.search(wrong), wrong
    for right in ("{nickname} 님이", "사진 %(most)s장까지", "메일함(개발용)", "밑줄(_)로"):
        assert not doubtful.search(right), right
    with CATALOG.open("rb") as catalog:
        texts = {text for message in read_po(catalog, locale="ko") if message.id for text in as_tuple(message.string)}
    assert [text for text in texts if doubtful.search(text)] == []


def as_tuple(string):
    return string if isinstance(string, tuple) else (string,)
