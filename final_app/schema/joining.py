"""How people join."""

from typing import Literal
from typing import TypedDict

JoinMode = Literal["mail", "code", "closed"]  # with a mailed code, with the class code, not at all


class ClassCode(TypedDict):
    """joining: the class code under one value of the setting JOIN, so that a restart keeps it."""

    _id: str  # that value: "mail", "class", or the code that was set
    code: str
    open: bool  # whether people join with it
