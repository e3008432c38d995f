"""Who applies, who leads, who takes part, for how long, and which required sections a plan has."""

from extractors.overview.extract import Overview, extract_overview

__all__ = ["Overview", "extract_overview"]
