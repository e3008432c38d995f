"""The style sheets and scripts of the desk, from the package, served under a name that changes with their content."""

import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import Final

from markupsafe import Markup

_TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_LICENCE: Final = "LICENSE"


@dataclass(frozen=True)
class Asset:
    """A file that a page loads."""

    name: str
    content: bytes
    media_type: str

    @property
    def url(self) -> Markup:
        """Where it is; the query makes browsers forget the old one when it changes."""
        return Markup("/static/{}?v={}").format(self.name, hashlib.sha256(self.content).hexdigest()[:12])


def load_assets() -> dict[str, Asset]:
    """All assets by name: those of the desk, and the style that its pages share with the printed ones."""
    assets = {}
    for file in resources.files("desk").joinpath("static").iterdir():
        suffix = file.name[file.name.rfind(".") :]
        if suffix in _TYPES and _LICENCE not in file.name:
            assets[file.name] = Asset(file.name, file.read_bytes(), _TYPES[suffix])
    shared = resources.files("review").joinpath("templates", "style.css").read_bytes()
    assets["pages.css"] = Asset("pages.css", shared, _TYPES[".css"])
    return assets
