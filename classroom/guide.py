"""Tell learners where they are and what comes next."""

from typing import NamedTuple

from classroom.i18n import Text
from classroom.i18n import tr
from classroom.lessons import NOTES
from classroom.lessons import Lesson
from classroom.lessons import lessons
from classroom.stages import STAGES
from classroom.stages import Stage
from classroom.workspace import has_copy
from classroom.workspace import latest_copy
from classroom.workspace import next_exercise


class Suggestion(NamedTuple):
    """A command and what it is good for."""

    command: str
    purpose: Text

    def __str__(self) -> str:
        """Return the line that shows it."""
        return f"  python3 course.py {self.command:<15} {self.purpose}"


RUN_LAST = Suggestion("run final_app", Text("use a whole social network", "완성한 소셜 네트워크 써 보기"))
RUN_FIRST = Suggestion("run 01", Text("look at the first stage in your browser", "첫 스테이지를 브라우저에서 보기"))


def state_of(lesson: Lesson) -> str:
    """Say how far the learner is in a stage, as of the last check."""
    exercise = next_exercise(lesson)
    if exercise is None:
        return tr("done", "끝냈어요")
    if not has_copy(lesson):
        return tr("not started", "시작 전")
    number, of = lesson.exercises.index(exercise) + 1, len(lesson.exercises)
    return tr(f"exercise {number} of {of}: {exercise.title}", f"연습 {number}/{of}: {exercise.title}")


def next_steps() -> list[Suggestion]:
    """Return what to do next: go on with the copy that was changed last, or start what is not finished."""
    latest = latest_copy()
    unfinished = [lesson for lesson in lessons() if next_exercise(lesson)]
    if latest in unfinished:
        return steps_into(latest.stage)
    if not latest and len(unfinished) == len(list(lessons())):
        return [RUN_FIRST, *steps_into(STAGES[0])[1:]]
    return steps_into(unfinished[0].stage if unfinished else STAGES[-1])


def steps_after(stage: Stage) -> list[Suggestion]:
    """Return what to do when a stage is finished."""
    done = {lesson.stage for lesson in lessons() if next_exercise(lesson) is None}
    later = [one for one in STAGES[STAGES.index(stage) + 1 :] if one not in done]
    return steps_into(later[0]) if later else []


def steps_into(stage: Stage) -> list[Suggestion]:
    """Return the commands that lead into a stage, or on with it."""
    number = stage.number
    lesson = next((one for one in lessons() if one.stage == stage), None)
    if lesson and has_copy(lesson):
        return [
            Suggestion(f"check {number}", Text("check your copy", "내 복사본 채점하기")),
            Suggestion(f"hint {number}", Text("get a hint", "힌트 보기")),
        ]
    steps = [Suggestion(f"read {number}", Text("read the lesson", "강의 읽기"))] if has_text(stage) else []
    if number == "final_app":
        return [
            *steps,
            Suggestion("run final_app", Text("use the whole social network", "완성한 소셜 네트워크 써 보기")),
        ]
    return [*steps, Suggestion(f"start {number}", Text("begin its exercises", "연습 시작하기"))]


def has_text(stage: Stage) -> bool:
    """Return whether there is a lesson to read about a stage."""
    return stage.number == "final_app" or (NOTES / stage.folder / "en.md").exists()
