"""What is said of call files with a mistake: of each mistake that the tests of the rules know, and of wrong lines."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from rules import call_folder, check_call, load_call
from schemas.errors import CallError
from tests.equivalence.artefacts import CALLS, FIXED, Texts
from tests.rules.packs.test_loader import MISTAKES

EACH = 12
"""One line in so many is made wrong: all of them would take minutes."""
_KEY = re.compile(r"^(\s*(?:- )?)([a-z_]+)(: )", re.MULTILINE)


def messages() -> Texts:
    """Everything that is said of the broken call files, by the mistake."""
    told = {}
    pack = _pack(CALLS[0])
    for name, ((old, new), *_) in MISTAKES.items():
        told[f"mistake {name}"] = _said(pack.replace(old, new, 1))
    for call in CALLS:
        pack = _pack(call)
        keys = list(_KEY.finditer(pack))[::EACH]
        told[f"{call} misspelt"] = "\n".join(_said(f"{pack[: key.end(1)]}x{pack[key.end(1) :]}") for key in keys)
        told[f"{call} left out"] = "\n".join(_said(_without_line(pack, key.start())) for key in keys)
    return told


def _pack(call: str) -> str:
    return (call_folder(call) / "call.yaml").read_text(encoding="utf-8")


def _without_line(text: str, start: int) -> str:
    end = text.find("\n", start + 1)
    return text[:start] + text[end:]


def _said(pack: str) -> str:
    with TemporaryDirectory() as folder:
        (Path(folder) / "call.yaml").write_text(pack, encoding="utf-8")
        said = [str(mistake) for mistake in check_call(folder)]
        try:
            load_call(folder)
        except CallError as refusal:
            said.append(refusal.message)
        return "\n".join(said).replace(folder, FIXED)
