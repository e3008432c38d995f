"""Proposal and Call to Findings: rule kinds in code, rule instances in the call."""

from rules.evaluate import judge
from rules.packs.loader import call_folder, check_call, load_call
from rules.remedies import remedies

__all__ = ["call_folder", "check_call", "judge", "load_call", "remedies"]
