"""The hashes of sets of files and of the packaged calls, made by a few processes side by side."""

import hashlib
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from schemas import Record
from schemas.canonical_json import canonical_json
from tests.equivalence.artefacts import Texts, pages_of, rule_books, switch_ocr_off, texts_of
from tests.equivalence.broken_calls import messages
from tests.equivalence.hash_lists import Hashes

SAMPLES = Path(__file__).parents[2] / "samples"
INBOX = SAMPLES / "inbox"
SAMPLE_SETS = (INBOX, SAMPLES / "layouts" / "files")
CALLS_SET = "calls"
PLANS = frozenset({".pdf", ".docx", ".hwpx", ".hwp"})


def set_name(folder: Path) -> str:
    """What a folder's artefacts are listed under: `files` alone would say nothing."""
    return "layouts" if folder == SAMPLE_SETS[1] else folder.name


def hashes_of_samples(processes: int = 2, texts: Path | None = None) -> Hashes:
    """The hashes of the packaged samples, the reviewers' pages of the inbox, and the packaged calls.

    Args:
        processes: how many work side by side.
        texts: a folder that also gets what was hashed, as files.
    """
    return _hashes(SAMPLE_SETS, processes, texts, with_calls=True)


def hashes_of_folders(folders: Sequence[Path], processes: int = 2, texts: Path | None = None) -> Hashes:
    """The hashes of the files in other folders; the arguments are those of `hashes_of_samples`."""
    return _hashes([folder.resolve() for folder in folders], processes, texts, with_calls=False)


def _hashes(folders: Sequence[Path], processes: int, texts: Path | None, *, with_calls: bool) -> Hashes:
    hashes: Hashes = {}
    # New processes instead of forks: nothing that was loaded here is taken along, and hashing is seeded anew.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, spawn, switch_ocr_off) as pool:
        calls = pool.submit(_of_calls, texts) if with_calls else None
        for folder in folders:
            records: list[Record] = []
            for of_file, record in pool.map(_of_file, _files(folder), [texts] * len(_files(folder))):
                hashes |= of_file
                records.append(Record.model_validate_json(record))
            if folder == INBOX:
                hashes |= _hashed(set_name(folder), pages_of(records), texts)
        if calls is not None:
            hashes |= calls.result()
    return hashes


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PLANS)


def _of_file(path: Path, texts: Path | None) -> tuple[Hashes, str]:
    """A file's hashes, and its record as it is stored: models do not cross processes otherwise."""
    made, record = texts_of(path)
    named = {f"{path.name} {name}": text for name, text in made.items()}
    return _hashed(set_name(path.parent), named, texts), canonical_json(record)


def _of_calls(texts: Path | None) -> Hashes:
    return _hashed(CALLS_SET, rule_books() | messages(), texts)


def _hashed(of: str, made: Texts, kept_in: Path | None) -> Hashes:
    if kept_in is not None:
        (kept_in / of).mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (kept_in / of / f"{name}.txt").write_text(_on_lines(text), encoding="utf-8")
    return {f"{of}/{name}": hashlib.sha256(text.encode()).hexdigest() for name, text in made.items()}


def _on_lines(text: str) -> str:
    """JSON broken into lines, which a diff can tell apart; other text as it is."""
    return text.replace(',"', ',\n"').replace("},{", "},\n{") if text.startswith("{") else text
