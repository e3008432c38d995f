"""One pipeline for all tests of this folder: loading it takes seconds."""

from datetime import UTC, datetime

import pytest
from spacy.language import Language

from extractors.areas import AreaAssigner
from extractors.areas.pipeline import build_pipeline
from schemas import Area, Call


def made_up_call(**changes) -> Call:
    areas = (
        Area(id="stay", name="숙박", strong=("객실 개선", "숙박"), weak=("객실",)),
        Area(id="food", name="음식", strong=("조리 교육", "식당", "먹거리"), weak=("조리", "맛집")),
    )
    operation = Area(id="none", name="운영", strong=("인건비", "운영비", "정산"), weak=("회의",))
    fields = {
        "id": "example-call",
        "version": "1",
        "title": "예시 공고",
        "publisher": "예시 기관",
        "documents": (),
        "applicants": (),
        "closes_at": datetime(2026, 1, 1, tzinfo=UTC),
        "timezone": "Asia/Seoul",
        "areas": areas,
        "operation": operation,
        "sections": (),
        "lexicon": {},
        "user_words": ("예시숙소",),
        "rules": (),
    }
    return Call(**{**fields, **changes})


@pytest.fixture(scope="session")
def example_call() -> Call:
    return made_up_call()


@pytest.fixture(scope="session")
def shipped_call() -> Call:
    from rules import load_call

    return load_call("regional-ai-2026")


@pytest.fixture(scope="session")
def shipped_pipeline(shipped_call: Call) -> Language:
    return build_pipeline(shipped_call)


@pytest.fixture(scope="session")
def assigner(shipped_call: Call) -> AreaAssigner:
    return AreaAssigner(shipped_call)
