"""Builds the packaged artifact from the source tables; needs no network, and the same tables give the same bytes."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gazetteer.builder import report
from gazetteer.builder.models import DemonymRow, HomographRow, NameRow, PlaceRow
from gazetteer.builder.sources import load_sources
from gazetteer.builder.tables import ROOT, BuildError, Tables, load
from gazetteer.builder.world import BASE_IMPORTANCE, KIND_PENALTY, World, build
from geoextract.gazetteer.artifact import write
from geoextract.gazetteer.gazetteer import FORMAT, PACKAGED
from geoextract.gazetteer.lexicon import CLASSES, MAQSURA
from geoextract.gazetteer.weights import ADVERB_PENALTY, BARE_PENALTY, DEMONYM_WEIGHT, FAMOUS, WELL_KNOWN
from geoextract.mentions.words import TRAP
from geoextract.text.chars import ALIF_MAQSURA
from geoextract.text.clitics import ARTICLE, readings
from geoextract.text.normalize import FOLD_VERSION, fold
from geoextract.text.vocalization import has_marks

DOUBTED_TOWN = 2.5
"""How far a town that review doubts falls behind a demonym that is spelt alike."""
PHRASE = "phrase"
"""Lexicon class of fixed phrases that only look like a name."""
DESIGNATOR = "designator"
"""Lexicon class of the generic words that the annotation guide keeps out of a mention."""
DATA_VERSION = "2026.11"
AMBIGUITIES = ROOT / "ambiguities.tsv"
LARGE = 100_000
"""Population from which every city of the world is wanted."""


@dataclass(frozen=True)
class Posting:
    """A meaning of a key before it is encoded."""

    place_id: str
    code: str
    weight: float
    surface: str
    vocalized: str = ""


def postings(world: World) -> dict[str, list[Posting]]:
    """Every key with its meanings, the likeliest first."""
    found: dict[str, dict[tuple[str, str], Posting]] = defaultdict(dict)
    for place_id, names in world.names.items():
        importance = world.importance(world.places[place_id])
        for surface, kind in names:
            key = fold(surface)
            weight = round(importance - KIND_PENALTY.get(kind, 0.0) + world.fame.get((place_id, key), 0.0), 2)
            marked = world.vocalized.get((place_id, key), surface if has_marks(surface) else "")
            _keep_best(found[key], Posting(place_id, "n", weight, surface, marked))
    for place_id, forms in world.demonyms.items():
        importance = world.importance(world.places[place_id]) - DEMONYM_WEIGHT
        for form in forms:
            key = fold(form.surface)
            penalty = ADVERB_PENALTY if form.code == "a" else 0.0
            weight = round(importance - penalty + world.fame.get((place_id, key), 0.0), 2)
            marked = form.surface if has_marks(form.surface) else ""
            _keep_best(found[key], Posting(place_id, "d" + form.code, weight, form.surface, marked))
    found.pop("", None)
    return {key: sorted(p.values(), key=lambda p: (-p.weight, p.place_id, p.code)) for key, p in sorted(found.items())}


def _keep_best(known: dict[tuple[str, str], Posting], posting: Posting) -> None:
    slot = (posting.place_id, posting.code[0])
    better = slot not in known or known[slot].weight < posting.weight
    if better or (has_marks(posting.surface) and not has_marks(known[slot].surface)):
        known[slot] = posting


def _prefer_demonyms(found: dict[str, list[Posting]], judged: dict[str, tuple[str, float]], world: World) -> None:
    """Where a doubted name of a town is also a demonym of a state or region, the doubt is about the town.

    The demonym goes first.
    """
    for key, (verdict, _) in list(judged.items()):
        meanings = found.get(key, [])
        demonyms = [p for p in meanings if p.code[0] == "d" and world.places[p.place_id].type != "city"]
        if verdict == "likely" or not demonyms or meanings[0].code[0] == "d" or meanings[0].weight >= FAMOUS:
            continue
        rest = [replace(p, weight=round(p.weight - DOUBTED_TOWN, 2)) for p in meanings if p not in demonyms]
        found[key] = sorted([*demonyms, *rest], key=lambda p: (-p.weight, p.place_id, p.code))
        judged[key] = "likely", 0.8


def _join_bare_meanings(found: dict[str, list[Posting]], cut: dict[str, str]) -> None:
    """`District of X` may be any X: the bare meanings follow those that sources give with the generic word."""
    for key, ends in cut.items():
        lead, trail = (int(count) for count in ends.split(":"))
        words = key.split(" ")
        bare = found[" ".join(words[lead : len(words) - trail])]
        known = {p.place_id for p in found[key]}
        surface = found[key][0].surface
        others = [
            replace(p, weight=round(p.weight - BARE_PENALTY, 2), surface=surface)
            for p in bare
            if p.place_id not in known
        ]
        joined = [*found[key], *(p for p in others if p.code == "n")]
        found[key] = sorted(joined, key=lambda p: (-p.weight, p.place_id, p.code))


def trims(found: dict[str, list[Posting]], tables: Tables) -> dict[str, str]:
    """Names with a generic word at either end whose bare name is known as well (`governorate of X`, `X the capital`).

    In a text the generic word stays outside of the mention, but it says which X is meant.

    Returns:
        Key -> `lead:trail`, the number of words to leave out at either end.
    """
    announcing = {fold(r.word) for r in tables.lexicon if r.word_class == DESIGNATOR}
    found_trims = {}
    for key in found:
        words = key.split(" ")
        if len(words) < 2:
            continue
        lead = words[0] in announcing and not words[0].startswith(ARTICLE) and " ".join(words[1:]) in found
        trail = words[-1] in announcing and words[-1].startswith(ARTICLE) and " ".join(words[:-1]) in found
        if lead or trail:
            found_trims[key] = f"{int(lead)}:{int(trail and not lead)}"
    return found_trims


def verdicts(rows: Sequence[HomographRow]) -> dict[str, tuple[str, float]]:
    """Reviewed homographs by key; the strictest row of a key counts."""
    strictness = {"never": 0, "person": 1, "trigger": 2, "likely": 3}
    found: dict[str, tuple[str, float]] = {}
    for row in sorted(rows, key=lambda r: -strictness[r.verdict]):
        found[fold(row.surface)] = (row.verdict, row.prior if row.prior is not None else 1.0)
    return found


def automatic_verdict(meanings: Sequence[Posting], codes: str) -> tuple[str, float] | None:
    """What the word lists say of a single-word name that no reviewed row covers.

    Large places are frequent words by themselves, so only function words count against them.

    Args:
        meanings: the meanings of the key, the likeliest first.
        codes: lexicon classes of the key.
    """
    first = meanings[0]
    if first.code != "n" or " " in first.surface:
        return None
    if first.weight >= FAMOUS:
        return None
    if CLASSES["function"] in codes:
        return "never", 0.02
    if first.weight >= WELL_KNOWN:
        return None
    if CLASSES["given"] in codes or CLASSES["listed_given"] in codes:
        return "person", 0.15
    if CLASSES["frequent"] in codes:
        return "trigger", 0.15
    if CLASSES["listed_surname"] in codes or CLASSES["surname"] in codes:
        return "person", 0.35
    if CLASSES["dictionary_name"] in codes:
        return "person", 0.5
    return ("trigger", 0.4) if CLASSES["common"] in codes else None


def automatic_traps(found: dict[str, list[Posting]], words: dict[str, str]) -> list[str]:
    """Words that look like a proclitic before a name but are commoner than the name itself: nobody means the name.

    Args:
        found: meanings by key.
        words: lexicon classes by key.
    """
    traps = []
    for word, codes in words.items():
        hosts = [r.host for r in readings(word)[1:] if r.host in found]
        minor = [host for host in hosts if found[host][0].weight < FAMOUS]
        if len(minor) == len(hosts) and any(_commonness(codes) > _commonness(words.get(host, "")) for host in minor):
            traps.append(word)
    return traps


def _commonness(codes: str) -> int:
    levels = [int(code) for code in codes if code.isdigit()]
    return max(levels, default=0)


def heads(keys: Sequence[str]) -> dict[str, int]:
    """First word of every name of several words -> the most words that such a name has."""
    longest: dict[str, int] = {}
    for key in keys:
        first, space, _ = key.partition(" ")
        if space:
            longest[first] = max(longest.get(first, 1), key.count(" ") + 1)
    return dict(sorted(longest.items()))


def lexicon(tables: Tables) -> dict[str, str]:
    """Context words by key with the codes of their classes; traps carry `!`.

    Phrases are left out: words are looked up alone.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables.lexicon:
        if row.word_class not in CLASSES:
            raise BuildError(
                f"lexicon: the class {row.word_class!r} of {row.word} is not in geoextract.gazetteer.lexicon"
            )
        code = CLASSES[row.word_class]
        if " " not in row.word:
            found[fold(row.word)].add(code.translate(MAQSURA) if row.word.endswith(ALIF_MAQSURA) else code)
    for word in tables.clitic_traps:
        found[fold(word)].add(TRAP)
    return {key: "".join(sorted(codes)) for key, codes in sorted(found.items())}


