"""A form that is sent after the login has ended keeps its text until its writer has logged in again."""

import pytest

HALF = "half an hour's work\n    with code"


@pytest.fixture
def minsu(person):
    """Return a user who has written a post."""
    someone = person()
    someone.post = someone.posts("talk")
    return someone


FORMS = {
    "a post": ("/content_submit", {"content_txt": HALF, "audience": "friends"}, "/"),
    "a comment": ("/content_submit/{post}/comments", {"text": HALF}, "/content_submit/{post}"),
    "a reply": ("/content_submit/{post}/comments", {"text": HALF}, "/content_submit/{post}/comments"),
    "an edit": ("/content_submit/{post}", {"content_txt": HALF}, "/content_submit/{post}"),
    "a bio": ("/setting", {"bio": HALF}, "/setting"),
}


def log_out_in_another_tab(one):
    one.submits("/logout")


def change_the_password_elsewhere(one):
    elsewhere = type(one)(one.app, one.user_id, one.nickname)
    elsewhere.logs_in()
    new = {"origin_pw": "correct horse", "password": "correct horse", "password2": "correct horse"}
    assert elsewhere.submits("/change_pw", **new).status_code == 302


def lose_the_cookie(one):
    one.http.delete_cookie("sns_session")


ENDINGS = [log_out_in_another_tab, change_the_password_elsewhere, lose_the_cookie]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ENDINGS)
def test_the_text_is_back_in_its_form_after_logging_in(minsu, form, end):
    """However the login ended, one logs in and goes on where one was; nothing was sent meanwhile."""
    path, fields, page = FORMS[form]
    path, page = path.format(post=minsu.post), page.format(post=minsu.post)
    token = minsu.token()
    end(minsu)
    came_from = {"Referer": f"http://localhost{page}"}
    answer = minsu.http.post(path, data={"csrf_token": token, "written_by": "민수", **fields}, headers=came_from)
    assert answer.status_code == 302
    login_page = minsu.opens(answer.location).text
    assert "we kept what you wrote" in login_page
    back = minsu.submits(answer.location, user_id="minsu_1", password="correct horse").location
    assert back == page
    shown = minsu.opens(back).text
    assert HALF.replace("'", "&#39;") in shown
    assert "This has not been sent yet" in shown
    assert HALF.replace("'", "&#39;") not in minsu.opens(back).text  # it is given back once
    assert [post["content_txt"] for post in minsu.reads("/").json["posts"]] == ["talk"]


def test_without_a_referrer_it_leads_to_a_page_with_the_form(minsu):
    """Some browsers and extensions send none."""
    end_and_send(minsu, f"/content_submit/{minsu.post}/comments", text=HALF)
    answer = minsu.opens("/login?next=")
    assert answer.status_code == 200
    minsu.logs_in()
    assert HALF.splitlines()[1] in minsu.opens(f"/content_submit/{minsu.post}/comments").text


@pytest.mark.parametrize("form", FORMS)
def test_a_form_from_before_a_new_login_in_another_tab_keeps_its_text(minsu, form):
    """The page was open when its writer logged out and in again; what leads back to it has the text."""
    path, fields, page = FORMS[form]
    path, page = path.format(post=minsu.post), page.format(post=minsu.post)
    token = minsu.token()
    minsu.submits("/logout")
    minsu.logs_in()
    came_from = {"Referer": f"http://localhost{page}"}
    answer = minsu.http.post(path, data={"csrf_token": token, "written_by": "민수", **fields}, headers=came_from)
    assert answer.status_code == 400
    assert f'href="{page}"' in answer.text
    assert HALF.replace("'", "&#39;") in minsu.opens(page).text
    assert [post["content_txt"] for post in minsu.reads("/").json["posts"]] == ["talk"]


def test_a_form_of_who_was_here_before_keeps_its_text_from_who_is_now(minsu, person):
    """alice has logged in on the same computer, in another tab; the form in this one is of 민수."""
    token = minsu.token()
    minsu.submits("/logout")
    person("alice_1", "alice")
    minsu.submits("/login", user_id="alice_1", password="correct horse")
    minsu.http.post("/content_submit", data={"csrf_token": token, "written_by": "민수", "content_txt": HALF})
    assert HALF.splitlines()[1] not in minsu.opens("/").text


def test_behind_a_proxy_that_no_setting_mentions_the_text_is_kept(minsu):
    """The browser speaks https, and says so in Origin and Referer; the app sees http."""
    minsu.submits("/logout")
    here = {"Host": "sns.example", "Origin": "https://sns.example"}
    came_from = {"Referer": f"https://sns.example/content_submit/{minsu.post}"}
    answer = minsu.http.post("/content_submit", data={"content_txt": HALF}, headers={**here, **came_from})
    assert answer.location == f"/login?next=/content_submit/{minsu.post}"
    assert "we kept what you wrote" in minsu.opens("/login", Host="sns.example").text


def test_nobody_else_gets_the_text(minsu, person):
    """On a shared computer the next one to log in sees nothing of it."""
    person("alice_1", "alice")
    end_and_send(minsu, "/content_submit", content_txt=HALF, written_by="민수")
    minsu.submits("/login", user_id="alice_1", password="correct horse")
    assert HALF.splitlines()[1] not in minsu.opens("/").text


def test_a_form_of_another_site_puts_no_words_into_ones_mouth(minsu):
    """Its text would wait in the form, one press away from being sent."""
    minsu.submits("/logout")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        minsu.http.post("/content_submit", data={"content_txt": "buy my coins"}, headers=headers)
    minsu.logs_in()
    assert "buy my coins" not in minsu.opens("/").text


def test_drafts_are_bounded_and_leave_with_their_writer(minsu, database):
    """What no form would take is not kept, nor anything of someone who has left; a script is told 401 as before."""
    end_and_send(minsu, "/content_submit", content_txt="x" * 6000)
    assert database["sns"].drafts.count_documents({}) == 0
    assert minsu.sends("POST", "/content_submit", {"content_txt": HALF}).status_code == 401
    end_and_send(minsu, "/content_submit", content_txt=HALF, written_by="민수")
    assert database["sns"].drafts.count_documents({}) == 1
    minsu.logs_in()
    minsu.submits("/secession", password="correct horse")
    assert database["sns"].drafts.count_documents({}) == 0


def test_a_form_that_is_too_large_leads_to_the_login_page_all_the_same(make_app, newcomer):
    """Nothing of it is read, and nobody is told of an error of ours."""
    make_app()
    stranger = newcomer()
    stranger.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = stranger.http.post("/content_submit", data={"content_txt": "x" * 5000})
    assert (answer.status_code, answer.location) == (302, "/login?next=/")


def end_and_send(one, path, **fields):
    """Log out, then send a form that was open."""
    token = one.token()
    one.submits("/logout")
    assert one.http.post(path, data={"csrf_token": token, **fields}).status_code == 302
