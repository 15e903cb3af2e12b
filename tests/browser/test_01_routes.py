"""Stage 01 in a browser: the try-it page sends what it says, and shows the response."""

import pytest
from playwright.sync_api import expect

STAGE = "01_routes"
PRESETS = {  # status, and the start of the header that the lesson speaks of
    "list": (200, "x-route: /content_submit -> content_list"),
    "create": (201, "location: /content_submit/3"),
    "show": (200, "x-route: /content_submit/<int:post_id> -> content"),
    "replace": (200, "x-route: /content_submit/<int:post_id> -> content_update_submit"),
    "change": (200, "x-route: /content_submit/<int:post_id> -> content_update_submit"),
    "delete": (200, "x-route: /content_submit/<int:post_id> -> delete_post"),
    "as a form": (201, "location: /content_submit/4"),
    "OPTIONS": (200, "allow: "),
    "HEAD": (200, "x-route: /content_submit -> content_list"),
    "400": (400, "x-route: /content_submit -> content_submit"),
    "404": (404, "x-route: /content_submit/<int:post_id> -> content"),
    "405": (405, "allow: "),
    "415": (415, "x-route: /content_submit -> content_submit"),
}


@pytest.fixture
def learner(person, own_site):
    learner = person(own_site(STAGE))
    learner.opens("/")
    return learner


@pytest.fixture
def try_preset(learner):
    """Return a function that clicks an example and returns the response that the page shows."""
    answer = learner.page.locator("#answer")

    def click(preset):
        before = answer.inner_text()
        learner.page.get_by_role("button", name=preset, exact=True).click()
        expect(answer).not_to_have_text(before)
        return answer.inner_text().splitlines()

    return click


def test_the_presets_show_status_and_headers_of_the_response(learner, try_preset):
    """A click on an example does not show the status, the view, Allow or Location that the lesson speaks of."""
    learner.expects(400, 404, 405, 415)
    wrong = {}
    for preset, (status, header) in PRESETS.items():
        shown = try_preset(preset)
        if not shown[0].startswith(f"{status} ") or not any(line.startswith(header) for line in shown):
            wrong[preset] = shown

    assert wrong == {}


def test_the_route_is_the_first_header(learner, try_preset):
    """The learner has to look for x-route among the other headers."""
    assert try_preset("list")[1] == "x-route: /content_submit -> content_list"


def test_on_a_phone_the_response_scrolls_into_view(learner, try_preset):
    """On a phone an example seems to do nothing: its answer is further down."""
    learner.page.set_viewport_size({"width": 375, "height": 600})
    try_preset("show")

    expect(learner.page.locator("#answer")).to_be_in_viewport(ratio=0.9)


def test_allow_names_the_methods_after_a_405(learner, try_preset):
    """After the example 405 the learner cannot read in Allow which methods would have worked."""
    learner.expects(405)

    allow = next(line for line in try_preset("405") if line.startswith("allow: "))

    assert set(allow.removeprefix("allow: ").split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_form_with_method_delete_is_sent_as_get(learner, try_preset):
    """The form deletes post 1, or the page does not say that it was sent as GET."""
    learner.asked.clear()

    learner.page.get_by_role("button", name="Delete post 1 with a form").click()

    expect(learner.page.frame_locator("[name=form_answer]").locator("body")).to_contain_text("Hello, Flask!")
    expect(learner.page.get_by_role("status")).to_contain_text("In the form: delete. Sent: GET.")
    assert learner.has_sent() == [("GET", "/content_submit/1")]
    assert try_preset("show")[0] == "200 OK"
