"""How the cost grows with the length of a plan: the exponent of the power of the length that fits best."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.whole_job.long_plans import PROGRAMMES_OF_100_PAGES, long_plan, made
from benchmarks.whole_job.stages import FileCost, cost_of
from flows.plan_job import PlanJob

TIMES = (0.25, 0.5, 1.0, 2.0, 4.0)
STAGES: dict[str, Callable[[FileCost], float]] = {
    "reading": lambda cost: cost.reading.cpu,
    "after reading": lambda cost: cost.after_reading.cpu,
    "whole": lambda cost: cost.whole.cpu,
}


@dataclass(frozen=True)
class Growth:
    """The costs of one format's plans by their length, in hundreds of pages."""

    file_format: str
    lengths: tuple[float, ...]
    costs: tuple[FileCost, ...]

    def exponent(self, stage: str) -> float:
        """1.0 where twice the plan takes twice the time."""
        return fitted_exponent(self.lengths, [STAGES[stage](cost) for cost in self.costs])


def growth_of(job: PlanJob, file_format: str, times: Sequence[float] = TIMES, runs: int = 2) -> Growth:
    """The best of some runs for each length: what else the machine does only ever adds."""
    costs = []
    for length in times:
        data = made(long_plan(round(PROGRAMMES_OF_100_PAGES * length)), file_format)
        name = f"{length:g} x.{file_format}"
        costs.append(_best(cost_of(job, name, data, with_peer=False) for _ in range(runs)))
    return Growth(file_format, tuple(times), tuple(costs))


def fitted_exponent(lengths: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the straight line through the logarithms, by least squares.

    Raises:
        ValueError: there are not two different lengths, or something took no time.
    """
    xs, ys = [math.log(each) for each in lengths], [math.log(each) for each in seconds]
    x_mean, y_mean = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    spread = math.fsum((x - x_mean) ** 2 for x in xs)
    if not spread:
        raise ValueError("one length alone has no growth")
    return math.fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / spread


def _best(costs: Iterable[FileCost]) -> FileCost:
    return min(costs, key=lambda cost: cost.whole.cpu)
