"""A real Spark of executor processes on this machine, which talks to nothing but the loopback interface."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
}


@contextmanager
def session(workers: int) -> Iterator[SparkSession]:
    """A Spark in local-cluster mode: a master and workers with one core and 1 GiB each."""
    from pyspark.sql import SparkSession

    with (
        TemporaryDirectory(prefix="spark-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("SPARK_HOME", str(_home(Path(folder, "home"))))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_DIRS", f"{folder}/local")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        for name in [name for name in os.environ if name.startswith("COV_CORE")]:
            patch.delenv(name)
        builder = SparkSession.builder.appName("geoextract").master(f"local-cluster[{workers},1,1024]")
        for name, value in {**SETTINGS, "spark.sql.warehouse.dir": f"{folder}/warehouse"}.items():
            builder = builder.config(name, value)
        spark = builder.getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        yield spark
        spark.stop()


def _home(folder: Path) -> Path:
    """A Spark home, with whose scripts local-cluster mode starts its executors, and in which it puts their folders.

    The package pyspark is one; links keep its own folder clean.
    """
    import pyspark

    folder.mkdir()
    for path in Path(pyspark.__file__).parent.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A Spark of two workers."""
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    with session(2) as made:
        yield made
