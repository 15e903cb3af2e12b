"""Read a page as a browser does: its posts, forms, links and words."""

from __future__ import annotations

from functools import cached_property
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4 import Tag

if TYPE_CHECKING:
    from classroom.checks.kit.response import Response


class Part:
    """A page, or an element of it."""

    def __init__(self, response: Response, tag: Tag) -> None:
        """Store the response that it came with, and the element."""
        self.response = response
        self.tag = tag

    @property
    def text(self) -> str:
        """The words that a reader sees, with single spaces."""
        return " ".join(self.tag.get_text(" ").split())

    @property
    def links(self) -> list[str]:
        """Where its links lead, as paths with readable letters."""
        return [unquote(str(link["href"])) for link in self.tag.select("a[href]")]

    @property
    def images(self) -> list[str]:
        """The files that its pictures show."""
        return [unquote(str(image["src"])).rpartition("/")[2] for image in self.tag.select("img[src]")]

    def find(self, selector: str) -> list[Part]:
        """Return the elements that a CSS selector finds."""
        return [Part(self.response, tag) for tag in self.tag.select(selector)]

    def expect_text(self, *texts: str) -> None:
        """Fail unless a reader sees each of these texts."""
        for text in texts:
            self.response.expect_that(
                text in self.text,
                f"The page does not show this text: {text}",
                f"페이지에 이 내용이 나오지 않아요: {text}",
                expected=text,
                actual=shorten(self.text),
            )

    def expect_no_text(self, *texts: str) -> None:
        """Fail if a reader sees any of these texts."""
        for text in texts:
            self.response.expect_that(
                text not in self.text,
                f"The page should not show this text here: {text}",
                f"여기에 나오면 안 되는 내용이 페이지에 있어요: {text}",
                actual=shorten(self.text),
            )

    def expect_link(self, path: str) -> None:
        """Fail unless a link leads to this path."""
        self.response.expect_that(
            path in self.links,
            f"There is no link to {path}.",
            f"이 주소로 가는 링크가 없어요: {path}",
            expected=path,
            actual=self.links,
        )

    def expect_image(self, file: str) -> None:
        """Fail unless a picture shows this file."""
        self.response.expect_that(
            file in self.images,
            f"There is no picture {file}.",
            f"이 사진이 없어요: {file}",
            expected=file,
            actual=self.images,
        )

    def expect_form(self, action: str, *fields: str, method: str = "post") -> Part:
        """Return the form that sends these fields to a path by this method, or fail."""
        forms = self.find("form")
        targets = [f"{str(one.tag.get('method', 'get')).upper()} {one.tag.get('action', '')}" for one in forms]
        wanted = f"{method.upper()} {action}"
        self.response.expect_that(
            wanted in targets,
            f"There is no form that sends {wanted}.",
            f"이 요청을 보내는 폼이 없어요: {wanted}",
            expected=wanted,
            actual=targets,
        )
        form = forms[targets.index(wanted)]
        names = [str(tag["name"]) for tag in form.tag.select("[name]")]
        for field in fields:
            self.response.expect_that(
                field in names,
                f"The form to {action} has no field with the name {field}.",
                f"{action} 폼에 이런 이름의 칸이 없어요: {field}",
                expected=list(fields),
                actual=names,
            )
        return form


@lru_cache(maxsize=500)  # the same page comes from many checks
def read_html(text: str) -> BeautifulSoup:
    """Return a page as a tree, without "what the server filled in", which is a look behind the page."""
    soup = BeautifulSoup(text, "html.parser")
    for details in soup.select("details"):
        details.decompose()
    return soup


class Page(Part):
    """A whole page."""

    def __init__(self, response: Response) -> None:
        """Read the body of a response as HTML."""
        super().__init__(response, read_html(response.text))

    @cached_property
    def posts(self) -> dict[int, Part]:
        """The posts on the page by their data-post-id, from top to bottom."""
        tags = self.tag.select("[data-post-id]")
        return {int(str(tag["data-post-id"])): Part(self.response, tag) for tag in tags}

    def expect_posts(self, *ids: int) -> None:
        """Fail unless the page shows exactly these posts, from top to bottom."""
        self.response.expect_that(
            list(self.posts) == list(ids),
            "The page does not show the right posts, in order (the numbers are their data-post-id).",
            "페이지에 보이는 글이나 그 순서가 달라요(숫자는 data-post-id).",
            expected=list(ids),
            actual=list(self.posts),
        )

    def post(self, post_id: int) -> Part:
        """Return a post on the page, or fail."""
        self.response.expect_that(
            post_id in self.posts,
            f'No element on the page has data-post-id="{post_id}".',
            f'data-post-id="{post_id}"인 요소가 페이지에 없어요.',
            expected=post_id,
            actual=list(self.posts),
        )
        return self.posts[post_id]


def shorten(text: str, length: int = 300) -> str:
    """Return the beginning of a long text."""
    return text if len(text) <= length else text[:length] + " ..."
