"""List the stages in order, with what each one teaches."""

from dataclasses import dataclass
from pathlib import Path

from classroom.i18n import Text

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Stage:
    """One numbered folder of the course."""

    number: str
    folder: str
    title: Text

    from_empty: bool = False  # whether learners begin with an empty file

    @property
    def path(self) -> Path:
        """The folder of the stage, or of the solution where learners begin with an empty file."""
        return ROOT / "notes" / self.folder / "solution" if self.from_empty else ROOT / self.folder


STAGES = (
    Stage("01", "01_routes", Text("a URL and a method choose a function", "URL과 메서드로 함수 고르기")),
    Stage("02", "02_templates_redirect_jsonify", Text("three ways to answer", "응답하는 세 가지 방법")),
    Stage("03", "03_sessions", Text("who is asking: a signed cookie", "요청한 사람 알아보기: 서명한 쿠키")),
    Stage("04", "04_websockets", Text("the server speaks first", "서버가 먼저 말 걸기")),
    Stage(
        "06",
        "06_project",
        Text("a project of your own, from an empty file", "빈 파일에서 시작하는 나만의 프로젝트"),
        from_empty=True,
    ),
    Stage("final_app", "final_app", Text("a whole social network", "완성한 소셜 네트워크")),
)


def find_stage(name: str) -> Stage | None:
    """Return the stage with this number or folder name, or None."""
    wanted = name.strip("/\\")
    return next((stage for stage in STAGES if wanted in (stage.number, stage.folder)), None)
