"""An inbox of any size from the sample plans: mixed formats and lengths, some damaged, some hostile."""

import random
import zipfile
from pathlib import Path
from typing import Final

SAMPLES: Final = Path(__file__).parents[2] / "samples" / "inbox"
DAMAGED_SHARE: Final = 0.03
HOSTILE_SHARE: Final = 0.01
BOMB_BYTES: Final = 2**31
_BLOCK: Final = bytes(2**20)


def write_inbox(folder: Path, count: int, seed: int = 0) -> None:
    """Write `count` files, no two with the same bytes: a plan with bytes behind its end reads as before."""
    folder.mkdir(parents=True, exist_ok=True)
    plans = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".docx", ".hwpx"})
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        plan = plans[number % len(plans)]
        data = plan.read_bytes()
        place = folder / f"{number:05d}-{plan.name}"
        kind = chance.random()
        if kind < DAMAGED_SHARE:
            place.write_bytes(data[: chance.randrange(1, len(data) // 2)])
        elif kind < DAMAGED_SHARE + HOSTILE_SHARE:
            _write_bomb(place.with_suffix(".docx"), number)
        else:
            place.write_bytes(_another(data, number))


def _another(data: bytes, number: int) -> bytes:
    """The same document in other bytes: a comment at the end of a PDF, or of a ZIP's directory."""
    note = f"%{number:010d}\n".encode()
    if data.startswith(b"PK"):
        end = data.rindex(b"PK\x05\x06") + 20
        return data[:end] + len(note).to_bytes(2, "little") + note
    return data + note


def _write_bomb(path: Path, number: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types><!--{number}--></Types>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(BOMB_BYTES // len(_BLOCK) // 16):
                member.write(_BLOCK)
