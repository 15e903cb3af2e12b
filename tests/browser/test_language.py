"""The pages of the stages show one language at a time: the reader's."""

import re

import pytest
from playwright.sync_api import expect

PAGES = {  # of each stage, and its user
    "01_routes": (None, ["/"]),
    "02_templates_redirect_jsonify": (None, ["/", "/user/alice", "/content_submit/1", "/lab", "/nowhere"]),
    "03_sessions": ("alice", ["/", "/whoami", "/user/bob", "/content_submit/1", "/content_submit/2", "/logout"]),
    "04_websockets": ("alice", ["/", "/whoami", "/user/bob", "/content_submit/1", "/nowhere"]),
}
# What the page says where it can be seen or is read aloud: all but what people wrote or are called, code, the switch.
READ = """() => {
    const ofPeople = ".text, .comments, a[href^='/user/'], #here, #frames, textarea, pre, code, .languages, .compared";
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { data, parentElement } = walk.currentNode;
        if (parentElement.checkVisibility() && !parentElement.closest(ofPeople)) texts.push(data);
    }
    const named = document.querySelectorAll("[aria-label], iframe[title]");
    texts.push(...[...named].map((element) => element.getAttribute("aria-label") ?? element.title));
    return texts.map((text) => text.trim()).filter(Boolean);
}"""
# Names that are the same in both languages.
SHARED = re.compile(
    r"URL|Content-Type|HEAD|OPTIONS|GET|POST|PUT|PATCH|DELETE|application/[a-z-]+|text/plain"
    r"|alice|bob|minsu|민수|Alice Kim|Bob Lee"
    r"|(HttpOnly|SameSite|Secure): \w+|= |[\d-]+ [\d:+]+"
)


@pytest.fixture(scope="module")
def find_reader(module_company, site):
    """Return a function that gives a user of a stage with a browser in this language."""
    readers = {}

    def find(stage, locale):
        if (stage, locale) not in readers:
            reader = readers[stage, locale] = module_company.invite(site(stage), locale=locale)
            user_id, _ = PAGES[stage]
            if user_id:
                reader.logs_in(user_id)
        return readers[stage, locale]

    return find


@pytest.mark.parametrize("stage", PAGES)
@pytest.mark.parametrize(("locale", "foreign"), [("ko-KR", "[A-Za-z]"), ("en-US", "[ㄱ-힣]")])
def test_a_page_shows_one_language(find_reader, stage, locale, foreign):
    """A Korean reader sees English words without Korean ones, or an English reader sees Korean ones."""
    reader = find_reader(stage, locale)
    surprises = []
    for path in PAGES[stage][1]:
        reader.opens(path, {"/nowhere": 404, "/logout": 405}.get(path, 200))
        expect(reader.page.locator("html")).to_have_attribute("lang", locale[:2])
        for text in reader.page.evaluate(READ):
            is_korean = locale == "ko-KR" and re.search("[ㄱ-힣]", text)
            if re.search(foreign, SHARED.sub("", text)) and not is_korean:
                surprises.append((path, text))

    assert surprises == []


@pytest.fixture
def reader(person, site):
    """Return a user of stage 02 with an English browser."""
    return person(site("02_templates_redirect_jsonify"))


def sees(reader, language):
    heading = {"en": "Posts", "ko": "글"}[language]
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(heading, use_inner_text=True)
    expect(reader.page).to_have_title(heading)
    people = {"en": "People", "ko": "사람들"}[language]
    expect(reader.page.locator(".people")).to_have_attribute("aria-label", people)


def test_the_switch_changes_the_language_for_good(reader):
    """The switch does nothing, or only until the next page."""
    reader.opens("/")
    sees(reader, "en")

    reader.page.get_by_role("button", name="한국어").click()
    sees(reader, "ko")
    expect(reader.page.get_by_role("button", name="한국어")).to_have_attribute("aria-pressed", "true")
    reader.opens("/")
    sees(reader, "ko")

    reader.page.get_by_role("button", name="English").click()
    sees(reader, "en")


def test_the_url_asks_for_a_language(reader):
    """?lang=ko is ignored, is forgotten on the next page, or does not let the reader switch back."""
    reader.opens("/?lang=ko")
    sees(reader, "ko")
    reader.opens("/")
    sees(reader, "ko")

    reader.opens("/?lang=ko")
    reader.page.get_by_role("button", name="English").click()
    reader.reloads()
    sees(reader, "en")

    reader.opens("/?lang=xx")
    sees(reader, "en")


def test_a_script_asks_in_the_language_of_the_reader(reader):
    """The question before deleting, or a message of the server, comes in two languages at once."""
    questions = []
    reader.page.on("dialog", lambda dialog: (questions.append(dialog.message), dialog.dismiss()))
    reader.opens("/content_submit/1?lang=ko")
    reader.page.locator("button.delete").click()
    assert len(questions) == 1
    assert not re.search("[A-Za-z]", questions[0])

    reader.expects(404)
    reader.opens("/?lang=en")
    reader.page.locator("[data-post-id='1']").evaluate("(post) => { post.dataset.postId = 99; }")
    reader.page.locator("[data-post-id='99'] .like").click()
    output = reader.page.locator("[data-post-id='99'] output")
    expect(output).to_have_text(re.compile("^Not found[^·가-힣]*$"), use_inner_text=True)
    reader.page.get_by_role("button", name="한국어").click()
    expect(output).to_have_text(re.compile("^찾을 수 없어요"), use_inner_text=True)


def test_without_script_both_languages_show(person, site):
    """A reader without script sees only one language, or a switch that does nothing."""
    reader = person(site("02_templates_redirect_jsonify"), java_script_enabled=False)
    reader.opens("/")

    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Posts 글")
    expect(reader.page.locator("h1 [lang=en]")).to_be_visible()
    expect(reader.page.locator("h1 [lang=ko]")).to_be_visible()
    expect(reader.page.locator(".languages")).to_be_hidden()
