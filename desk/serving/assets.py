"""The style sheets and scripts of the desk, from the package, served under a name that changes with their content."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
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

    @cached_property
    def compressed(self) -> bytes:
        """The content as gzip.

        Pages are not compressed: they hold a form token beside words that an address may bring in, and the length of
        the two compressed together tells the token (BREACH).
        """
        return gzip.compress(self.content, mtime=0)

    @cached_property
    def url(self) -> Markup:
        """Where it is; the query makes browsers forget the old one when it changes."""
        return Markup("/static/{}?v={}").format(self.name, hashlib.sha256(self.content).hexdigest()[:12])


@cache
def loaded_assets() -> Mapping[str, Asset]:
    """All assets by name, read once a process: those of the desk, and the style that its pages share with print."""
    assets = {}
    for file in resources.files("desk").joinpath("static").iterdir():
        suffix = file.name[file.name.rfind(".") :]
        if suffix in _TYPES and _LICENCE not in file.name:
            assets[file.name] = Asset(file.name, file.read_bytes(), _TYPES[suffix])
    shared = resources.files("review").joinpath("templates", "style.css").read_bytes()
    assets["pages.css"] = Asset("pages.css", shared, _TYPES[".css"])
    return assets
