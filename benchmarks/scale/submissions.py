"""An inbox of any size: mixed formats and lengths, some files damaged, some hostile."""

import io
import random
import zipfile
from itertools import cycle
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.whole_job.long_plans import FORMATS, long_plan, made

SAMPLES: Final = Path(__file__).parents[2] / "samples" / "inbox"
DAMAGED_SHARE: Final = 0.03
HOSTILE_SHARE: Final = 0.01
BOMB_BYTES: Final = 2**27
APPLICANT: Final = "예시{:05d}시"
LENGTHS: Final = (1, 1, 1, 2)
"""Programmes of short plans, handed round: three to five pages each."""

_BLOCK: Final = bytes(2**20)


class Plan(NamedTuple):
    """A plan that others are made from."""

    name: str
    data: bytes


def write_inbox(folder: Path, count: int, *, short: bool = False, seed: int = 0) -> None:
    """Write `count` files, no two with the same bytes.

    They are the sample plans, each in many bytes; or short plans of three to five pages, of which those whose format
    can be rewritten quickly have an applicant each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plans = cycle(_short_plans() if short else _sample_plans())
    chance = random.Random(seed)  # noqa: S311 - no secret
    bomb = _bomb()
    for number, plan in zip(range(count), plans, strict=False):
        place = folder / f"{number:05d}-{plan.name}"
        kind = chance.random()
        if kind < DAMAGED_SHARE:
            place.write_bytes(plan.data[: chance.randrange(1, len(plan.data) // 2)])
        elif kind < DAMAGED_SHARE + HOSTILE_SHARE:
            place.with_suffix(".docx").write_bytes(_in_other_bytes(bomb, number))
        else:
            place.write_bytes(_in_other_bytes(_of_another(plan.data, number), number))


def _sample_plans() -> list[Plan]:
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx", ".hwpx"})
    return [Plan(file.name, file.read_bytes()) for file in files]


def _short_plans() -> list[Plan]:
    return [
        Plan(
            f"short{programs}.{file_format}",
            made(long_plan(programs, applicant=APPLICANT.format(0), turn=turn), file_format),
        )
        for turn, programs in enumerate(LENGTHS)
        for file_format in FORMATS
    ]


def _of_another(data: bytes, number: int) -> bytes:
    """The plan of another applicant, where its format is a package of XML; a PDF stays as it is."""
    if not data.startswith(b"PK"):
        return data
    old, new = APPLICANT.format(0).encode(), APPLICANT.format(number).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(written, "w") as another:
        for entry in package.infolist():
            another.writestr(entry, package.read(entry).replace(old, new), entry.compress_type)
    return written.getvalue()


def _in_other_bytes(data: bytes, number: int) -> bytes:
    """The same document in other bytes: a comment at the end of a PDF, or of a ZIP's directory."""
    note = f"%{number:010d}\n".encode()
    if data.startswith(b"PK"):
        end = data.rindex(b"PK\x05\x06") + 20
        return data[:end] + len(note).to_bytes(2, "little") + note
    return data + note


def _bomb() -> bytes:
    """A DOCX whose text unpacks to a thousand times its size."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(BOMB_BYTES // len(_BLOCK)):
                member.write(_BLOCK)
    return written.getvalue()
