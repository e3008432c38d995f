"""The templates of the pages, with the style that each page carries inside and the policy that lets nothing else in."""

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from review.rendering.labels_ko import verdict_label, verdict_style


def page_environment() -> Environment:
    """What renders a page: everything is escaped, and a name that is not given is an error."""
    environment = Environment(
        loader=PackageLoader("review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = resources.files("review").joinpath("templates", "style.css").read_text(encoding="utf-8")
    style_hash = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style"] = Markup(style)  # noqa: S704  # our own file
    environment.globals["verdict_label"] = verdict_label
    environment.globals["verdict_style"] = verdict_style
    environment.globals["policy"] = (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'"
    )
    return environment
