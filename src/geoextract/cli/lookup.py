"""`geoextract lookup`: the meanings of a name."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Final

from rich.text import Text

from geoextract.cli import DONE, SOME_FAILED
from geoextract.cli.console import choose, say, screen, warn
from geoextract.cli.sources import check_readable
from geoextract.gazetteer import Gazetteer, Match, Place
from geoextract.gazetteer.records import POLICIES, Entry
from geoextract.report.table import isolate, new_table, render
from geoextract.text.normalize import fold

FORMATS: Final = ("table", "jsonl")
_VERDICTS: Final = {
    "": "no other use is known",
    "never": "a common word, a place only behind a word such as 'city'",
    "trigger": "often a common word, a place where the context says so",
    "person": "often a person's name",
    "likely": "most often a place",
}


def run(name: str, *, format: str, policy: str, gazetteer: Sequence[str]) -> int:
    """Print all meanings of a name, or the place with an id; for an unknown name those that look like it.

    Returns:
        The exit code: 1 where the name is unknown.

    Raises:
        ConfigError: an unknown format or policy.
        UnknownPlaceError: what is no Arabic name is no id either.
    """
    choose("format", format, FORMATS)
    choose("policy", policy, POLICIES)
    for file in gazetteer:
        check_readable(file)
    places = Gazetteer.load(extra=gazetteer, policy=policy)  # type: ignore[arg-type]
    name = _as_utf8(name)
    matches, known = _matches(places, name)
    if format == "jsonl":
        for match in matches:
            say(_json(places, match))
    elif matches:
        say(_table(places, name, matches, known))
    if not known:
        warn(f"no place is called {name!r}" + ("; these names look like it" if matches else ""))
    return DONE if known else SOME_FAILED


def _as_utf8(argument: str) -> str:
    """An argument of the command line as the terminal sent it, also where the locale (`LC_ALL=C`) knows no UTF-8."""
    return argument if argument.isprintable() else os.fsencode(argument).decode("utf-8", "replace")


def _matches(places: Gazetteer, name: str) -> tuple[list[Match], bool]:
    if name in places:
        place = places[name]
        return [Match(place=place, form="name", name=place.name_ar or place.name, similarity=1, share=1)], True
    if not any("\u0600" <= letter <= "\u06ff" for letter in name):
        place = places[name.strip()]
        return [Match(place=place, form="name", name=place.name_ar or place.name, similarity=1, share=1)], True
    matches = places.lookup(name)
    return (matches, True) if matches else (places.search(name), False)


def _json(places: Gazetteer, match: Match) -> str:
    parents = [place.id for place in places.ancestors(match.place.id)]
    return json.dumps({**match.model_dump(mode="json"), "parents": parents}, ensure_ascii=False, separators=(",", ":"))


def _table(places: Gazetteer, name: str, matches: list[Match], known: bool) -> str:
    share = "share" if known else "like"
    table = new_table(share, "id", "type", "form", "arabic", "name", "parents", "why")
    for match in matches:
        number = match.share if known else match.similarity
        cells = (f"{number:.3f}", match.place.id, match.place.type, match.form, isolate(match.name), match.place.name)
        table.add_row(*map(Text, (*cells, _parents(places, match.place), _why(places, match))))
    entry = places.entry(fold(name)) if known else None
    return render(screen(), *([Text(_headline(name, entry))] if entry else []), table).rstrip("\n")


def _headline(name: str, entry: Entry) -> str:
    count = len(entry.senses)
    meanings = f"{count} meanings" if count > 1 else "1 meaning"
    prior = "" if entry.prior == 1 else f"; a place in {entry.prior:.0%} of its uses in news"
    return f"{isolate(name)}: {meanings}; {_VERDICTS[entry.verdict]}{prior}"


def _parents(places: Gazetteer, place: Place) -> str:
    return " > ".join(parent.name for parent in places.ancestors(place.id)) or "-"


def _why(places: Gazetteer, match: Match) -> str:
    """The prior of the meaning: ten to the power of its weight, beside those of the others, gives its share."""
    entry = places.entry(fold(match.name))
    senses = places.ranked(entry) if entry else ()
    sense = next((s for s in senses if s.place.id == match.place.id and s.form == match.form), None)
    if sense is None:
        return "asked for by id"
    people = f", {match.place.population:,} inhabitants" if match.place.population else ""
    capital = f", capital of {match.place.capital_of}" if match.place.capital_of else ""
    return f"weight {sense.weight:.2f} (importance {sense.place.importance:.2f}{people}{capital})"
