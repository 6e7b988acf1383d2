"""Arabic city names by English name, from the arwikicats package."""

from __future__ import annotations

from functools import cache

from gazetteer.builder.archive import read_json
from gazetteer.builder.gates import ascii_key, clean, is_strict


@cache
def city_names() -> dict[str, str]:
    """Returns the strict Arabic name by ASCII key; qualified keys hold ``name, qualifier``."""
    table = read_json("arwikicats", "ArWikiCats/jsons/cities/cities_full.json")
    names: dict[str, str] = {}
    for english, arabic in table.items():
        key = ", ".join(ascii_key(part) for part in english.split(","))
        name = clean(arabic)
        if is_strict(name):
            names.setdefault(key, name)
    return names
