"""The agency's list of arrivals (접수대장): bytes to rows (`tables`), cells to moments (`times`), rows to receipts."""

from flows.receipts.lists import LOCK_NAME, NO_RECEIPTS, RECEIPTS_NAMES, Receipts, composed, parse_receipts

__all__ = ["LOCK_NAME", "NO_RECEIPTS", "RECEIPTS_NAMES", "Receipts", "composed", "parse_receipts"]
