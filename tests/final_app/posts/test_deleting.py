"""The page that asks before a post is deleted."""


def test_the_page_names_what_is_lost_and_its_form_deletes(person):
    """Without a script, a link to delete leads to a question, and its button deletes the post."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('about to go')}"
    for number in (1, 2):
        bob.sends("POST", f"{path}/comments", {"text": str(number)})
    page = alice.opens(f"{path}/delete").text
    assert "its 2 comments" in page
    assert "about to go" in page
    assert alice.submits(f"{path}/delete").location == "/user/alice"
    assert alice.opens(path).status_code == 404


def test_others_are_neither_asked_nor_obeyed(person):
    """Someone who did not write a post, or may not see it, cannot delete it by the page either."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    for audience, status in (("public", 403), ("friends", 404)):
        path = f"/content_submit/{alice.posts('stays', audience)}"
        assert bob.opens(f"{path}/delete").status_code == status
        assert bob.submits(f"{path}/delete").status_code == status
        assert alice.opens(path).status_code == 200
