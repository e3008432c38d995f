"""What holds for every test: the examples that properties try, what a test may spend, and Prefect's settings."""

import gc
import os

from hypothesis import HealthCheck, settings

from flows.orchestration.settings import set_defaults

# No property may fail by the clock: a busy machine is slower by any factor. Fixtures of a function are read-only here,
# or write a file anew for each example.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
# Every run tries the same examples; `pytest --hypothesis-profile explore` looks for new ones.
settings.register_profile("same", parent=settings.get_profile("untimed"), derandomize=True)
settings.register_profile("explore", parent=settings.get_profile("untimed"), print_blob=True)
settings.load_profile("same")

# Before anything imports NumPy, whose threads wait for each other by spinning: two workers have two cores already.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

# Whole documents are built and dropped test by test; looking through them for cycles cost a fifteenth of the run.
gc.set_threshold(100_000, 50, 100)

# Before anything imports Prefect, which reads its settings once.
set_defaults()
