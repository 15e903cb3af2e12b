"""The final app in a browser: a new user's first visit, by touch, by keyboard, and without JavaScript."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

LOGIN = re.compile(r"/login(\?next=.*)?$")
HOME = re.compile("/$")
POST = re.compile("/content_submit/")
GOOD = {
    "user_id": "wrong_once",
    "nickname": "wrong_once",
    "user_name": "Wrong Once",
    "user_email": "wrong_once@example.com",
    "password": "a long secret",
    "password2": "a long secret",
}


@pytest.fixture(scope="module")
def stranger(module_company, site):
    """Return a visitor with a phone who has not logged in."""
    return module_company.invite(site("final_app"), width=375)


@pytest.fixture(scope="module")
def member(stranger, newcomer):
    """Return the user id and password of a user who has signed up."""
    return newcomer(stranger)


def log_out(person):
    person.page.locator("form[action='/logout'] button").click()
    person.arrives(LOGIN)


def test_the_first_visit_of_a_new_user(person, site, newcomer, look):
    """A user with a phone cannot sign up, write, edit or delete a post, or log out again."""
    her = person(site("final_app"), width=375, locale="ko-KR")
    page = her.page
    posts = page.locator(".post")

    nickname, password = newcomer(her)
    her.logs_in(nickname, password)
    her.submits(content_txt="오늘 가입했어요. 안녕하세요!\n두 번째 줄 #첫글")
    her.arrives(re.compile(f"/user/{nickname}$"))
    expect(posts).to_contain_text("두 번째 줄 #첫글")
    her.opens("/?view=friends")
    expect(posts).to_contain_text("오늘 가입했어요.")
    look(page, "final_app_story_feed")

    posts.locator("a:has(time)").click()
    her.arrives(POST)
    page.get_by_text("글 수정").click()
    her.submits(content_txt="고쳐 썼어요.")
    expect(posts).to_contain_text("고쳐 썼어요.")
    expect(posts).not_to_contain_text("오늘 가입했어요.")
    expect(posts).to_contain_text("수정됨")
    look(page, "final_app_story_changed")

    her.opens("/?view=friends")
    posts.locator(".more summary").click()
    posts.get_by_role("link", name="수정").click()
    her.arrives(re.compile("#change$"))
    expect(page.locator("#change [name=content_txt]")).to_be_visible()
    for is_sure in (False, True):
        posts.locator(".more summary").click()
        posts.get_by_role("link", name="삭제").click()
        assert her.answers(is_sure) == "이 글을 삭제할까요? 되돌릴 수 없어요."
        expect(posts).to_have_count(0 if is_sure else 1)
    her.arrives(re.compile(f"/user/{nickname}$"))

    log_out(her)
    her.opens("/")
    expect(page).to_have_url(LOGIN)


def test_logging_in_by_keyboard_alone(person, site, member):
    """A user without a mouse cannot reach a field, does not see the focus, or cannot send the form."""
    him = person(site("final_app"))
    user_id, password = member
    him.opens("/login")
    keyboard = him.page.keyboard

    keyboard.press("Tab")
    expect(him.page.locator(".skip")).to_be_focused()
    expect(him.page.locator(".skip")).to_be_in_viewport()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(him.page.locator("[name=user_id]")).to_be_focused()
    expect(him.page.locator("[name=user_id]")).to_have_css("outline-style", "solid")
    keyboard.type(user_id)
    keyboard.press("Tab")
    keyboard.type(password)
    keyboard.press("Tab")
    expect(him.page.get_by_role("button", name="Show password")).to_be_focused()
    keyboard.press("Tab")
    expect(him.page.get_by_role("button", name="Log in")).to_be_focused()
    keyboard.press("Enter")

    expect(him.page).to_have_url(HOME)


@pytest.mark.parametrize(
    ("field", "value"),
    [("user_id", "Me"), ("nickname", "two words"), ("user_name", " "), ("password2", "another secret")],
)
def test_an_invalid_field_has_its_error_beside_it(stranger, look, field, value):
    """A user mistypes a field and does not see which one, or has to type the rest again."""
    page = stranger.page
    stranger.expects(400)
    stranger.opens("/join")
    typed = {**GOOD, field: value}
    stranger.submits(**typed)

    wrong = page.locator(f"[name={field}]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(r"\w{4}"))
    expect(wrong).to_be_focused()
    expect(page.locator(f"#{field}_wrong")).to_be_visible()
    expect(page.locator("[aria-invalid]")).to_have_count(1)
    for name in ("user_id", "nickname", "user_name", "user_email"):
        expect(page.locator(f"[name={name}]")).to_have_value(typed[name])
    look(page, f"final_app_wrong_{field}")


def test_a_wrong_password_keeps_the_user_id(stranger, look):
    """The page does not say that the password is wrong, or the user id has to be typed again."""
    stranger.expects(401)
    stranger.opens("/login")
    stranger.submits(user_id="nobody_here", password="a long guess")

    expect(stranger.page.get_by_role("alert")).to_be_visible()
    expect(stranger.page.locator("[name=user_id]")).to_have_value("nobody_here")
    look(stranger.page, "final_app_wrong_login")


def test_signing_up_and_posting_work_without_javascript(person, site, newcomer, look):
    """A user without JavaScript cannot sign up, log in or write a post."""
    him = person(site("final_app"), java_script_enabled=False)
    nickname, password = newcomer(him)
    him.page.goto("/")
    expect(him.page).to_have_url(LOGIN)
    him.submits(user_id=nickname, password=password)
    him.arrives(HOME)

    him.submits(content_txt="No script here.")

    expect(him.page.locator(".post")).to_contain_text("No script here.")
    him.page.locator(".post a:has(time)").click()
    him.page.get_by_text("Edit post").click()
    him.submits(content_txt="Still none.")
    expect(him.page.locator(".post")).to_contain_text("Still none.")
    look(him.page, "final_app_no_script")
    him.page.locator(".more summary").click()
    expect(him.page.get_by_role("button", name="Copy link")).to_be_hidden()
    him.page.get_by_role("link", name="Delete").click()
    look(him.page, "final_app_no_script_delete")
    him.page.get_by_role("button", name="Delete").click()
    expect(him.page.locator(".told")).to_have_text("The post was deleted.")
    expect(him.page.locator(".post")).to_have_count(0)
    log_out(him)


def test_logging_out_in_one_tab_closes_the_socket_of_another(person, site, member):
    """After logging out, another tab of the same browser still receives events."""
    her = person(site("final_app"))
    with her.page.expect_websocket() as opened:
        her.logs_in(*member)
    other_tab = her.context.new_page()
    other_tab.goto("/")
    her.waits_until_ready(other_tab)

    with opened.value.expect_event("close"):
        other_tab.locator("form[action='/logout'] button").click()
    expect(other_tab).to_have_url(LOGIN)

    her.opens("/")
    expect(her.page).to_have_url(LOGIN)


def test_a_missing_page_still_shows_the_logged_in_user(person, site, member):
    """A logged-in user mistypes an address, and the page looks as if they had logged out."""
    him = person(site("final_app"))
    him.logs_in(*member)
    him.opens("/nowhere", 404)

    expect(him.page.locator("form[action='/logout'] button")).to_be_visible()


@pytest.mark.parametrize("width", [375, 1280])
def test_every_icon_of_the_bar_has_a_visible_label(person, site, member, width):
    """On a phone the bar shows icons without labels, does not mark the current page, or is wider than the column."""
    her = person(site("final_app"), width=width)
    her.logs_in(*member)
    words = her.page.locator(".top a:has(.icon), .top button").filter(visible=True)

    said = [words.nth(number).inner_text().split("\n")[0] for number in range(words.count())]
    assert said == ["Maru", "Home", "Friends", "Search", "Notifications", member[0], "Settings", "Log out"]
    for word in her.page.locator(".top nav a > span, .account span").all():
        box = word.bounding_box()
        assert box["width"] > 8
        assert box["height"] > 8
        expect(word).to_be_in_viewport()
    her.page.mouse.wheel(0, 2000)
    expect(words.first).to_be_in_viewport()
    expect(her.page.locator(".top [aria-current=page]")).to_have_text("Home")
    column = her.page.locator("main").bounding_box()
    for box in [word.bounding_box() for word in words.all()]:
        assert box["x"] >= column["x"] - 1
        assert box["x"] + box["width"] <= column["x"] + column["width"] + 1


def test_the_picture_picker_speaks_the_language_of_the_page(person, site, member):
    """The picker uses the language of the browser, or does not say what was chosen or what was too much."""
    her = person(site("final_app"))
    her.logs_in(*member)
    page = her.page
    pictures = page.locator("[name=content_file]")
    field = page.locator(".field").filter(has=pictures)
    five = [{"name": f"picture {number}.png", "mimeType": "image/png", "buffer": b"-"} for number in range(5)]

    expect(field.locator(".pick")).to_have_text("Choose pictures")
    with page.expect_file_chooser():
        field.locator(".pick").click()
    pictures.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(field.locator(".pick")).to_have_css("outline-style", "solid")
    pictures.set_input_files(five[:2])
    expect(field.locator("output")).to_have_text("picture 0.png, picture 1.png")
    pictures.set_input_files(five)
    expect(field.locator("output")).to_have_text("Use at most 4 pictures.")
    expect(field.locator(".preview")).to_have_count(4)


def test_a_success_message_appears_once_in_the_language_of_the_page(person, site, newcomer):
    """After signing up or saving, the page does not say that it worked; or it says so forever."""
    her = person(site("final_app"))
    told = her.page.locator(".told")

    user_id, password = newcomer(her)
    expect(told).to_have_text("Welcome! You can log in now.")
    her.logs_in(user_id, password)
    expect(told).to_have_count(0)
    her.opens("/setting")
    her.page.locator("[name=language]").select_option("ko")
    her.submits(bio="안녕하세요")
    expect(told).to_have_text("프로필을 저장했어요.")
    expect(her.page.locator("html")).to_have_attribute("lang", "ko")
    her.reloads()
    expect(told).to_have_count(0)


def test_a_post_that_is_sent_twice_is_saved_once(person, site, newcomer):
    """A user presses Post again while the first request is in progress, and the post appears twice."""
    him = person(site("final_app"))
    him.logs_in(*newcomer(him))
    page = him.page
    page.route("**/content_submit", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.locator("[name=content_txt]").fill("once")

    page.evaluate(
        "for (const time of [0, 100]) setTimeout(() => document.querySelector('main form button').click(), time)"
    )

    expect(page.locator(".post")).to_have_text([re.compile("once")])
    assert him.has_sent().count(("POST", "/content_submit")) == 1
    page.go_back()
    expect(page.get_by_role("button", name="Post", exact=True)).to_be_enabled()


def test_a_change_that_fails_shows_an_error_nearby(person, site, newcomer):
    """Offline, a like looks as if it was counted, or the page shows no error, or shows it below all posts."""
    her = person(site("final_app"), width=375, locale="ko-KR")
    her.logs_in(*newcomer(her))
    for number in range(6):
        her.opens("/")
        her.submits(content_txt=f"post {number}\n\n\n\n")
        her.arrives(re.compile("/user/"))
    her.page.route("**/like", lambda route: route.abort())
    her.expects("net::ERR_FAILED")

    her.page.locator("form.like button").first.click()

    expect(her.page.locator("#status")).to_have_text("서버에 연결할 수 없어요. 인터넷 연결을 확인하고 다시 해 보세요.")
    expect(her.page.locator("#status")).to_be_in_viewport(ratio=1)
    expect(her.page.locator("form.like button").first).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(("locale", "label"), [("en-US", "Show password"), ("ko-KR", "비밀번호 보기")])
def test_a_password_can_be_shown(person, site, look, locale, label):
    """The button does not show the password, is not reachable by keyboard, loses the cursor, or sends it as text."""
    her = person(site("final_app"), width=375, locale=locale)
    her.opens("/login")
    password = her.page.locator("[name=password]")
    button = her.page.get_by_role("button", name=label)
    expect(button).to_have_accessible_description(re.compile("^(Password|비밀번호)$"))

    password.fill("a long secret")
    password.evaluate("(input) => input.setSelectionRange(2, 2)")
    button.click()
    expect(password).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    look(her.page, f"final_app_password_shown_{locale}")
    expect(password).to_be_focused()
    her.page.keyboard.type("very ")
    expect(password).to_have_value("a very long secret")
    her.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    her.page.keyboard.press("Enter")
    expect(password).to_have_attribute("type", "password")
    expect(button).to_have_attribute("aria-pressed", "false")
    her.page.keyboard.press("Enter")

    her.page.evaluate(
        "document.querySelector('main form').addEventListener('submit', (event) => event.preventDefault())"
    )
    her.submits(user_id="nobody_here")
    expect(password).to_have_attribute("type", "password")


def test_every_password_field_has_a_button_to_show_it(person, site, member):
    """A password field lacks the button, or two buttons have the same label."""
    her = person(site("final_app"))
    for path, count in [("/login", 1), ("/join", 2), ("/password_reset/confirm", 2)]:
        her.opens(path)
        expect(her.page.get_by_role("button", name="Show password")).to_have_count(count)
    her.logs_in(*member)
    her.opens("/setting")
    expect(her.page.get_by_role("button", name="Show password")).to_have_count(4)
    look_up = "(buttons) => buttons.map((button) => button.getAttribute('aria-describedby'))"
    assert len(set(her.page.locator(".show_password").evaluate_all(look_up))) == 4


@pytest.mark.parametrize(
    ("section", "fields", "status", "wrong"),
    [
        ("profile", {"bio": "a" * 301}, 400, "#bio"),
        ("profile", {"nickname": "two words", "bio": ""}, 400, "#nickname"),
        (
            "pw",
            {"origin_pw": "wrong guess", "password": "a new secret", "password2": "a new secret"},
            403,
            "#origin_pw",
        ),
        ("leave", {"password": "wrong guess"}, 403, "#leave_password"),
    ],
)
def test_the_settings_focus_the_invalid_field(person, site, newcomer, section, fields, status, wrong):
    """After a rejected form the focus is at the top of a long page, far from the field to correct."""
    her = person(site("final_app"))
    her.logs_in(*newcomer(her))
    her.opens("/setting")
    her.expects(status)
    her.page.locator("#bio").evaluate("(field) => field.removeAttribute('maxlength')")
    form = her.page.locator(f"section[aria-labelledby={section}] form")
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)

    if section == "leave":
        form.locator("button:not([type=button])").click()
        her.leaves_by(her.page.locator("#ask [value=yes]"))
    else:
        her.leaves_by(form.locator("button:not([type=button])"))

    expect(her.page.locator(wrong)).to_be_focused()
    expect(her.page.locator("[aria-invalid]")).to_have_count(1)


def test_a_visitor_who_is_not_logged_in_loads_no_script_for_members(person, site, member):
    """The login page loads the scripts of the socket and its rooms, which it cannot use."""
    her = person(site("final_app"))

    def scripts():
        paths = [urlsplit(request.url).path for request in her.asked if request.resource_type == "script"]
        return [re.sub("^/static/v-[0-9a-f]+/", "", path) for path in paths]

    her.opens("/login")
    assert "main.js" in scripts()
    assert not [path for path in scripts() if re.search("socket.io|member|realtime|comments|posts|notif", path)]
    her.logs_in(*member)
    assert {"realtime.js", "comments/comments.js"} <= set(scripts())


def test_ids_are_compared_by_their_number(person, site):
    """Notification 10 counts as older than 9, so that after a reconnect the page asks for too many."""
    her = person(site("final_app"))
    her.opens("/login")
    compare = "(pairs) => import('/static/ids.js').then(({ isNewer }) => pairs.map((pair) => isNewer(...pair)))"
    hexadecimal = ["6b08235bb19072d7dd5c3600", "6b08235bb19072d7dd5c35ff"]

    pairs = [["10", "9"], ["9", "10"], ["17", "17"], ["1", ""], hexadecimal]
    assert her.page.evaluate(compare, pairs) == [True, False, False, True, True]
