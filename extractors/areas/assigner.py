"""The assigner: programmes in, programmes with areas out; the one thing that other layers use of this package."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extractors.areas.text.normalization import NormalText, normalise
from extractors.areas.training_examples import load_examples, whole_text
from schemas import (
    Anchor,
    AreaEvidence,
    AreaScore,
    AreaStatus,
    Call,
    ClassifiedProgram,
    ClassifiedScore,
    Program,
)

if TYPE_CHECKING:
    from extractors.areas.decision import Decision

_CALLS = Path(__file__).parents[2] / "calls"
_BATCH = 64
_DIGITS = 4


class AssignsAreas(Protocol):
    """What gives programmes their areas."""

    def assign(self, programs: Sequence[Program]) -> tuple[Program, ...]:
        """Programmes with `areas`, `area_status` and `review_reason` filled in."""


def assigner_version(call: Call, folder: Path) -> str:
    """The version of an `AreaAssigner` of this call, told without loading it: part of a record's key.

    Raises:
        CallError: the examples cannot be read.
    """
    from extractors.areas.model_store import model_inputs, version_of

    return version_of(model_inputs(call, load_examples(folder, call)))


class AreaAssigner:
    """Assigns a call's areas from a programme's title, content and indicators, with the words that show them.

    `folder` is where the call's training examples and model lie; by default the shipped pack of that id. Without a
    model that fits the call, the phrases alone decide and every answer asks for a person.

    Loading spaCy and Kiwi takes some two seconds and 400 MB: make one and keep it.
    """

    def __init__(self, call: Call, folder: Path | None = None) -> None:
        """Load the pipeline and the call's model.

        Raises:
            CallError: the examples cannot be read.
        """
        from extractors.areas.model_store import load_model, model_inputs, version_of
        from extractors.areas.pipeline import build_pipeline, install_model

        folder = folder or _CALLS / call.id / "areas"
        inputs = model_inputs(call, load_examples(folder, call))
        self.version: str = version_of(inputs)
        self._nlp = build_pipeline(call)
        install_model(self._nlp, load_model(folder), inputs)

    def warm_up(self) -> None:
        """Do what the first text would do: for a process that is to be forked."""
        for _ in self._decide([normalise("준비")]):
            pass

    def classify(self, lines: Iterable[Mapping[str, str]]) -> Iterator[ClassifiedProgram]:
        """Areas for lines of {"id", "title", "text"}, in their order."""
        remaining = iter(lines)
        while batch := list(islice(remaining, _BATCH)):
            texts = [normalise(whole_text(line.get("title") or "", line.get("text") or "")) for line in batch]
            for line, text, decision in zip(batch, texts, self._decide(texts), strict=True):
                yield _classified(line, text, decision)

    def assign(self, programs: Sequence[Program]) -> tuple[Program, ...]:
        """Programmes with `areas` (by falling score), `area_status` and `review_reason` filled in."""
        texts = [normalise(whole_text(program.title, _text_of(program))) for program in programs]
        return tuple(
            _assigned(program, decision) for program, decision in zip(programs, self._decide(texts), strict=True)
        )

    def _decide(self, texts: Sequence[NormalText]) -> Iterator["Decision"]:
        tokenizer: Any = self._nlp.tokenizer
        docs = tokenizer.pipe([text.text for text in texts])
        for doc in self._nlp.pipe(docs):
            yield doc._.decision


def _status(decision: "Decision") -> AreaStatus:
    return AreaStatus.AUTO if decision.reason is None else AreaStatus.NEEDS_REVIEW


def _classified(line: Mapping[str, str], text: NormalText, decision: "Decision") -> ClassifiedProgram:
    given = whole_text(line.get("title") or "", line.get("text") or "")
    evidence = []
    for span in decision.evidence:
        start, end = text.original_span(span.start_char, span.end_char)
        evidence.append(AreaEvidence(area=span.label_, text=given[start:end], start=start, end=end))
    ranked = sorted(decision.scores.items(), key=lambda item: -item[1])
    return ClassifiedProgram(
        id=line["id"],
        areas=tuple(ClassifiedScore(area=area, score=round(score, _DIGITS)) for area, score in ranked),
        labels=decision.labels,
        area_status=_status(decision),
        evidence=tuple(evidence),
        review_reason=decision.reason,
    )


def _assigned(program: Program, decision: "Decision") -> Program:
    areas = tuple(
        AreaScore(
            area=label,
            score=round(decision.scores[label], _DIGITS),
            evidence=_anchors(program, [span.text for span in decision.evidence if span.label_ == label]),
        )
        for label in decision.labels
        if decision.scores[label] > 0
    )
    return program.model_copy(
        update={"areas": areas, "area_status": _status(decision), "review_reason": decision.reason}
    )


def _text_of(program: Program) -> str:
    """What a programme does and counts: its content, and once each what its indicators measure (교육 수료 200명).

    Purpose, target and method are left out: they name what is lacking, and who else takes part. Where a plan says
    nothing of the content, its purpose and method are all there is.
    """
    said = program.content or tuple(text for text in (program.purpose, program.method) if text)
    counted = {(kpi.name, kpi.unit): f"{kpi.name} {kpi.value}{kpi.unit or ''}" for kpi in reversed(program.kpis)}
    indicators = (f"(성과지표) {', '.join(reversed(counted.values()))}",) if counted else ()
    return "\n".join((*said, *indicators))


def _anchors(program: Program, phrases: Iterable[str]) -> tuple[Anchor, ...]:
    """Where the phrases stand: the places of title, content and indicators that hold them; each phrase once."""
    fields = (program.field_evidence.get(name, ()) for name in ("content", "purpose", "method"))
    indicators = (anchor for kpi in program.kpis for anchor in kpi.evidence)
    places = (*program.evidence, *chain.from_iterable(fields), *indicators)
    found: list[Anchor] = []
    for phrase in dict.fromkeys(phrases):
        place = next((anchor for anchor in places if _holds(anchor.text, phrase)), None)
        if place is not None:
            found.append(replace(place, text=phrase))
    return tuple(found)


def _holds(text: str, phrase: str) -> bool:
    return "".join(phrase.split()) in "".join(text.split())