def place_rows(world: World) -> tuple[list[str], dict[str, int]]:
    """The encoded rows of all places, sorted by type and id, and the row number of each id."""
    order = sorted(world.places, key=lambda i: (list(BASE_IMPORTANCE).index(world.places[i].type), i))
    return [_encode_place(world, world.places[i]) for i in order], {place_id: n for n, place_id in enumerate(order)}


def _encode_place(world: World, place: PlaceRow) -> str:
    dispute = world.disputes.get(place.id)
    iso = dispute.iso if dispute else place.country
    same = world.same_as.get(place.id, {})
    return "\t".join(
        [
            place.id,
            place.type,
            place.parent,
            iso,
            _policy_cell(iso, dispute.un if dispute else iso),
            _policy_cell(iso, dispute.de_facto if dispute else iso),
            _trim(place.latitude),
            _trim(place.longitude),
            str(place.population or ""),
            f"{world.importance(place):g}",
            place.name_en,
            place.name_ar,
            "|".join(place.aliases_en),
            "|".join(f"{scheme}={same[scheme]}" for scheme in sorted(same)),
            world.capital_of.get(place.id, ("", ""))[0],
            _extra(world, place),
        ]
    )


def _policy_cell(iso: str, code: str) -> str:
    return "" if code == iso else code or "-"


