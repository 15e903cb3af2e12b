"""redirect sends the browser on: a second request, which carries nothing of the first but its URL."""

import pytest

FORM = {"nickname": "alice", "content_txt": "sent once"}


def reload(client, page, form):
    """Do what the reload button does: send the request that made the page once more."""
    method = page.request.method
    return client.open(page.request.path, method=method, data=form if method == "POST" else None)


@pytest.mark.parametrize("nickname", ["alice", "민수"])
def test_the_page_shows_both_requests_of_a_redirect(client, read_page, nickname):
    """The page after a redirect lists the POST, its 302 with a readable Location, and the request for the page."""
    form = {"nickname": nickname, "content_txt": "hi"}
    page = read_page(client.post("/content_submit", data=form, follow_redirects=True).text)  # T2

    lines = [" ".join(line.text.split()) for line in page.find("section", class_="exchanges").find_all("li")]
    assert lines[-2] == f"POST /content_submit → 302 Location: /user/{nickname}"
    assert lines[-1].startswith(f"GET /user/{nickname} → this page")
    assert page.find_all("li", class_="redirect")


def test_a_page_without_a_redirect_speaks_of_none(client, read_page):
    """Only the page that a redirect led to says that there were two requests."""
    client.post("/content_submit", data=FORM)
    elsewhere = read_page(client.get("/").text).find("section", class_="exchanges")
    there = read_page(client.post("/content_submit", data=FORM, follow_redirects=True).text)

    assert elsewhere.find_all("p") == []
    assert len(there.find("section", class_="exchanges").find_all("p")) == 2  # in each language


@pytest.mark.parametrize(("path", "posts"), [("/lab", 2), ("/lab/302", 0), ("/lab/307", 2)])
def test_the_lab_counts_what_a_reload_sends(client, read_page, path, posts):
    """In the lab a reload sends the form again after a page and after a 307, but not after a 302."""
    page = client.post(path, data={"text": "counted"}, follow_redirects=True)  # T3
    reload(client, page, {"text": "counted"})

    assert read_page(client.get("/lab").text).find("details").text.count("counted") == posts
