"""The glossary has the same terms in both languages, each explained briefly."""

import re

import pytest

from classroom.stages import ROOT

ENTRY = re.compile(r"^- \*\*(.+?)\*\*(?: \([^)]+\))?: (.+)$")


def entries(language):
    """Return (term, explanation) of each line of the list."""
    text = (ROOT / "notes" / "glossary" / f"{language}.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("-")]
    found = [ENTRY.match(line) for line in lines]
    assert None not in found, lines[found.index(None)]
    return [match.groups() for match in found]


def test_both_languages_explain_the_same_terms():
    """In the same order, that of the alphabet, and each once."""
    english, korean = ([term for term, _ in entries(language)] for language in ("en", "ko"))
    assert english == korean
    assert english == sorted(set(english), key=str.lower)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_explanation_is_short(language):
    """Each has one to three sentences."""
    for term, explanation in entries(language):
        sentences = re.findall(r"[.!?](?: |$)", explanation)
        assert 1 <= len(sentences) <= 3, f"{term}: {explanation}"
