"""Whether a request means that someone looks at a page now: what they have seen is no longer new."""

from flask import request

from final_app.errors import wants_json

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Moz")


def is_visit() -> bool:
    """Return whether the user opens a page: not if a browser prefetches it, a script loads it, or JSON is wanted.

    Other programs than browsers send none of these headers; a page that they load counts as opened.
    """
    prefetched = any("prefetch" in request.headers.get(name, "").lower() for name in PREFETCH_HEADERS)
    navigates = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return request.method == "GET" and navigates and not prefetched and not wants_json()
