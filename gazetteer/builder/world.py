"""Merges the validated rows into places with names: ids renamed, fields merged, references checked."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gazetteer.builder.models import (
    CapitalRow,
    DemonymFormRow,
    DemonymRow,
    DisputeRow,
    NameRow,
    PlaceRow,
    SameAsRow,
    SpanRow,
)
from gazetteer.builder.tables import DUPLICATES, BuildError, Tables
from geoextract.gazetteer.forms import Form, inflect, with_article
from geoextract.gazetteer.weights import BASE_IMPORTANCE as BASE_IMPORTANCE
from geoextract.text.normalize import fold

_EXTERNAL = ("geonames:", "wikidata:")
EDITORS = "hand"
"""The source key of the editors' own knowledge; never enough for an external id."""

CAPITAL_BONUS = 1.3
SEAT_BONUS = 0.6
DIVISION_SEAT_BONUS = 0.6
"""Seats of first-level divisions are better known than their size says (Geneva in Switzerland against Geneva in
Illinois)."""
KIND_PENALTY = {
    "old": 0.7,
    "generated": 0.5,
    "abbreviation": 0.3,
    "variant": 0.05,
    "press": 0.05,
    "official": 0.0,
    "typed": 0.1,
    "namesake": 2.0,
}
"""What a name loses by its kind; a district's name that is a smaller town's in the same country is a `namesake`."""


@dataclass
class World:
    """Everything that the artifact says, before it is encoded."""

    places: dict[str, PlaceRow] = field(default_factory=dict)
    same_as: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    demonyms: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    capital_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    disputes: dict[str, DisputeRow] = field(default_factory=dict)
    spans: dict[str, SpanRow] = field(default_factory=dict)
    districts: set[str] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)
    vocalized: dict[tuple[str, str], str] = field(default_factory=dict)
    fame: dict[tuple[str, str], float] = field(default_factory=dict)

    def importance(self, place: PlaceRow) -> float:
        """Prior weight of a place: its type, or for a city the decimal logarithm of its population, and its office."""
        weight = BASE_IMPORTANCE[place.type]
        if place.type == "city":
            weight = math.log10(max(place.population or 0, 200))
            if place.id in self.districts:
                weight = min(weight, 4.0) - 0.5
            elif place.id in self.seats:
                weight += DIVISION_SEAT_BONUS
        if place.id in self.capital_of:
            weight += CAPITAL_BONUS if self.capital_of[place.id][1] == "capital" else SEAT_BONUS
        return round(weight, 2)


def build(tables: Tables) -> World:
    """Merge the tables.

    Raises:
        BuildError: dangling references, cycles of parents, ids without a source, heads that do not inflect.
    """
    renamed = _proven_ids(tables)
    world = World(districts=set(tables.districts), seats=set(tables.seats))
    findings: list[str] = []
    _merge_places(world, tables, renamed, findings)
    _merge_facts(world, tables, renamed, findings)
    _merge_names(world, tables, renamed, findings)
    findings.extend(_duplicate_findings(world, tables))
    _mark_namesakes(world)
    _merge_demonyms(world, tables, renamed, findings)
    _merge_vocalized(world, tables, renamed, findings)
    _merge_fame(world, tables, renamed, findings)
    findings.extend(_reference_findings(world))
    if findings:
        raise BuildError("\n".join(findings))
    return world


def _proven_ids(tables: Tables) -> dict[str, str]:
    """Places known by a slug take the Wikidata id that a source proves."""
    return {
        row.place_id: f"wikidata:{row.value}"
        for row in tables.of(SameAsRow)
        if row.scheme == "wikidata" and row.place_id.startswith("geoextract:") and row.source != EDITORS
    }


