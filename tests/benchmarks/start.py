"""Fresh processes: from import to the first result, memory after load, a second load."""

from __future__ import annotations

from typing import Final

from tests.benchmarks import texts
from tests.benchmarks.document import Table, cores, times
from tests.benchmarks.timing import fresh_processes

_MEMORY: Final = """
def rss():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
"""
_OURS: Final = """
import json, time
began = time.perf_counter()
import geoextract
geoextract.extract({text!r})
first = time.perf_counter() - began
loaded = rss()
began = time.perf_counter()
geoextract.load()
print(json.dumps({{"seconds": first, "rss": loaded, "second": time.perf_counter() - began}}))
"""
_SPACY: Final = """
import json, time
began = time.perf_counter()
import spacy
print(json.dumps({"seconds": time.perf_counter() - began, "rss": rss()}))
"""
_BARE: Final = """
import json
print(json.dumps({"rss": rss()}))
"""
_PYDANTIC: Final = """
import json, time
began = time.perf_counter()
import pydantic
class Model(pydantic.BaseModel): pass
print(json.dumps({"seconds": time.perf_counter() - began, "rss": rss()}))
"""


def table() -> Table:
    """Start and memory as ratios and MiB."""
    text = texts.articles()[0][:1000]
    found = fresh_processes(
        {
            "geoextract": _MEMORY + _OURS.format(text=text),
            "spacy": _MEMORY + _SPACY,
            "pydantic": _MEMORY + _PYDANTIC,
            "bare": _MEMORY + _BARE,
        }
    )
    ours, spacy = found["geoextract"], found["spacy"]
    rows = (
        ("import to first result, of `import spacy`", "at most 0.25 x", times(ours["seconds"] / spacy["seconds"])),
        ("the part of it that is `import pydantic`", "", times(found["pydantic"]["seconds"] / spacy["seconds"])),
        ("memory after load and one article", "at most 150 MiB", f"{ours['rss']:.0f} MiB"),
        ("memory after `import spacy`", "", f"{spacy['rss']:.0f} MiB"),
        ("memory of an empty interpreter", "", f"{found['bare']['rss']:.0f} MiB"),
        ("second load in the same process, of the first", "", f"{ours['second'] / ours['seconds']:.2%}"),
        ("second load takes at most a millisecond", "yes", "yes" if ours["second"] <= 1e-3 else "no"),
    )
    note = f"Fresh processes, medians of interleaved rounds, {cores()}."
    return Table(("what", "wanted", "measured"), rows, note)
