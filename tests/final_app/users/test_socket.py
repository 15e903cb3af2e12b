"""The socket: only a living login opens it, and it ends with the login."""

from final_app import realtime


def test_a_stranger_is_refused(newcomer):
    """Without a login there is no socket."""
    assert not newcomer().connects().is_connected()


def test_a_cookie_from_before_a_logout_is_refused(person):
    """A dead login opens no socket, even with a copied cookie."""
    minsu = person()
    copied = minsu.http.get_cookie("sns_session").value
    minsu.submits("/logout")
    minsu.http.set_cookie("sns_session", copied)
    assert not minsu.connects().is_connected()


def test_news_reaches_every_page_of_one_person_and_nobody_else(person, app, database):
    """Two tabs of one person hear it, another person does not."""
    minsu, alice = person(), person("alice_1", "alice")
    tab, other_tab, alices = minsu.connects(), minsu.connects(), alice.connects()
    minsu_id = database["sns"].people.find_one({"user_id": "minsu_1"})["_id"]
    realtime.emit_to(realtime.user_room(minsu_id), "news", {"text": "안녕"})
    heard = [{"name": "news", "args": [{"text": "안녕"}], "namespace": "/"}]
    assert (tab.get_received(), other_tab.get_received(), alices.get_received()) == (heard, heard, [])


def test_logging_out_closes_the_sockets_of_that_login_only(newcomer):
    """The page that logged out falls silent, the same person's other browser does not."""
    phone, laptop = newcomer().joins(), newcomer()
    phone.logs_in()
    laptop.logs_in()
    on_phone, on_laptop = phone.connects(), laptop.connects()
    phone.submits("/logout")
    assert (on_phone.is_connected(), on_laptop.is_connected()) == (False, True)
