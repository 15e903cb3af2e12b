"""Name the browser and the system of a login in words, from what the browser says of itself (User-Agent)."""

from typing import TypedDict

from flask_babel import gettext as _

MOST_CHARACTERS = 1000
# The first that is found. Most browsers also say that they are Chrome or Safari, and in-app ones on a phone all of it.
BROWSERS = {
    "KAKAOTALK": "KakaoTalk",
    "NAVER(inapp": "Naver",
    "Whale/": "Whale",
    "SamsungBrowser/": "Samsung Internet",
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


class Device(TypedDict):
    """What is known of where a login began; "" where nothing is."""

    browser: str
    system: str


def describe(user_agent: str) -> Device:
    """Return the browser and the system that a User-Agent names.

    >>> describe("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
    {'browser': 'Firefox', 'system': 'Linux'}
    """
    text = user_agent[:MOST_CHARACTERS]
    return {"browser": first_named(BROWSERS, text), "system": first_named(SYSTEMS, text)}


def first_named(names: dict[str, str], text: str) -> str:
    """Return the name of the first mark that is in a text, or ""."""
    return next((name for mark, name in names.items() if mark in text), "")


def device_name(browser: str, system: str) -> str:
    """Return both in a few words of the current language."""
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("Unknown device"))
