"""The catalogue: which stages there are, in order, and what each teaches."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Stage:
    """One numbered folder of the course."""

    number: str
    folder: str
    english: str
    korean: str

    @property
    def path(self) -> Path:
        """Where its files are."""
        return ROOT / self.folder


STAGES = (
    Stage("01", "01_routes", "a URL and a method choose a function", "URL과 메서드가 함수를 고른다"),
    Stage("02", "02_templates_redirect_jsonify", "three ways to answer", "응답하는 세 가지 방법"),
    Stage("03", "03_sessions", "who is asking: a signed cookie", "누가 요청했을까: 서명한 쿠키"),
    Stage("04", "04_websockets", "the server speaks first", "서버가 먼저 말을 건다"),
    Stage("final_app", "final_app", "a whole social network", "완성한 소셜 네트워크"),
)


def find_stage(name: str) -> Stage | None:
    """Return the stage of this number or folder name, or None."""
    wanted = name.strip("/\\")
    return next((stage for stage in STAGES if wanted in (stage.number, stage.folder)), None)
