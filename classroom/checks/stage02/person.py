"""Exercise person: GET /user/<user>."""

from flask import template_rendered

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check

PEOPLE = {
    "alice": ("Alice Kim", "alice.svg", [1]),
    "bob": ("Bob Lee", "bob.svg", []),
    "민수": ("박민수", "minsu.svg", [2]),
}


@check(
    "person",
    "GET /user/<user> shows that person, also by a Korean name",
    "GET /user/<user>는 한글 이름으로도 그 사람을 보여 줘요",
)
def shows_the_person(app: AppUnderTest) -> None:
    """Name and picture."""
    for nickname, (name, picture, _) in PEOPLE.items():
        page = app.client().get(f"/user/{nickname}").expect(200).page
        page.expect_text(nickname, name)
        page.expect_image(picture)
        others = [other for _, (other, *_) in PEOPLE.items() if other != name]
        page.expect_no_text(*others)


@check(
    "person",
    "A person's page shows that person's posts only, newest first",
    "사람의 페이지에는 그 사람의 글만 새 글부터 나와요",
)
def shows_own_posts_only(app: AppUnderTest) -> None:
    """Also new ones."""
    for nickname, (*_, posts) in PEOPLE.items():
        app.client().get(f"/user/{nickname}").expect(200).page.expect_posts(*posts)
    app.module.post_dic[3] = {"id": 3, "nickname": "alice", "content_txt": "another", "edited": False, "likes": []}
    app.client().get("/user/alice").expect(200).page.expect_posts(3, 1)


@check("person", "Showing a page changes no data", "페이지를 보여 줘도 데이터는 그대로예요")
def changes_no_data(app: AppUnderTest) -> None:
    """A view that filters must not filter for everyone."""
    app.client().get("/user/bob").expect(200)
    app.client().get("/").expect(200).page.expect_posts(2, 1)


@check("person", "Someone who is not in the list is a 404", "목록에 없는 사람은 404예요")
def unknown_person_is_404(app: AppUnderTest) -> None:
    """Upper and lower case are two names."""
    for nickname in ("nobody", "아무도", "Alice"):
        app.client().get(f"/user/{nickname}").expect(404)


@check("person", "The template user.html gets what it needs", "user.html 템플릿이 필요한 값을 받아요")
def fills_the_template(app: AppUnderTest) -> None:
    """user, friend, friend_dic and post_dic."""
    filled = []

    def remember(sender: object, template: object, context: dict[str, object], **more: object) -> None:
        """Note what a template was given."""
        filled.append((getattr(template, "name", None), context))

    with template_rendered.connected_to(remember, app.flask):
        response = app.client().get("/user/alice").expect(200)
    names = [name for name, _ in filled]
    response.expect_that(
        "user.html" in names,
        "The view does not render user.html.",
        "뷰가 user.html을 렌더링하지 않아요.",
        "user.html",
        names,
    )
    context = filled[names.index("user.html")][1]
    for name in ("user", "friend", "friend_dic", "post_dic"):
        response.expect_that(
            name in context,
            f"The template is not given {name}.",
            f"템플릿이 받지 못한 값: {name}",
            name,
            sorted(set(context) - {"g", "request", "session", "config"}),
        )
