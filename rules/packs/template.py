"""A new call pack: what every call has, in a form that says what is still to be written.

Limits are never taken over from another call. What is taken over is the vocabulary of plans (sections, operation,
words, labels of budgets), which is the governments' way of writing and no call's own.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Final

from rules.packs.json_schema import SCHEMA_FILE, schema_text
from rules.packs.loader import CALL_FILE, call_folder
from rules.packs.validation import CALL_ID
from schemas.errors import CallError, UsageError

_TEMPLATE: Final = Path(__file__).with_name("call_template.yaml")
_VOCABULARY: Final = ("sections", "operation", "user_words", "lexicon")


def new_call(name: str, folder: Path, today: date, title: str | None = None, like: str | None = None) -> Path:
    """Write the pack of a new call into `folder`/`name`, with the schema for editors beside it; give its call.yaml.

    Args:
        name: the call's id.
        folder: the folder that the pack's own folder is made in.
        today: the day that the pack is dated.
        title: the call's title; left to be written otherwise.
        like: the call whose vocabulary is taken over.

    Raises:
        UsageError: the id cannot be used, or there is such a call already.
        CallError: there is no call to take the vocabulary from.
    """
    if CALL_ID.fullmatch(name) is None:
        raise UsageError(f"공고 id '{name}': 소문자, 숫자와 붙임표만 쓸 수 있음(예: startup-2027)")
    path = folder / name / CALL_FILE
    if path.exists():
        raise UsageError(f"{path}: 이미 있음")
    text = _TEMPLATE.read_text(encoding="utf-8").format(
        id=name,
        title=json.dumps(title, ensure_ascii=False) if title else "〈공고 제목〉",
        today=today.isoformat(),
        vocabulary=_vocabulary(like) if like else _vocabulary(_first_call(folder)),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        schema = folder / SCHEMA_FILE
        if not schema.exists():
            schema.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return path


def _first_call(folder: Path) -> str:
    """A call whose vocabulary serves as a start: the first of the folder, else the first of the packaged ones."""
    packaged = Path(__file__).parents[2] / "calls"
    found = next((path.parent for root in (folder, packaged) for path in sorted(root.glob(f"*/{CALL_FILE}"))), None)
    if found is None:
        raise CallError("표기 사전을 가져올 공고가 없음: --like로 공고를 지정하십시오")
    return str(found)


def _vocabulary(like: str) -> str:
    """The blocks of another pack that hold the words of plans, word for word with their comments."""
    text = (call_folder(like) / CALL_FILE).read_text(encoding="utf-8")
    blocks = {
        match["name"]: match.group().rstrip()
        for match in re.finditer(r"^(?P<name>\w+):.*?(?=^\w+:|^#|\Z)", text, re.MULTILINE | re.DOTALL)
    }
    missing = [name for name in _VOCABULARY if name not in blocks]
    if missing:
        raise CallError(f"{like}: {', '.join(missing)} 항목이 없음")
    return "\n\n".join(blocks[name] for name in _VOCABULARY)
