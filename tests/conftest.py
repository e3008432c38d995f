"""What holds for every test: the examples that properties try, and how long Prefect's server may take to start."""

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

# Before anything imports Prefect, which reads its settings once.
set_defaults()
