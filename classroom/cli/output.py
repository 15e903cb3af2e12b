"""Print so that nothing is lost: wrapped and in color on a terminal, plain and whole in a pipe or a file."""

import io
import sys
from typing import Any

import click
from rich.console import Console
from rich.panel import Panel
from rich.syntax import Syntax
from rich.text import Text as RichText


def replace_unprintable() -> None:
    """From now on print ? for a character that the terminal does not have, instead of ending with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


class CourseConsole(Console):
    """A console that wraps long lines on a terminal only."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print, in a pipe or a file without wrapping, padding and frames."""
        if not self.is_terminal:
            objects = tuple(one.renderable if isinstance(one, Panel) else one for one in objects)
            options["soft_wrap"] = True
        super().print(*objects, **options)


console = CourseConsole(highlight=False)


def print_title(text: str) -> None:
    """Print a line in bold."""
    console.print(RichText(text, "bold"))


def print_text(text: str) -> None:
    """Print a text as it is: brackets in it are no markup."""
    console.print(RichText(text))


def print_code(source: str, language: str) -> None:
    """Print source code: highlighted and wrapped on a terminal, else exactly its lines."""
    if console.is_terminal:
        console.print(Syntax(source, language, background_color="default", word_wrap=True))
    else:
        click.echo(source, nl=not source.endswith("\n"))
