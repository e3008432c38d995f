"""The call's criteria (평가 관점): which passages of a plan speak to each."""

from extractors.criteria.selection import find_criteria

__all__ = ["find_criteria"]
