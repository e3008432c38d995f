"""Every run tries the same examples; `pytest --hypothesis-profile explore` looks for new ones."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", parent=settings.get_profile("default"), print_blob=True)
settings.load_profile("same")
