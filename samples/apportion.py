"""Exact apportionment: whole units handed out by weight so that the parts always add up to the whole."""

from collections.abc import Sequence


def apportion(whole: int, weights: Sequence[int], step: int = 1) -> list[int]:
    """Split `whole` (a multiple of `step`) by weight into multiples of `step`; what is left goes to the largest rests.

    Raises:
        ValueError: `whole` is no multiple of `step`, or there is money and nobody to take it.
    """
    if whole % step:
        raise ValueError(f"{whole} is not a multiple of {step}")
    everything = sum(weights)
    if everything == 0:
        if whole:
            raise ValueError("nothing has a weight")
        return [0] * len(weights)
    units = whole // step
    shares = [units * weight // everything for weight in weights]
    rests = [units * weight % everything for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda i: (-rests[i], i))
    for i in by_rest[: units - sum(shares)]:
        shares[i] += 1
    return [share * step for share in shares]


def spread(amounts: Sequence[int], columns: Sequence[int], step: int = 1) -> list[list[int]]:
    """Fill a table whose row sums are `amounts` and whose column sums are `columns`, in proportion and in whole steps.

    Running totals are rounded, not single cells, and the largest column takes what its row has left; both sums hold.
    """
    whole = sum(columns)
    largest = max(range(len(columns)), key=lambda i: columns[i])
    rows: list[list[int]] = []
    before = [0] * len(columns)
    running = 0
    for amount in amounts:
        running += amount
        now = [running * column // (whole * step) * step if whole else 0 for column in columns]
        row = [upto - earlier for upto, earlier in zip(now, before, strict=True)]
        row[largest] += amount - sum(row)
        rows.append(row)
        before = now
    return rows
