"""A small class to begin with: people, friendships, posts with drawn pictures, comments; the same at each filling."""

import io
import random
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime

from bson import ObjectId
from flask import current_app
from PIL import Image
from PIL import ImageDraw

from final_app.comments.actions import like
from final_app.comments.actions import post_comment
from final_app.db import Document
from final_app.db import get_db
from final_app.friends.actions import befriend
from final_app.media import store as media_store
from final_app.media.actions import read_image
from final_app.posts.actions import write_post
from final_app.users import store as people_store
from final_app.users.actions import named
from final_app.users.passwords import hash_password

PASSWORD = "maru-demo"  # noqa: S105 - of practice people, told at the start
CLASS = [
    ("alice", "alice", "Alice Kim", "en", "I teach, and I am taught. Tea before code."),
    ("minsu", "민수", "박민수", "ko", "플라스크를 배우는 중이에요."),
    ("bob_lee", "bob", "Bob Lee", "en", "Bicycles, bread, Bash."),
    ("jiwoo", "지우", "이지우", "ko", "고양이 두 마리와 살아요."),
    ("carol", "carol", "Carol Novak", "en", ""),
    ("haneul", "하늘", "정하늘", "ko", "사진 찍는 걸 좋아해요."),
]
POSTS = [
    (0, "Welcome, everyone! Say hello to @민수, who set this up. #hello #안녕", 0),
    (1, "안녕하세요! 처음 글을 올려 봐요. #안녕 #플라스크", 0),
    (2, "Rode to the river before class. #morning", 1),
    (3, "우리 고양이가 키보드 위에서 자요. 오늘은 코딩을 못 하겠어요. #고양이", 1),
    (4, "Today I learned that only forms are limited to GET and POST. fetch sends any method! #flask", 0),
    (5, "해 질 무렵의 언덕. #사진", 2),
    (0, "Reading for Thursday: https://flask.palletsprojects.com #flask", 0),
]
COMMENTS = [
    (0, 1, "반가워요!"),
    (0, 2, "Hello from the back row."),
    (3, 0, "The cat is right."),
    (5, 3, "와, 정말 예쁘다 @하늘"),
]


def fill(size: int) -> Iterator[tuple[str, str]]:
    """Fill the database with a class of so many people, and yield each user id with the password to log in by.

    Harmless where the class is there already: people whose names are taken are left alone.
    """
    with current_app.test_request_context():
        chance = random.Random(size)  # noqa: S311 - the same class each time is the point
        people = [person for person in (make_person(number, chance) for number in range(size)) if person]
        for number, person in enumerate(people):
            for other in people[number + 1 : number + 3]:
                befriend(person, other)
                befriend(other, person)
        posts = [write(people, *post, chance) for post in POSTS if post[0] < len(people)]
        for number in range(len(CLASS), len(people)):
            posts.append(write(people, number, f"Hello, I am {people[number]['nickname']}. #hello", 0, chance))
        for post, author, text in COMMENTS:
            if post < len(posts) and author < len(people):
                post_comment(people[author], posts[post], text, "")
        for person in people:
            like(person, chance.choice(posts), True)
        for person in people[:6]:
            yield person["user_id"], PASSWORD


def is_empty() -> bool:
    """Tell whether nobody has joined yet."""
    return get_db().people.find_one({}, {"_id": 1}) is None


def make_person(number: int, chance: random.Random) -> Document | None:
    """Make one person of the class; None if someone has their names already."""
    if number < len(CLASS):
        user_id, nickname, user_name, language, bio = CLASS[number]
    else:
        user_id, nickname, user_name = f"student_{number}", f"student{number}", f"Student {number}"
        language, bio = chance.choice(("en", "ko")), ""
    address = f"{user_id}@example.org"
    person = {
        "_id": ObjectId(),
        "user_id": user_id,
        **named(nickname, user_name),
        "user_email": address,
        "email_key": address,
        "password_hash": hash_password(PASSWORD),
        "language": language,
        "bio": bio,
        "profile_img": None,
        "background_img": None,
        "created_at": datetime.now(UTC),
        "logins": [],
    }
    if people_store.add_person(person):
        return None
    face = read_image(draw_face(chance), person["_id"], None, "profile_img")
    media_store.add_images([face])
    people_store.change_person(person["_id"], {"profile_img": face["_id"]})
    return {**person, "profile_img": face["_id"]}


def write(people: list[Document], author: int, text: str, pictures: int, chance: random.Random) -> str:
    """Write a post with so many drawn pictures, and return its id."""
    return str(write_post(people[author], text, "public", [draw_view(chance) for _ in range(pictures)])["id"])


def draw_face(chance: random.Random) -> io.BytesIO:
    """Return a drawn face."""
    picture = Image.new("RGB", (320, 320), colour(chance, 190, 240))
    pen = ImageDraw.Draw(picture)
    ink = colour(chance, 30, 110)
    for x in (115, 205):
        pen.ellipse((x - 14, 115, x + 14, 150), fill=ink)
    pen.arc((105, 150, 215, 235), chance.randint(0, 25), 180 - chance.randint(0, 25), fill=ink, width=12)
    return saved(picture)


def draw_view(chance: random.Random) -> io.BytesIO:
    """Return a drawn view of hills under a sun."""
    picture = Image.new("RGB", (1200, 800), colour(chance, 200, 245))
    pen = ImageDraw.Draw(picture)
    x = chance.randint(200, 1000)
    pen.ellipse((x - 90, 130, x + 90, 310), fill=(250, 214, 150))
    for height in (420, 520, 620):
        top = [(x, height + chance.randint(-60, 60)) for x in range(0, 1201, 200)]
        pen.polygon([(0, 800), *top, (1200, 800)], fill=colour(chance, height // 10, 130))
    return saved(picture)


def colour(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    """Return a colour whose parts lie between low and high."""
    return (chance.randint(low, high), chance.randint(low, high), chance.randint(low, high))


def saved(picture: Image.Image) -> io.BytesIO:
    """Return a picture as a file."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file
