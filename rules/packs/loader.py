"""A call pack: the folder of a call, its call.yaml checked to the last field, and the Call that it makes.

Every mistake of a pack is reported in one go, each with its line, its field and what is allowed there.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rules.packs.located_yaml import PackError, read_located
from rules.packs.validation import CALL_ID, check_pack
from schemas.call import Call
from schemas.errors import CallError

CALL_FILE: Final = "call.yaml"
CALLS_VARIABLE: Final = "SIMSA_CALLS"
CALLS_FOLDER: Final = "calls"
"""Where calls of one's own are made and found unless the variable names another folder."""

MAX_TOLD: Final = 100
"""Mistakes that are told at a time; the rest are counted."""


def call_folder(name_or_path: str | Path) -> Path:
    """The folder of a call: by its id under `SIMSA_CALLS` (or calls/) or among the packaged calls, or by a path.

    A path is anything with a separator in it, a folder, or a YAML file.

    Raises:
        CallError: there is no such call.
    """
    if isinstance(name_or_path, Path) or _is_path(name_or_path):
        path = Path(name_or_path)
        folder = path.parent if path.suffix in {".yaml", ".yml"} else path
        if not folder.is_dir():
            raise CallError(f"{name_or_path}: 그런 폴더가 없음")
        return folder
    for root in _roots():
        folder = root / name_or_path
        if CALL_ID.fullmatch(name_or_path) and (folder / CALL_FILE).is_file():
            return folder
    known = sorted({path.parent.name for root in _roots() for path in root.glob(f"*/{CALL_FILE}")})
    raise CallError(f"{name_or_path}: 그런 공고가 없음. 있는 공고: {', '.join(known) or '없음'}")


def load_call(name_or_path: str | Path) -> Call:
    """The call of that id, folder or file.

    Raises:
        CallError: there is no such call, or its pack is wrong: every mistake with its line and field.
    """
    path = _call_file(name_or_path)
    call, mistakes = _read(path)
    if call is None or mistakes:
        told = _each_once(mistakes)
        raise CallError(f"{path}: {len(told)}건 - {'; '.join(map(str, told))}")
    return call


def check_call(name_or_path: str | Path) -> tuple[PackError, ...]:
    """Every mistake of a call pack, by line; none for one that can be used.

    Raises:
        CallError: there is no such call.
    """
    _, mistakes = _read(_call_file(name_or_path))
    return _each_once(mistakes)


def _each_once(mistakes: Iterable[PackError]) -> tuple[PackError, ...]:
    """By line, each once: what an alias (*money) repeats elsewhere is one mistake, at the line where it stands."""
    told: dict[tuple[int, str, str], PackError] = {}
    for mistake in sorted(mistakes):
        told.setdefault((mistake.line, mistake.field.rpartition(".")[2], mistake.message), mistake)
    first = tuple(told.values())[:MAX_TOLD]
    left = len(told) - len(first)
    if not left:
        return first
    return (*first, PackError(first[-1].line, "", f"이 뒤의 잘못 {left:,}건은 생략함: 위의 것을 고친 뒤 다시 점검"))


def _is_path(name: str) -> bool:
    return os.sep in name or "/" in name or name.startswith(".") or Path(name).suffix in {".yaml", ".yml"}


def _roots() -> list[Path]:
    packaged = Path(__file__).resolve().parents[2] / "calls"
    own = Path(os.environ.get(CALLS_VARIABLE) or CALLS_FOLDER)
    return [own, packaged] if own.resolve() != packaged else [packaged]


def _call_file(name_or_path: str | Path) -> Path:
    folder = call_folder(name_or_path)
    path = Path(name_or_path)
    file = path if path.suffix in {".yaml", ".yml"} else folder / CALL_FILE
    if not file.is_file():
        raise CallError(f"{file}: 파일이 없음")
    return file


def _read(path: Path) -> tuple[Call | None, list[PackError]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CallError(f"{path}: UTF-8이 아님({error.start + 1}번째 바이트)") from error
    except OSError as error:
        raise CallError(f"{path}: 읽을 수 없음({error.strerror})") from error
    located = read_located(text)
    return check_pack(located), located.mistakes