def _merge_places(world: World, tables: Tables, renamed: dict[str, str], findings: list[str]) -> None:
    for row in tables.of(PlaceRow):
        if row.id.startswith(_EXTERNAL) and row.source == EDITORS:
            findings.append(f"{row.id}: an external id needs a source other than {EDITORS!r}")
        place_id = renamed.get(row.id, row.id)
        row = row.model_copy(update={"id": place_id, "parent": renamed.get(row.parent, row.parent)})
        known = world.places.get(place_id)
        world.places[place_id] = row if known is None else _fill(known, row)
        if row.name_ar:
            world.names[place_id].append((row.name_ar, "variant" if known and known.name_ar else "short"))


def _fill(known: PlaceRow, other: PlaceRow) -> PlaceRow:
    """The first row of a place counts; later ones fill what it leaves empty."""
    update = {
        name: getattr(other, name)
        for name in ("parent", "country", "latitude", "longitude", "population", "name_ar")
        if getattr(known, name) in ("", None)
    }
    if len(known.parent) == 2 and len(other.parent) > 2 and other.parent.startswith(known.parent + "-"):
        update["parent"] = other.parent  # the subdivision says more than the country
    aliases = [*known.aliases_en, other.name_en, *other.aliases_en]
    update["aliases_en"] = tuple(dict.fromkeys(a for a in aliases if a != known.name_en))
    return known.model_copy(update=update)


def _merge_facts(world: World, tables: Tables, renamed: dict[str, str], findings: list[str]) -> None:
    for row in tables.of(SameAsRow):
        if row.source == EDITORS:
            findings.append(f"{row.place_id}: {row.scheme} {row.value} needs a source other than {EDITORS!r}")
        world.same_as[renamed.get(row.place_id, row.place_id)].setdefault(row.scheme, row.value)
    for place_id in list(world.places):
        scheme, _, value = place_id.partition(":")
        if value and scheme != "geoextract":
            world.same_as[place_id].setdefault(scheme, value)
    for capital in sorted(tables.of(CapitalRow), key=lambda row: row.role):
        world.capital_of.setdefault(capital.city_id, (renamed.get(capital.place_id, capital.place_id), capital.role))
    for dispute in tables.of(DisputeRow):
        world.disputes[renamed.get(dispute.place_id, dispute.place_id)] = dispute
    for span in tables.of(SpanRow):
        successors = tuple(renamed.get(s, s) for s in span.successors)
        world.spans[renamed.get(span.place_id, span.place_id)] = span.model_copy(update={"successors": successors})


def _merge_names(world: World, tables: Tables, renamed: dict[str, str], findings: list[str]) -> None:
    for row in tables.of(NameRow):
        place_id = renamed.get(row.place_id, row.place_id)
        if place_id in world.places:
            world.names[place_id].append((row.name, row.kind))
        else:
            findings.append(f"{row.place_id}: the name {row.name} belongs to no place")


def _duplicate_findings(world: World, tables: Tables) -> Iterator[str]:
    """Places of one type and parent with one name, or parts of a country with one name, that review does not know.

    Towns of different divisions may share a name; a division may share its name with another type.
    """
    if tables.duplicates is None:
        return
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place in world.places.values():
        if place.country and place.name_ar:
            around = place.parent if place.type in ("city", "admin2") else place.country
            groups[place.type, around, fold(place.name_ar)].append(place.id)
    found = {" ".join(sorted(ids)): key for key, ids in groups.items() if len(ids) > 1}
    for ids, (_, around, name) in sorted(found.items()):
        if ids not in tables.duplicates:
            yield f"{ids}: the name {name} stands for each of them in {around}; known ones are in hand/{DUPLICATES}"


def _mark_namesakes(world: World) -> None:
    """Second-level divisions that are called like a smaller town of their country stand behind it all the same."""
    towns: dict[tuple[str, str], float] = {}
    for place in world.places.values():
        if place.type == "city":
            for surface, _ in world.names.get(place.id, ()):
                key = place.country, fold(surface)
                towns[key] = max(towns.get(key, 0.0), world.importance(place))
    for place in world.places.values():
        if place.type == "admin2" and place.id in world.names:
            weight = world.importance(place)
            world.names[place.id] = [
                (surface, "namesake" if towns.get((place.country, fold(surface)), weight + 1) <= weight else kind)
                for surface, kind in world.names[place.id]
            ]


