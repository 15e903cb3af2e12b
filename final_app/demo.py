"""Demo users with friendships, posts, drawn pictures and comments; the same ones each time."""

import io
import random
from collections.abc import Iterator

from bson import ObjectId
from flask import current_app
from PIL import Image
from PIL import ImageDraw

from final_app.comments.actions import post_comment
from final_app.friends.actions import request_or_accept
from final_app.media import store as media_store
from final_app.media.actions import process_image
from final_app.posts.actions import create_post
from final_app.posts.likes import set_like
from final_app.posts.pictures import Upload
from final_app.schema import Post
from final_app.schema import User
from final_app.users import store as user_store
from final_app.users.one_time import make_password
from final_app.users.passwords import hash_password
from final_app.users.passwords import set_password
from final_app.users.passwords import verify_password
from final_app.users.signup import name_fields
from final_app.users.signup import new_user

PASSWORD = "maru-demo"  # noqa: S105 - of the demo users, printed at the start
MOST_STUDENTS = 100  # who are looked for when the password is to be changed
USERS = [
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
    """Create this many demo users, and yield the username and password of the first six.

    Harmless if they exist already: users whose names are taken are left out.
    """
    with current_app.test_request_context():
        rng = random.Random(size)  # noqa: S311 - the same users each time are the point
        users = [user for user in (create_user(number, rng) for number in range(size)) if user]
        for number, user in enumerate(users):
            for other in users[number + 1 : number + 3]:
                request_or_accept(user, other)
                request_or_accept(other, user)
        posts = [write_post(users[post[0]], *post[1:], rng) for post in POSTS if post[0] < len(users)]
        for user in users[len(USERS) :]:
            posts.append(write_post(user, f"Hello, I am {user['nickname']}. #hello", 0, rng))
        for post, author, text in COMMENTS:
            if post < len(posts) and author < len(users):
                post_comment(users[author], posts[post], text, "")
        for user in users:
            set_like(user, rng.choice(posts)["_id"], True)
        for user in users[:6]:
            yield user["user_id"], PASSWORD


def change_passwords() -> Iterator[tuple[str, str]]:
    """Give demo users who still have the common password one of their own each, and yield username and password.

    All their logins end.
    """
    names = [user[0] for user in USERS] + [f"student_{number}" for number in range(len(USERS), MOST_STUDENTS)]
    for username in names:
        user = user_store.find_user_by("user_id", username)
        if user and verify_password(user, PASSWORD):
            password = make_password()
            set_password(user["_id"], password, keep=[])
            yield username, password


def is_empty() -> bool:
    """Return whether nobody has signed up yet."""
    return not user_store.has_users()


def create_user(number: int, rng: random.Random) -> User | None:
    """Create one demo user, or return None if their names are taken."""
    if number < len(USERS):
        username, nickname, display_name, language, bio = USERS[number]
    else:
        username, nickname, display_name = f"student_{number}", f"student{number}", f"Student {number}"
        language, bio = rng.choice(("en", "ko")), ""
    user = new_user(
        ObjectId(),
        username=username,
        names=name_fields(nickname, display_name),
        email=f"{username}@example.org",
        password_hash=hash_password(PASSWORD),
        language=language,
    )
    user["bio"] = bio
    user["moderator"] = number == 0  # alice, who teaches
    if user_store.insert_user(user):
        return None
    face = process_image(draw_face(rng), user["_id"], None, "profile_img")
    media_store.save_images([face])
    user_store.update_user(user["_id"], {"profile_img": face["_id"]})
    user["profile_img"] = face["_id"]
    return user


def write_post(author: User, text: str, pictures: int, rng: random.Random) -> Post:
    """Create a public post with this many drawn pictures."""
    return create_post(author, text, "public", [Upload(draw_view(rng), "Hills under a sun") for _ in range(pictures)])


def draw_face(rng: random.Random) -> io.BytesIO:
    """Return a drawn face."""
    picture = Image.new("RGB", (320, 320), color(rng, 190, 240))
    pen = ImageDraw.Draw(picture)
    ink = color(rng, 30, 110)
    for x in (115, 205):
        pen.ellipse((x - 14, 115, x + 14, 150), fill=ink)
    pen.arc((105, 150, 215, 235), rng.randint(0, 25), 180 - rng.randint(0, 25), fill=ink, width=12)
    return as_png(picture)


def draw_view(rng: random.Random) -> io.BytesIO:
    """Return a drawn view of hills under a sun."""
    picture = Image.new("RGB", (1200, 800), color(rng, 200, 245))
    pen = ImageDraw.Draw(picture)
    x = rng.randint(200, 1000)
    pen.ellipse((x - 90, 130, x + 90, 310), fill=(250, 214, 150))
    for height in (420, 520, 620):
        top = [(x, height + rng.randint(-60, 60)) for x in range(0, 1201, 200)]
        pen.polygon([(0, 800), *top, (1200, 800)], fill=color(rng, height // 10, 130))
    return as_png(picture)


def color(rng: random.Random, low: int, high: int) -> tuple[int, int, int]:
    """Return a color whose components are between low and high."""
    return (rng.randint(low, high), rng.randint(low, high), rng.randint(low, high))


def as_png(picture: Image.Image) -> io.BytesIO:
    """Return a picture as a PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file
