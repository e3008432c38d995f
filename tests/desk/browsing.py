"""Starlette's client for tests, without the warning that it gives when it is imported."""

import warnings

with warnings.catch_warnings():
    # It asks for another HTTP client than the one that everybody else here uses.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

__all__ = ["TestClient"]
