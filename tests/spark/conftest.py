"""The session of `session.py` for the tests beside it."""

from tests.spark.session import spark

__all__ = ["spark"]
