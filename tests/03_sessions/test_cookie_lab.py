"""POST /whoami sends two requests with a copied, edited or forged cookie, and shows what the server made of it."""

import json

import pytest

GUESSED = "dev"
BOB = {"nickname": "bob", "name": "Bob Lee", "profile_img": "bob.svg"}


@pytest.fixture(params=["03_sessions", "04_websockets"])
def app(load_stage, monkeypatch, request):
    """Return a stage that has the page, with a secret key that the tests know."""
    monkeypatch.setenv("SECRET_KEY", "the right key")
    return load_stage(request.param).flask


@pytest.fixture
def tries(read_page):
    """Return a function that sends a form of the page and returns the section with what happened."""

    def send(visitor, **fields):
        answer = visitor.post("/whoami", data={"post_id": "1", **fields})
        assert answer.status_code == 200
        return read_page(answer.text).find("section", id="tried")

    return send


def cookie_of(app, visitor):
    return visitor.get_cookie(app.config["SESSION_COOKIE_NAME"]).value


def parts_shown(section):
    cookie = section.find("pre", class_="cookie")
    return [cookie.find("span", class_=f"part{number}").text for number in (1, 2, 3)]


def test_edited_data_under_the_old_signature_is_nobody(app, alice, tries):
    """The edited cookie keeps timestamp and signature: both requests are those of a stranger, and nothing changes."""
    tried = tries(alice, how="edit", data=json.dumps(BOB))  # S2

    own, shown = cookie_of(app, alice).rsplit(".", 2), parts_shown(tried)
    assert shown[0] != own[0]
    assert shown[1:] == own[1:]
    assert "GET / → 302" in tried.text
    assert "Location: /login" in tried.text
    assert "PUT /content_submit/1 → 401" in tried.text
    assert "not logged in" in tried.text
    assert alice.get("/content_submit/1").status_code == 200


def test_whoever_has_the_key_is_anyone(alice, tries):
    """With the right key the forged cookie is as good as a genuine one: that is why the key is a secret."""
    tried = tries(alice, how="forge", data=json.dumps({"nickname": "alice"}), key="the right key")  # S5

    assert "greets: alice" in tried.text
    assert "PUT /content_submit/1 → 200" in tried.text
    assert "guessed the key" in tried.text


def test_a_copied_cookie_works_after_logout(app, log_in, tries):
    """Alice logs out; with a copy of her cookie bob's page is greeted as alice and changes her post."""
    alice, bob = log_in(app, "alice"), log_in(app, "bob")
    copy = cookie_of(app, alice)
    alice.post("/logout")

    tried = tries(bob, how="copy", cookie=f" {copy[:20]}\n{copy[20:]} ")  # S4; pasted with a line break

    assert ".".join(parts_shown(tried)) == copy
    assert "greets: alice" in tried.text
    assert "PUT /content_submit/1 → 200" in tried.text
    assert "changed" in bob.get("/content_submit/1").text


def test_a_genuine_cookie_of_another_person_is_403(app, log_in, tries):
    """Bob's cookie is genuine, and alice's post is not his: 403, with the words of the server."""
    alice, bob = log_in(app, "alice"), log_in(app, "bob")

    tried = tries(alice, how="copy", cookie=cookie_of(app, bob))

    assert "greets: bob" in tried.text
    assert "PUT /content_submit/1 → 403" in tried.text
    assert "Only the author" in tried.text


def test_unchanged_data_is_a_genuine_cookie(app, alice, read_page, tries):
    """The form begins with one's own session: sent as it is, the signature fits."""
    form = read_page(alice.get("/whoami").text).find("form", id="edit_cookie")

    tried = tries(alice, how="edit", data=form.find("textarea").text)

    assert ".".join(parts_shown(tried)) == cookie_of(app, alice)
    assert "greets: alice" in tried.text


@pytest.mark.parametrize("cookie", ["", "nonsense", "a.b.c", "민수", "x; y=z", "<b>.b.c"])
def test_nonsense_is_nobody(alice, tries, cookie):
    """Anything in place of a cookie is shown as text and is that of a stranger."""
    assert "GET / → 302" in tries(alice, how="copy", cookie=cookie).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"how": "edit", "data": "no JSON", "post_id": "1"}, 400),
        ({"how": "edit", "data": "[]", "post_id": "1"}, 400),
        ({"how": "forge", "post_id": "1"}, 400),
        ({"how": "copy", "cookie": "a.b.c", "post_id": "one"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_tried_is_refused(alice, fields, status):
    """A session that is no JSON object, or a post without a number, is 400 with a message."""
    assert alice.post("/whoami", data=fields).status_code == status


def test_trying_leaves_ones_own_login(app, alice, tries):
    """Whatever is tried, the visitor's own cookie stays."""
    before = cookie_of(app, alice)
    tries(alice, how="edit", data="{}")

    assert cookie_of(app, alice) == before
    assert alice.get("/").status_code == 200
