"""Blocks of docs/spark.md take the session of the Spark tests, which `getOrCreate` finds."""

from tests.spark.session import spark

__all__ = ["spark"]
