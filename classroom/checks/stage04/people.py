"""The people of stage 04: logged in, with a page open, and what they do."""

from typing import Any

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit.response import Response
from classroom.checks.kit.socket import Socket

URL = "/content_reaction_submit"


class Person:
    """Someone who is logged in and has a page open."""

    def __init__(self, app: AppUnderTest, user_id: str) -> None:
        """Log in and open a page."""
        self.client: Client = app.logged_in(user_id)
        self.page: Socket = self.client.connect().expect_connected()

    def write(self, post_id: int, text: str) -> int:
        """Write a comment and return its id."""
        response = send_comment(self.client, post_id, text).expect(201, json={"result": "success"})
        return int(
            response.expect_json({"comment": {"id": lambda value: isinstance(value, int)}}).json["comment"]["id"]
        )

    def comment(self, post_id: int, text: str) -> int:
        """Write a comment and tell the server, as the page does; return its id."""
        comment_id = self.write(post_id, text)
        self.page.expect_answer("comment_post", {"comment_id": comment_id}, {"result": "success"})
        return comment_id

    def notices(self) -> list[Any]:
        """Return the stored notices of this person."""
        response = self.client.get("/notices").expect(200)
        notices: list[Any] = response.expect_json({"notices": lambda value: isinstance(value, list)}).json["notices"]
        return notices


def everyone(app: AppUnderTest) -> tuple[Person, Person, Person]:
    """Return alice, bob and minsu, who have read what arrived so far."""
    people = Person(app, "alice"), Person(app, "bob"), Person(app, "minsu")
    app.received_since()
    return people


def send_comment(client: Client, post_id: object, text: object, **more: object) -> Response:
    """Send a comment as the page does."""
    return client.post(URL, json={"kind": "append_comment", "post_id": post_id, "text": text, **more})


def notice_of(nickname: str, post_id: int, text: str) -> dict[str, object]:
    """Return the notice of a comment."""
    return {"kind": "comment", "nickname": nickname, "post_id": post_id, "text": text}


def request_of(nickname: str) -> dict[str, object]:
    """Return the notice of a friend request."""
    return {"kind": "request_friend", "nickname": nickname, "post_id": None, "text": ""}
