"""Rules for names that others see: nothing invisible, nothing stacked, and no nickname that looks like another.

They follow Unicode's UTS #39 (Security Mechanisms) in short.
"""

import unicodedata

import regex
from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.text import is_visible
from final_app.text import is_word
from final_app.text import name_key

MOST_CHARACTERS = 200  # before anything is normalised, which takes longer the more there is
INVISIBLE = r"[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Cf}]"
AROUND = regex.compile(rf"\A(?:\s|{INVISIBLE})+|(?:\s|{INVISIBLE})+\Z")
# More than one general accent on a letter that has no composed form, or four marks of the letter's own script.
STACKED = regex.compile(r"[\p{Me}]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2}|\p{M}{4}")
UNNEEDED = regex.compile(r"(?![\u200c\u200d\ufe0f])" + INVISIBLE + r"|(?<=\p{M}{2})\p{M}+")  # in a display name
# Scripts with letters that look like Latin ones, or like each other's: a nickname has letters of one of them at most.
ALIKE_SCRIPTS = ("Cyrl", "Grek", "Armn", "Cher", "Copt", "Geor", "Lisu", "Dsrt", "Osge", "Glag", "Goth", "Vaii")
# Letters, after case-folding, that look like a Latin one: whole names can be written with them.
LOOK_LIKE = {
    **{"a": "аαɑᴀ", "b": "вβʙь", "c": "сᴄϲ", "d": "ԁᴅ", "e": "еεᴇҽ", "f": "ꜰ", "g": "ԍɡɢց", "h": "һнհʜ", "i": "іιı"},
    **{"j": "јᴊϳ", "k": "кκᴋ", "l": "1ӏɩɪʟ\u1175", "m": "мᴍ", "n": "пηոɴ", "o": "0оοσօᴏ\u110b", "p": "рρᴘ", "q": "ԛզ"},
    **{"r": "гʀ", "s": "ѕꜱ", "t": "тτᴛ", "u": "υսᴜ", "v": "ѵνᴠ", "w": "ԝωᴡ", "x": "хχ", "y": "уүγʏ", "z": "ᴢ"},
}
LOOKS = {ord(letter): latin for latin, letters in LOOK_LIKE.items() for letter in letters}


def check_nickname(value: str) -> str:
    """Return a nickname: 2 to 20 letters of any script, digits and _; what is invisible around it is cut off.

    Raises ValidationError.
    """
    nickname = unicodedata.normalize("NFC", AROUND.sub("", value)) if len(value) <= MOST_CHARACTERS else ""
    if regex.search(INVISIBLE, nickname):
        raise ValidationError({"nickname": _("This contains an invisible character. Type the nickname again.")})
    if not 2 <= len(nickname) <= 20 or not is_word(nickname):
        raise ValidationError({"nickname": _("Use 2 to 20 characters: letters, digits and _, no spaces.")})
    if STACKED.search(nickname):
        raise ValidationError({"nickname": _("Too many accents on one letter.")})
    if mixes_scripts(nickname):
        message = _("Use letters of one alphabet. Letters of several that look alike are not allowed.")
        raise ValidationError({"nickname": message})
    return nickname


def mixes_scripts(nickname: str) -> bool:
    """Return whether a nickname has letters of one of ALIKE_SCRIPTS together with those of any other script."""
    letters = unicodedata.normalize("NFKC", nickname)
    return any(
        regex.search(rf"\p{{sc={script}}}", letters)
        and not regex.fullmatch(rf"[\p{{sc={script}}}\p{{sc=Zyyy}}\p{{sc=Zinh}}]*", letters)
        for script in ALIKE_SCRIPTS
    )


def nickname_look(nickname: str) -> str:
    """Return what a nickname looks like: equal for those that readers cannot tell apart.

    >>> nickname_look("аlicе") == nickname_look("AIice") == nickname_look("alice")
    True
    """
    return name_key(unicodedata.normalize("NFKC", nickname).replace("I", "l")).translate(LOOKS)


def check_display_name(value: str) -> str:
    """Return a display name: 1 to 40 characters, without invisible ones or stacks of accents."""
    name = UNNEEDED.sub("", unicodedata.normalize("NFC", value)) if len(value) <= MOST_CHARACTERS else ""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 40 or not is_visible(name):
        raise ValidationError({"user_name": _("Use 1 to 40 characters.")})
    return name
