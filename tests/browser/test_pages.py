"""Every page of every app, wide and light, narrow and dark: complete, without errors, and accessible."""

import re
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

LOOKS = [("light", 1280), ("dark", 375)]
WINDOWS = [(1280, 800, 100), (375, 800, 200), (320, 256, 100)]  # width, height, and the size of letters in percent
STAGE_PAGES = [  # app, path, who is logged in, status
    ("01_routes", "/", None, 200),
    ("02_templates_redirect_jsonify", "/", None, 200),
    ("02_templates_redirect_jsonify", "/user/민수", None, 200),
    ("02_templates_redirect_jsonify", "/content_submit/1", None, 200),
    ("02_templates_redirect_jsonify", "/lab", None, 200),
    ("02_templates_redirect_jsonify", "/nowhere", None, 404),
    ("03_sessions", "/login", None, 200),
    ("03_sessions", "/", "minsu", 200),
    ("03_sessions", "/whoami", "minsu", 200),
    ("03_sessions", "/user/alice", "minsu", 200),
    ("03_sessions", "/content_submit/1", "alice", 200),
    ("03_sessions", "/content_submit/1", "minsu", 200),
    ("03_sessions", "/logout", "minsu", 405),
    ("04_websockets", "/login", None, 200),
    ("04_websockets", "/", "minsu", 200),
    ("04_websockets", "/whoami", "minsu", 200),
    ("04_websockets", "/user/bob", "minsu", 200),
    ("04_websockets", "/content_submit/1", "minsu", 200),
]
FINAL_PAGES = [  # path, whether its reader is logged in, status
    ("/login", False, 200),
    ("/join", False, 200),
    ("/join/verify", False, 200),
    ("/dev/mail?key=only-for-tests", False, 200),
    ("/", True, 200),
    ("/?view=friends", True, 200),
    ("/user/{nickname}", True, 200),
    ("/content_submit/{post}", True, 200),
    ("/content_submit/{post}/likes", True, 200),
    ("/content_submit/{post}/comments", True, 200),
    ("/friend", True, 200),
    ("/people", True, 200),
    ("/notice", True, 200),
    ("/search", True, 200),
    ("/search?search=written", True, 200),
    ("/search?search=zzz", True, 200),
    ("/setting", True, 200),
    ("/setting/email", True, 200),
    ("/change_pw", True, 200),
    ("/password_reset", False, 200),
    ("/password_reset/confirm", False, 200),
    ("/nowhere", True, 404),
]
FIND_FAULTS = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const words = (label) => {
        const copy = label.cloneNode(true);
        copy.querySelectorAll("select, textarea").forEach((control) => control.remove());
        return copy.textContent.trim();
    };
    const is_named = (control) => control.ariaLabel || [...control.labels].some(words);
    return [
        ...all("script:not([src]), style, [style]").map((part) => `inline: ${part.outerHTML}`),
        ...all("input:not([type=hidden]), textarea, select").filter((control) => !is_named(control))
            .map((control) => `no label: ${control.outerHTML}`),
        ...all("img:not([alt])").map((image) => `no alt: ${image.outerHTML}`),
        ...(all("h1").length === 1 ? [] : [`${all("h1").length} h1`]),
        ...(document.documentElement.lang ? [] : ["no lang"]),
    ];
}"""
# Korean words of a stage's page that do not say that they are Korean; what people wrote or are called is their own.
FIND_UNMARKED_KOREAN = """() => {
    const of_people = ".text, h1, a[href^='/user/'], .greeting, #here, #frames, textarea, option, pre, code";
    const unmarked = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (parentElement.closest(of_people) || parentElement.closest("[lang]").lang === "ko") continue;
        if (/[ㄱ-힣]/.test(data)) unmarked.push(`no lang="ko": ${data.trim()}`);
    }
    return unmarked;
}"""
# What the app says, as texts: all but what people wrote and what they are called.
LISTEN = """() => {
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        const isPeoples = parentElement.closest(".text, .letter, .person, .face, .name, .hint, bdi, [dir=auto]");
        if (!isPeoples && !parentElement.closest("textarea, option")) texts.push(data);
    }
    for (const name of ["aria-label", "placeholder", "title", "data-confirm"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
    }
    return texts.map((text) => text.trim()).filter(Boolean);
}"""


@pytest.fixture
def find_faults(look):
    """Return a function that opens a page in each look, takes screenshots, and returns the page's faults."""

    def find(reader, path, status, name, looks=LOOKS):
        reader.opens(path, status)
        reader.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        faults = reader.page.evaluate(FIND_FAULTS)
        for color_scheme, width in looks:
            reader.page.emulate_media(color_scheme=color_scheme)
            reader.page.set_viewport_size({"width": width, "height": 800})
            look(reader.page, re.sub(r"[\W_]+", "_", f"{name} {color_scheme} {width}"))
            faults += find_violations(reader.page, color_scheme)
        return faults

    return find


def find_violations(page, color_scheme):
    """Return what axe finds on a page."""
    page.emulate_media(color_scheme=color_scheme)
    return [
        f"axe, {color_scheme}: {one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}"
        for one in Axe().run(page).response["violations"]
    ]


def find_wide_windows(page):
    """Return the windows in which a page scrolls sideways: large letters on a phone, a screen enlarged four times."""
    wide = []
    for width, height, percent in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("(percent) => { document.documentElement.style.fontSize = `${percent}%`; }", percent)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(f"scrolls sideways at {width} pixels with letters of {percent} %")
    page.evaluate("document.documentElement.removeAttribute('style')")
    return wide


