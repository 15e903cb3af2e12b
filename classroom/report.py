"""Show the results of the checks to people."""

from rich.console import Console
from rich.console import Group
from rich.panel import Panel
from rich.text import Text as RichText

from classroom import guide
from classroom.checks.kit.response import format_json
from classroom.i18n import tr
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.results import Result
from classroom.results import State
from classroom.runner import passed_exercises

MARKS = {State.PASSED: ("✔", "green"), State.FAILED: ("✘", "red"), State.PENDING: ("…", "yellow")}
STATE_NAMES = {
    State.PASSED: ("passed", "통과"),
    State.FAILED: ("failed", "실패"),
    State.PENDING: ("not yet", "아직"),
}


def state_of(exercise: Exercise | None, results: list[Result]) -> State:
    """Return the state of all checks of an exercise together, or of the checks without one (None)."""
    states = {result.state for result in results if result.check.exercise == (exercise.name if exercise else None)}
    return next((state for state in (State.FAILED, State.PENDING) if state in states), State.PASSED)


def current(lesson: Lesson, results: list[Result]) -> Exercise | None:
    """Return the first exercise that fails, or else the first that waits for another, or None."""
    states = {exercise: state_of(exercise, results) for exercise in lesson.exercises}
    return next((one for state in (State.FAILED, State.PENDING) for one in states if states[one] == state), None)


def show(console: Console, lesson: Lesson, results: list[Result]) -> None:
    """Print each exercise with its checks, and the first failure in detail; or why the app cannot be loaded."""
    broken = next((result for result in results if result.state == State.NOT_LOADED), None)
    if broken is not None:
        console.print(marked_line(State.FAILED, tr("The app cannot be loaded", "앱을 불러올 수 없어요"), "bold"))
        console.print(details(lesson, broken))
        return
    exercises: list[Exercise | None] = [*lesson.exercises, None]
    first_failure = next((result for result in results if result.state == State.FAILED), None)
    for number, exercise in enumerate(exercises, 1):
        state = state_of(exercise, results)
        title = f"{number} {exercise.title}" if exercise else tr("Other checks of the stage", "스테이지의 다른 검사")
        console.print(marked_line(state, title, "bold"))
        for result in results:
            if state == State.FAILED and result.check.exercise == (exercise.name if exercise else None):
                console.print(RichText("  ") + line_of(lesson, result))
                if result is first_failure:
                    console.print(details(lesson, result))
    for remark in dict.fromkeys(str(remark) for result in results for remark in result.remarks):
        console.print(RichText(remark, "cyan"))
    show_summary(console, lesson, results)


def marked_line(state: State, text: str, style: str = "") -> RichText:
    """Return a line that begins with its state, as a sign, a word and a color."""
    sign, color = MARKS[state]
    return RichText.assemble((f"{sign} {tr(*STATE_NAMES[state])}  ", color), (text, style))


def line_of(lesson: Lesson, result: Result) -> RichText:
    """Return one line for a check: its description, and what must pass first."""
    line = marked_line(result.state, str(result.check.description))
    if result.state == State.PENDING:
        first = lesson.exercise(result.dependency)
        dependency = first.title if first else result.dependency
        line.append(tr(f"  (first: {dependency})", f"  (먼저: {dependency})"), "dim")
    return line


def details(lesson: Lesson, result: Result) -> Panel:
    """Return all details of a failure: why, where, what was sent and what came back, and a hint."""
    parts: list[RichText] = [RichText(str(result.message), "bold")]
    if result.where:
        parts.append(RichText(result.where, "red"))
    if result.given:
        parts.append(
            RichText(
                tr(
                    "This part was given and belongs to no exercise, but your copy differs from the course's own.",
                    "이 부분은 연습이 아니라 처음부터 주어진 코드인데, 과정에 있는 원본과 달라졌어요.",
                ),
                "dim",
            )
        )
    parts += exchange_parts(result)
    if result.expected is not None and str(result.expected) not in str(result.message):
        parts.append(part(tr("Expected", "기대한 값"), format_value(result.expected)))
    if result.actual is not None and str(result.actual) not in str(result.message):
        parts.append(part(tr("Actual", "실제 값"), format_value(result.actual)))
    if result.printed.strip():
        parts.append(part(tr("Your app printed", "앱이 출력한 것"), result.printed.strip()))
    exercise = hinted(lesson, result)
    if exercise:
        title = tr("First hint", "첫 번째 힌트")
        if exercise.name != result.check.exercise:
            title += f" ({exercise.title})"
        parts.append(part(title, str(exercise.hints[0])))
    return Panel(Group(*parts), border_style="red", padding=(0, 1))


