"""The socket: it needs a valid login, and closes when the login ends."""

from final_app import realtime
from final_app.presence import events as presence
from final_app.users import events


def test_a_visitor_who_is_not_logged_in_gets_no_socket(newcomer):
    """Without a login, a socket would show private events to anyone."""
    assert not newcomer().connects().is_connected()


def test_a_cookie_from_before_a_logout_is_rejected(person):
    """A login that has ended opens no socket, even with a copied cookie."""
    minsu = person()
    copied = minsu.http.get_cookie("sns_session").value
    minsu.submits("/logout")
    minsu.http.set_cookie("sns_session", copied)
    assert not minsu.connects().is_connected()


def test_an_event_reaches_every_page_of_its_user_and_no_other_user(person, app, database):
    """Two tabs of one user receive it, and another user does not."""
    minsu, alice = person(), person("alice_1", "alice")
    tab, other_tab, alices = minsu.connects(), minsu.connects(), alice.connects()
    minsu_id = database["sns"].people.find_one({"user_id": "minsu_1"})["_id"]
    realtime.emit_to(realtime.user_room(minsu_id), "news", {"text": "안녕"})
    heard = [{"name": "news", "args": [{"text": "안녕"}], "namespace": "/"}]
    assert (tab.get_received(), other_tab.get_received(), alices.get_received()) == (heard, heard, [])


def test_logging_out_closes_the_sockets_of_that_login_only(newcomer):
    """The page that logged out gets no more events; the same user's other browser still does."""
    phone, laptop = newcomer().joins(), newcomer()
    phone.logs_in()
    laptop.logs_in()
    on_phone, on_laptop = phone.connects(), laptop.connects()
    phone.submits("/logout")
    assert (on_phone.is_connected(), on_laptop.is_connected()) == (False, True)


def test_the_oldest_login_ends_with_its_sockets(make_app, newcomer):
    """One login too many ends the first; its pages hear nothing more."""
    minsu = newcomer().joins()
    minsu.app.config["LOGINS_PER_USER"] = 2
    minsu.logs_in()
    socket = minsu.connects()
    assert socket.is_connected()
    for _ in range(2):
        elsewhere = type(minsu)(minsu.app, minsu.user_id, minsu.nickname)
        assert socket.is_connected()
        elsewhere.logs_in()
    assert not socket.is_connected()


def test_a_socket_that_connects_while_its_login_ends_is_refused(person, monkeypatch):
    """Between the check and the room one logs out: the connection would go on hearing private notifications."""
    minsu = person()
    join = events.join_room

    def log_out_meanwhile(room):
        if room.startswith("login:"):
            minsu.submits("/logout")
        join(room)

    monkeypatch.setattr(events, "join_room", log_out_meanwhile)
    assert not minsu.connects().is_connected()


def test_a_socket_that_is_being_connected_when_its_login_ends_is_refused(person):
    """The last moment: it is in its rooms, but cannot be disconnected before the handler has accepted it."""
    minsu, before = person(), presence.open_pages.total()

    def log_out_meanwhile(_user):
        minsu.submits("/logout")

    with realtime.user_connected.connected_to(log_out_meanwhile):
        assert not minsu.connects().is_connected()
    assert presence.open_pages.total() == before


def test_an_event_named_disconnect_does_not_end_presence(person, app):
    """Only the server causes these events; a page that sends them changes nothing."""
    minsu = person()
    page = minsu.connects()
    before = dict(presence.open_pages)
    for name in ("connect", "disconnect"):
        page.emit(name)
    assert dict(presence.open_pages) == before
    assert page.is_connected()