def _trim(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _extra(world: World, place: PlaceRow) -> str:
    extra: dict[str, object] = {}
    if dispute := world.disputes.get(place.id):
        extra |= {"claimed_by": dispute.claimed_by, "administered_by": dispute.administered_by}
    if span := world.spans.get(place.id):
        extra |= {"start_year": span.start_year, "end_year": span.end_year, "successors": span.successors}
    kept = {key: value for key, value in extra.items() if value not in (None, ())}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


def _encode_entry(
    key: str, meanings: list[Posting], verdict: tuple[str, float] | None, rows: dict[str, int], cut: str
) -> str:
    surface = meanings[0].surface
    name, prior = verdict or ("", 1.0)
    encoded = ",".join(
        f"{rows[p.place_id]}:{p.code}:{p.weight:g}" + (f":{p.vocalized}" if p.vocalized else "") for p in meanings
    )
    return "\t".join(["" if surface == key else surface, name, "" if prior == 1 else f"{prior:g}", cut, encoded])


def ambiguity_lines(found: dict[str, list[Posting]], world: World) -> list[str]:
    """One line for each key that stands for several places: the reviewed file of all ambiguities."""
    lines = ["key_places\tsurface"]
    for meanings in found.values():
        if len({p.place_id for p in meanings}) > 1:
            places = " ".join(f"{p.place_id}({p.code},{p.weight:g})" for p in meanings)
            lines.append(f"{places}\t{meanings[0].surface}")
    return lines


def compile_artifact(tables: Tables, target: Path, ambiguities: Path | None = None) -> dict[str, object]:
    """Build the artifact from validated tables and write it.

    Args:
        tables: the source tables.
        target: the artifact.
        ambiguities: where to list all ambiguities; None for nowhere.

    Returns:
        The manifest (also the artifact's header).
    """
    world = build(tables)
    found = postings(world)
    rows, index = place_rows(world)
    words = lexicon(tables)
    for word in automatic_traps(found, words):
        words[word] = "".join(sorted({*words.get(word, ""), TRAP}))
    words = dict(sorted(words.items()))
    judged = {k: v for k, p in found.items() if (v := automatic_verdict(p, words.get(k, "")))}
    judged |= {key: ("trigger", 0.1) for key in map(fold, tables.generated_homographs) if key in found}
    judged |= verdicts(tables.homographs)
    _prefer_demonyms(found, judged, world)
    cut = trims(found, tables)
    _join_bare_meanings(found, cut)
    phrases = sorted({fold(r.word) for r in tables.lexicon if r.word_class == PHRASE} - set(found))
    sections = {
        "places": "\n".join(rows),
        "keys": "\n".join(found),
        "entries": "\n".join(_encode_entry(k, p, judged.get(k), index, cut.get(k, "")) for k, p in found.items()),
        "heads": "\n".join(f"{word}\t{count}" for word, count in heads([*found, *phrases]).items()),
        "phrases": "\n".join(phrases),
        "lexicon": "\n".join(f"{word}\t{codes}" for word, codes in words.items()),
    }
    manifest = _manifest(world, found, sections) | {
        "sources": dict(sorted(tables.sources.items())),
        "coverage": coverage(world, tables),
    }
    write(target, manifest, sections)
    if ambiguities is not None:
        ambiguities.write_text("\n".join(ambiguity_lines(found, world)) + "\n", encoding="utf-8")
    return manifest


def coverage(world: World, tables: Tables) -> dict[str, int]:
    """Counts of what the layers hold, for the manifest and the table in docs/gazetteer.md."""
    named = [place for place in world.places.values() if world.names.get(place.id)]
    cities = [place for place in named if place.type == "city"]
    counts = {
        "iso3166_1": sum(len(place.id) == 2 for place in named),
        "iso3166_2_first_level": sum(place.type == "admin1" for place in named),
        "admin2": sum(place.type == "admin2" for place in named),
        "cities": len(cities),
        "cities_over_100000": sum((place.population or 0) >= LARGE for place in cities),
        "city_districts": len(world.districts),
        "city_demonym_heads": sum(world.places[i].type == "city" for i in world.demonyms),
        "demonym_heads": len(tables.of(DemonymRow)),
        "generated_names": sum(row.kind == "generated" for row in tables.of(NameRow)),
        "reviewed_homographs": len(tables.homographs),
        "vocalized_names": len(world.vocalized),
    }
    counts |= {
        f"{kind}_places": sum(p.type == kind for p in named) for kind in ("region", "bloc", "historical", "physical")
    }
    return dict(sorted({**counts, "disputed_places": len(world.disputes), "dated_states": len(world.spans)}.items()))


def _manifest(world: World, found: dict[str, list[Posting]], sections: dict[str, str]) -> dict[str, object]:
    digest = hashlib.sha256("".join(sections.values()).encode("utf-8")).hexdigest()[:8]
    types = Counter(place.type for place in world.places.values())
    return {
        "name": "gazetteer",
        "format": FORMAT,
        "fold_version": FOLD_VERSION,
        "version": f"{DATA_VERSION}+{digest}",
        "places": dict(sorted(types.items())),
        "places_named": dict(sorted(Counter(p.type for i, p in world.places.items() if world.names.get(i)).items())),
        "keys": len(found),
        "name_keys": sum(any(p.code == "n" for p in meanings) for meanings in found.values()),
        "demonym_keys": sum(any(p.code[0] == "d" for p in meanings) for meanings in found.values()),
        "ambiguous_keys": sum(len({p.place_id for p in meanings}) > 1 for meanings in found.values()),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Compile; returns 1 and prints the findings when the tables are not in order."""
    parser = argparse.ArgumentParser(prog="gazetteer.builder compile", description=__doc__)
    parser.add_argument("--output", type=Path, default=PACKAGED, help="the artifact to write")
    parser.add_argument("--without", metavar="SOURCE", action="append", default=[], help="leave this source's rows out")
    options = parser.parse_args(argv)
    if unknown := sorted(set(options.without) - set(load_sources())):
        parser.error(f"unknown sources {unknown}; known: {sorted(load_sources())}")
    listed = AMBIGUITIES if options.output == PACKAGED else None
    try:
        manifest = compile_artifact(load(disabled=frozenset(options.without)), options.output, listed)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    text = json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if options.output == PACKAGED:
        (ROOT / "manifest.json").write_text(text, encoding="utf-8")
        report.refresh(manifest)
    sys.stdout.write(text)
    return 0


__all__ = ["ADVERB_PENALTY", "DEMONYM_WEIGHT", "FAMOUS", "WELL_KNOWN", "compile_artifact", "main", "postings"]