def hinted(lesson: Lesson, result: Result) -> Exercise | None:
    """Return the exercise whose hint helps: that of the learner's line, or else that of the check."""
    if result.given or result.state == State.NOT_LOADED:
        return None
    name = result.owner or result.check.exercise
    return lesson.exercise(name) if name else None


def exchange_parts(result: Result) -> list[RichText]:
    """Return what was sent, the rule that matched, what came back, and what each page received."""
    exchange = result.exchange
    if not exchange:
        return []
    parts = [part(tr("Sent", "보낸 것"), exchange["request"])]
    rule = tr(exchange["rule"]["en"], exchange["rule"]["ko"])
    if rule and rule not in str(result.message):
        parts.append(part(tr("Rule", "규칙"), rule))
    if exchange["response"]:
        parts.append(part(tr("Came back", "돌아온 것"), exchange["response"]))
    for name, messages in result.received.items():
        received = ", ".join(f"{event} {format_value(data)}" for event, data in messages) or tr("nothing", "없음")
        parts.append(part(tr(f"{name} received", f"받은 메시지({name})"), received))
    return parts


def part(title: str, text: str) -> RichText:
    """Return a titled part of a failure, with several lines indented below the title."""
    lines = text.splitlines()
    if len(lines) == 1:
        return RichText.assemble((f"{title}: ", "cyan"), text)
    return RichText.assemble((f"{title}:", "cyan"), *(f"\n    {line}" for line in lines))


def format_value(value: object) -> str:
    """Format a value as JSON, or return a string as it is."""
    text = value if isinstance(value, str) else format_json(value)
    return text.encode(errors="replace").decode()  # a lone surrogate cannot be printed


def show_summary(console: Console, lesson: Lesson, results: list[Result]) -> None:
    """Print the points and what to do next."""
    points, of = lesson.points_of(passed_exercises(lesson, results)), lesson.points
    console.print(RichText(tr(f"\n{points} of {of} points.", f"\n{of}점 중 {points}점."), "bold"))
    next_one = current(lesson, results)
    number = lesson.stage.number
    if next_one is not None:
        place = lesson.exercises.index(next_one) + 1
        console.print(
            RichText(
                tr(f"Next: exercise {place}, {next_one.title}", f"다음에 할 것: 연습 {place}, {next_one.title}"), "bold"
            )
        )
        console.print(RichText(f"  {next_one.task}"))
        console.print(RichText(f"  python3 course.py hint {number}", "dim"))
    elif state_of(None, results) != State.PASSED:
        console.print(
            RichText(
                tr(
                    "All exercises pass, but another check of the stage fails: see above.",
                    "연습은 모두 통과했지만 스테이지의 다른 검사가 실패했어요. 위를 보세요.",
                )
            )
        )
    else:
        console.print(RichText(tr("Everything passes. Well done!", "모두 통과했어요. 잘했어요!"), "green"))
        steps = guide.steps_after(lesson.stage)
        if steps:
            console.print(RichText(tr("Next:", "다음에 할 것:"), "bold"))
        for step in steps:
            console.print(RichText(str(step)))


def show_edited(console: Console, lesson: Lesson) -> None:
    """Print that the course's own files, with which the learner's copy is compared, were edited, and what to do."""
    folder = lesson.folder
    console.print(
        RichText(
            tr(
                f"{folder}, with which your copy is compared, was edited. See the changes with git diff {folder}, "
                f"undo them with git restore {folder}, and edit work/{folder} instead.",
                f"내 복사본과 비교하는 원본이 고쳐져 있어요: {folder} (바뀐 곳 보기: git diff {folder}, "
                f"되돌리기: git restore {folder}). 원본 대신 work/{folder}에서 고치세요.",
            ),
            "yellow",
        )
    )
