"""The steps from a file's bytes to its judged proposal, so that a failure says at which it came."""

from enum import StrEnum


class Step(StrEnum):
    """What a document's process is doing."""

    READING = "reading"
    UNDERSTANDING = "understanding"
    AREAS = "areas"
    READING_AGAIN = "reading-again"
    RULES = "rules"
    ANSWERING = "answering"
    DRAWING = "drawing"

    @property
    def korean(self) -> str:
        """The step's name for people."""
        return KOREAN[self]


KOREAN = {
    Step.READING: "읽기",
    Step.UNDERSTANDING: "내용 추출",
    Step.AREAS: "지원분야 판정",
    Step.READING_AGAIN: "재판독",
    Step.RULES: "규칙 판정",
    Step.ANSWERING: "결과 작성",
    Step.DRAWING: "그림 작성",
}
