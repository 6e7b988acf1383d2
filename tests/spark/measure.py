"""Rate of Spark with one and with two workers: `python -m tests.spark.measure FILE.jsonl.xz`.

Two Sparks of one and of two executors (one core each) stand side by side, warm and with the articles in memory. In each
round both do all articles, one after the other, so that what else the machine does hits both alike.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import statistics
import subprocess
import sys
import time

PARTITIONS = 16


def texts(path: str, count: int) -> list[str]:
    """The first articles of a file of JSON lines."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, count)]


def serve(workers: int, path: str, count: int) -> None:
    """Start a Spark; for each line on stdin do all articles and print the seconds."""
    from geoextract.integrations.spark import extract_column
    from tests.spark.session import session

    with session(workers) as spark:
        articles = spark.createDataFrame([(text,) for text in texts(path, count)], "text string")
        articles = articles.repartition(PARTITIONS).persist()
        articles.count()
        result = extract_column(articles, "text")
        for _ in itertools.chain(["first"], sys.stdin):
            before = time.perf_counter()
            result.write.format("noop").mode("overwrite").save()
            print(time.perf_counter() - before, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.file, options.documents)
        return
    drivers = {workers: _start(workers) for workers in (1, 2)}
    for driver in drivers.values():
        _seconds(driver)  # the first pass warms up
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(options.rounds):
        for workers, driver in drivers.items():
            rates[workers].append(options.documents / _round(driver))
        one, two = rates[1][-1], rates[2][-1]
        print(f"{one:.1f} {two:.1f} documents/s, {two / one:.2f} x, load {os.getloadavg()[0]:.1f}", flush=True)
    ratio = statistics.median(two / one for one, two in zip(rates[1], rates[2], strict=True))
    medians = [statistics.median(found) for found in rates.values()]
    print(f"median: {medians[0]:.1f} {medians[1]:.1f} documents/s, {ratio:.2f} x")
    for driver in drivers.values():
        driver.communicate()


def _start(workers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.spark.measure", *sys.argv[1:], "--serve", str(workers)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )


def _round(driver: subprocess.Popen[str]) -> float:
    assert driver.stdin
    driver.stdin.write("go\n")
    driver.stdin.flush()
    return _seconds(driver)


def _seconds(driver: subprocess.Popen[str]) -> float:
    assert driver.stdout
    return float(driver.stdout.readline())


if __name__ == "__main__":
    main()
