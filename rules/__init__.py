"""Proposal and Call to Findings: rule kinds in code, rule instances in the call."""

from rules.call_pack import call_folder, check_call, load_call
from rules.judging import judge
from rules.what_if import what_if

__all__ = ["call_folder", "check_call", "judge", "load_call", "what_if"]
