"""Proposal and Call to Findings: rule kinds in code, rule instances in the call."""
