"""Decode one uploaded picture in a process of its own: python -m final_app.decoder reads it and writes it as WebP.

A picture is a program for its decoder: a few bytes can ask for gigabytes or minutes. What goes wrong here ends with
this process, which holds no secret and imports neither Flask nor the database.
"""

SIDES: dict[str, int] = {"thumb": 320, "medium": 960, "full": 2048}  # pixels of the longer side
