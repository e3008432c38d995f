"""Money as a plan prints it: in won, 천원, 백만원 or 억원 with decimals."""

from decimal import ROUND_HALF_UP, Decimal

UNITS = {"원": 1, "천원": 1_000, "백만원": 1_000_000, "억원": 100_000_000}


def amount_text(krw: int, unit: str, decimals: int = 2, zero: str = "-") -> str:
    """The digits without the unit. 억원 has decimals; the others must come out even.

    Raises:
        ValueError: the amount is no whole number of the unit, so printing it would change it.
    """
    if krw == 0:
        return zero
    size = UNITS[unit]
    if unit == "억원":
        exact = Decimal(krw) / size
        return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    if krw % size:
        raise ValueError(f"{krw} is no whole number of {unit}")
    return f"{krw // size:,}"


def change_text(krw: int, unit: str, decimals: int = 2) -> str:
    """A difference, negative ones with △."""
    return f"△{amount_text(-krw, unit, decimals)}" if krw < 0 else amount_text(krw, unit, decimals)


def percent_text(part: int, whole: int) -> str:
    """A share with one decimal, rounded half up."""
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP))
