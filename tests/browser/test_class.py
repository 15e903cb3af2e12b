"""A class on a projector and a phone: the code opens the app, and who joins appears at once."""

from playwright.sync_api import expect


def test_who_joins_with_the_code_appears_on_the_projector(person, own_site, newcomer):
    """The teacher has the link of the start; the QR code brings the phone to a form with the code in it."""
    site = own_site("final_app")
    teacher, phone = person(site, locale="ko-KR"), person(site, width=375)
    name, password = newcomer(teacher)
    teacher.logs_in(name, password)
    teacher.opens("/class/moderator?key=only-for-tests")
    teacher.leaves_by(teacher.page.locator("#class button"))
    code = teacher.page.locator(".code").inner_text()
    people = teacher.page.locator("#joined_people")
    expect(people.get_by_role("link")).to_have_text([name])

    phone.opens(f"/join?class_code={code}")
    expect(phone.page.get_by_label("Class code")).to_have_value(code)
    names = {"user_id": "minsu_1", "nickname": "민수", "user_name": "민수"}
    phone.submits(**names, password="a long secret", password2="a long secret")
    phone.arrives(f"{site}/")
    expect(people.get_by_role("link")).to_have_text(["민수", name])
    expect(teacher.page.locator("#joined")).to_have_text("2명이 가입했어요")
