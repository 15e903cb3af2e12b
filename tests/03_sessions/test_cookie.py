"""The page /whoami shows the session cookie."""

import base64
from datetime import UTC
from datetime import datetime


def test_whoami_takes_the_cookie_apart(app, minsu, read_page):
    """GET /whoami shows the three parts, what anyone can read there, what the server reads, and the flags."""
    name = app.config["SESSION_COOKIE_NAME"]
    parts = minsu.get_cookie(name).value.rsplit(".", 2)
    timestamp = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
    made_at = datetime.fromtimestamp(int.from_bytes(timestamp), UTC)

    page = read_page(minsu.get("/whoami").text)

    assert name in page.text
    cookie = page.find("pre", class_="cookie")
    assert [cookie.find(class_=f"part{number}").text for number in (1, 2, 3)] == parts
    assert f"{made_at:%Y-%m-%d %H:%M:%S}" in page.text
    assert page.text.count("'name': '박민수'") == 2
    assert "session = {" in page.text
    for flag in ("HttpOnly: True", "SameSite: Lax", "Secure: False"):
        assert flag in page.text
