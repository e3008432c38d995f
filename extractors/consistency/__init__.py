"""What a document prints twice, or leaves empty: read here, held against each other by the rules."""

from extractors.consistency.collect import find_statements

__all__ = ["find_statements"]