@pytest.fixture(scope="module")
def stage_reader(module_company, site):
    """Return a function that gives a user of a stage, logged in or not."""

    @cache
    def find(app, user_id):
        reader = module_company.invite(site(app))
        if user_id:
            reader.logs_in(user_id)
        return reader

    return find


@pytest.mark.parametrize("visit", STAGE_PAGES, ids=str)
def test_every_page_of_every_stage_is_complete(stage_reader, find_faults, visit):
    """The page logs an error, lacks a part, scrolls sideways, or has a field that a screen reader cannot name."""
    app, path, user_id, status = visit
    reader = stage_reader(app, user_id)

    faults = find_faults(reader, path, status, f"{app} {path} {user_id or ''}")

    assert faults + reader.page.evaluate(FIND_UNMARKED_KOREAN) == []


@pytest.fixture(scope="module")
def final_reader(module_company, site, newcomer):
    """Return a function that gives a user of the final app, logged in or not, and the names on their pages."""

    @cache
    def find(locale, is_in):
        reader = module_company.invite(site("final_app"), locale=locale)
        if not is_in:
            return reader, {"nickname": "nobody"}
        nickname, password = newcomer(reader)
        reader.logs_in(nickname, password)
        reader.submits(content_txt="Written · 쓴 글\n\nhttps://example.com/" + "long" * 50)
        reader.arrives(re.compile("/user/"))
        post = reader.page.locator("[data-post-id]").first.get_attribute("data-post-id")
        return reader, {"nickname": nickname, "post": post}

    return find


@pytest.mark.parametrize("locale", ["ko-KR", "en-US"])
@pytest.mark.parametrize("visit", FINAL_PAGES, ids=str)
def test_every_page_of_the_final_app_is_complete(final_reader, find_faults, visit, locale):
    """The page logs an error, lacks a part, scrolls sideways, or has a field that a screen reader cannot name."""
    path, is_in, status = visit
    reader, names = final_reader(locale, is_in)
    look = LOOKS[locale == "ko-KR"]

    faults = find_faults(reader, path.format(**names), status, f"final_app {path} {locale}", [look])

    assert faults + find_wide_windows(reader.page) == []


def go(page, path):
    page.goto(path)
    page.wait_for_selector("[data-ready=true]")


def reject_address(page, _names):
    go(page, "/setting/email")
    page.locator("[name=user_email]").fill("new@example.com")
    page.locator("[name=password]").fill("wrong")
    page.get_by_role("button", name="Send code").click()
    expect(page.locator("[name=password]")).to_have_attribute("aria-invalid", "true")


def open_menu(page, names):
    go(page, f"/user/{names['nickname']}")
    page.locator("[data-post-id] .more summary").first.click()


def ask_before_leaving(page, _names):
    go(page, "/setting")
    page.locator("#leave_password").fill("any")
    page.get_by_role("button", name="Delete account").click()
    expect(page.locator("#ask")).to_be_visible()


def lose_the_network(page, names):
    go(page, f"/content_submit/{names['post']}")
    page.evaluate("document.documentElement.dataset.connection = 'offline'")  # as realtime.js does
    expect(page.locator(".toast.alarm:visible")).to_be_visible()


def hear_of_a_post(page, _names):
    go(page, "/?view=everyone")
    page.wait_for_selector("[data-connection=online]")
    page.evaluate(
        """import("/static/http.js").then(({ send }) => send("POST", "/content_submit", { content_txt: "new" }))"""
    )
    expect(page.locator(".new_posts button")).to_be_visible()


@pytest.mark.parametrize(
    "bring_about", [reject_address, open_menu, ask_before_leaving, lose_the_network, hear_of_a_post]
)
def test_every_state_of_a_page_is_accessible(final_reader, bring_about):
    """Something that appears later has too little contrast, no name, or a role that does not fit."""
    reader, names = final_reader("en-US", True)
    reader.expects(*[403] * (bring_about is reject_address))
    reader.page.set_viewport_size({"width": 375, "height": 800})

    bring_about(reader.page, names)

    assert [fault for look, _width in LOOKS for fault in find_violations(reader.page, look)] == []


@pytest.mark.parametrize(
    ("locale", "is_foreign"),
    [
        ("ko-KR", lambda text: re.search("[A-Za-z]", text) and not re.search("[가-힣]", text)),
        ("en-US", lambda text: re.search("[ㄱ-힣]", text)),
    ],
    ids=["ko-KR", "en-US"],
)
def test_the_final_app_speaks_the_language_of_its_reader(final_reader, locale, is_foreign):
    """A Korean reader sees English labels, or an English reader Korean ones."""
    foreign = {}
    for path, is_in, status in FINAL_PAGES:
        reader, names = final_reader(locale, is_in)
        reader.opens(path.format(**names), status)
        expect(reader.page.locator("html")).to_have_attribute("lang", locale[:2])
        said = [re.sub(f"Maru|{names['nickname']}(@example.com)?", "", text) for text in reader.page.evaluate(LISTEN)]
        foreign[path] = list(filter(is_foreign, said))

    assert {path: texts for path, texts in foreign.items() if texts} == {}


def test_every_page_of_the_final_app_has_its_own_title(final_reader):
    """Two tabs, or two entries in the history, have the same title though they show different pages."""
    paths = {}
    pages = [page for page in FINAL_PAGES if page[0] != "/?view=friends"]  # "/" for someone who has friends
    for path, is_in, status in pages:
        reader, names = final_reader("en-US", is_in)
        reader.opens(path.format(**names), status)
        paths.setdefault(reader.page.title(), []).append(path)

    assert {title: alike for title, alike in paths.items() if len(alike) > 1 or not re.match("[A-Za-z]", title)} == {}
