"""What the stage stores: a few functions over dicts, in memory."""

from itertools import count

from werkzeug.security import check_password_hash, generate_password_hash

PASSWORD_HASH = generate_password_hash("flask")  # the people here are for practice and share one password

user_dic = {
    "alice": {"nickname": "alice", "name": "Alice Kim", "profile_img": "alice.svg"},
    "bob": {"nickname": "bob", "name": "Bob Lee", "profile_img": "bob.svg"},
    "minsu": {"nickname": "민수", "name": "박민수", "profile_img": "minsu.svg"},
}
friend_dic = {user["nickname"]: user for user in user_dic.values()}
post_dic = {
    1: {"id": 1, "nickname": "alice", "content_txt": "Hello, Flask!", "edited": False, "likes": []},
    2: {"id": 2, "nickname": "민수", "content_txt": "안녕, Flask!", "edited": False, "likes": ["bob"]},
}
new_id = count(3)


def check_login(user_id, password):
    """Return the person whose user id and password these are, or None."""
    right = check_password_hash(PASSWORD_HASH, password)
    return user_dic.get(user_id) if right else None


def get_friends():
    """Return everyone, by nickname."""
    return friend_dic


def get_posts():
    """Return all posts, by id."""
    return post_dic


def posts_of(nickname):
    """Return one person's posts, by id."""
    return {post["id"]: post for post in post_dic.values() if post["nickname"] == nickname}


def get_post(post_id):
    """Return a post, or None."""
    return post_dic.get(post_id)


def add_post(nickname, content_txt):
    """Store a new post and return it."""
    post = {"id": next(new_id), "nickname": nickname, "content_txt": content_txt, "edited": False, "likes": []}
    post_dic[post["id"]] = post
    return post


def change_post(post_id, content_txt):
    """Replace the text of a post and return the post."""
    post_dic[post_id].update(content_txt=content_txt, edited=True)
    return post_dic[post_id]


def remove_post(post_id):
    """Delete a post."""
    del post_dic[post_id]


def add_like(post_id, nickname):
    """Count a like, once a person, and return how many there are."""
    likes = post_dic[post_id]["likes"]
    if nickname not in likes:
        likes.append(nickname)
    return len(likes)