def _merge_demonyms(world: World, tables: Tables, renamed: dict[str, str], findings: list[str]) -> None:
    for row in tables.of(DemonymRow):
        place_id = renamed.get(row.place_id, row.place_id)
        if place_id not in world.places:
            findings.append(f"{row.place_id}: the demonym {row.head} belongs to no place")
            continue
        try:
            world.demonyms[place_id].extend(inflect(row.head, row.pattern))
        except ValueError as error:
            findings.append(f"{row.place_id}: {row.head}: {error}")
    for irregular in tables.of(DemonymFormRow):
        place_id = renamed.get(irregular.place_id, irregular.place_id)
        if place_id not in world.places:
            findings.append(f"{irregular.place_id}: the demonym {irregular.form} belongs to no place")
            continue
        code = {"du": "d", "pl": "p", "collective": "p"}.get(irregular.number, irregular.gender or "m")
        world.demonyms[place_id].extend(with_article(irregular.form, code))


def _merge_vocalized(world: World, tables: Tables, renamed: dict[str, str], findings: list[str]) -> None:
    """Spellings with harakat by place and key; each has to be the spelling of a name that the place has."""
    for row in tables.vocalized:
        place_id, key = renamed.get(row.place_id, row.place_id), fold(row.vocalized)
        if any(fold(surface) == key for surface, _ in world.names.get(place_id, ())):
            world.vocalized[place_id, key] = row.vocalized
        else:
            findings.append(f"{row.place_id}: the place has no name that is vocalized as {row.vocalized}")


def _merge_fame(world: World, tables: Tables, renamed: dict[str, str], findings: list[str]) -> None:
    """Reviewed corrections of priors by place and key, of names as well as of demonyms."""
    for row in tables.fame:
        place_id, key = renamed.get(row.place_id, row.place_id), fold(row.name)
        surfaces = [surface for surface, _ in world.names.get(place_id, ())]
        surfaces += [form.surface for form in world.demonyms.get(place_id, ())]
        if any(fold(surface) == key for surface in surfaces):
            world.fame[place_id, key] = row.weight
        else:
            findings.append(f"{row.place_id}: the place has no name or demonym {row.name} whose fame could be told")


def _reference_findings(world: World) -> Iterator[str]:
    places = world.places
    for place in places.values():
        if place.parent and place.parent not in places:
            yield f"{place.id}: its parent {place.parent} is no place"
        if place.country and place.country not in places:
            yield f"{place.id}: its country {place.country} is no place"
        if _has_cycle(place.id, places):
            yield f"{place.id}: its parents form a cycle"
    yield from _dangling("capital", [(c, (p,)) for c, (p, _) in world.capital_of.items()], places)
    yield from _dangling("capital", [(p, (c,)) for c, (p, _) in world.capital_of.items()], places)
    yield from _dangling("dispute", [(d, ()) for d in world.disputes], places)
    yield from _dangling("span", [(s, span.successors) for s, span in world.spans.items()], places)
    yield from _dangling("same_as", [(place_id, ()) for place_id in world.same_as], places)


def _dangling(what: str, rows: Iterable[tuple[str, tuple[str, ...]]], places: dict[str, PlaceRow]) -> Iterator[str]:
    for place_id, others in rows:
        for wanted in (place_id, *others):
            if wanted not in places:
                yield f"{place_id}: {what}: {wanted} is no place"


def _has_cycle(place_id: str, places: dict[str, PlaceRow]) -> bool:
    seen = {place_id}
    current = places[place_id].parent
    while current in places:
        if current in seen:
            return True
        seen.add(current)
        current = places[current].parent
    return False
