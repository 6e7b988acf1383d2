"""The gazetteer: names to places, places by id, containment, exact and fuzzy look-up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geoextract.errors import ConfigError, GazetteerError, UnknownPlaceError
from geoextract.gazetteer.artifact import read
from geoextract.gazetteer.place import Match, Place
from geoextract.gazetteer.records import (
    POLICIES,
    Entry,
    PlaceRecord,
    Policy,
    Sense,
    parse_details,
    parse_place,
)
from geoextract.gazetteer.weights import BARE_PENALTY
from geoextract.text.normalize import FOLD_VERSION, fold

if TYPE_CHECKING:
    from geoextract.gazetteer.fuzzy import NameIndex

FORMAT: Final = 1
SEARCHED: Final = 4
"""Fuzzy search looks at so many names for one answer: the names of one place resemble each other."""
PACKAGED: Final = Path(__file__).parents[1] / "data" / "gazetteer.bin"


def shares(senses: Iterable[Sense]) -> list[float]:
    """Prior probabilities of the meanings of one surface: proportional to ten to the power of their weights."""
    weights = [10.0**sense.weight for sense in senses]
    total = sum(weights) or 1.0
    return [weight / total for weight in weights]


class Gazetteer:
    """All places and their Arabic names. Immutable; share one between threads.

    Use `Gazetteer.load()`. Rows are decoded on first use, so a process pays only for the places that its texts mention.
    """

    def __init__(self, header: dict[str, object], sections: dict[str, str], policy: Policy = "iso") -> None:
        """Take the sections of an artifact (see `load`)."""
        self.policy: Policy = policy
        self._header = header
        self._rows = sections["places"].split("\n")
        self._packed = dict(zip(sections["keys"].split("\n"), sections["entries"].split("\n"), strict=True))
        heads = (line.rpartition("\t") for line in sections["heads"].split("\n"))
        self.heads: dict[str, int] = {word: int(count) for word, _, count in heads}
        words = (line.partition("\t") for line in sections["lexicon"].split("\n"))
        self.lexicon: dict[str, str] = {word: classes for word, _, classes in words}
        self._packed.update(dict.fromkeys(sections["phrases"].split("\n"), ""))
        self._forget()

    def _forget(self) -> None:
        """Begin with empty memories of what is decoded or indexed on first use."""
        self._entries: dict[str, Entry] = {}
        self._records: dict[int, PlaceRecord] = {}
        self._places: dict[int, Place] = {}
        self._index: dict[str, int] | None = None
        self._children: dict[str, list[int]] | None = None
        self._name_index: NameIndex | None = None
        self._sorted: list[str] | None = None

    @classmethod
    def load(
        cls,
        path: str | Path | None = None,
        *,
        extra: Iterable[str | Path] = (),
        policy: Policy = "iso",
    ) -> Gazetteer:
        """Load the packaged gazetteer, or the artifact at `path`.

        Args:
            path: an artifact made by the gazetteer compiler; None for the packaged one.
            extra: files of the user's own rows (CSV, TSV or JSONL; docs/user-gazetteer.md), merged over it.
            policy: which view of disputed places decides `country_code`: `iso`, `un` or `de_facto`.

        Returns:
            The gazetteer; the packaged one without extras is read once per process.

        Raises:
            ConfigError: an unknown policy.
            GazetteerError: a missing, corrupt or outdated artifact, or bad rows in an extra file.
        """
        if policy not in POLICIES:
            raise ConfigError(f"unknown policy {policy!r}; choose one of {', '.join(POLICIES)}")
        extra = (extra,) if isinstance(extra, str | Path) else tuple(extra)
        gazetteer = _packaged(policy) if path is None else cls(*_read(Path(path)), policy=policy)
        if extra:
            from geoextract.gazetteer.user import merge

            for file in extra:
                gazetteer = merge(gazetteer, Path(file))
        return gazetteer

    def amended(self, rows: Sequence[str], entries: Mapping[str, str | None], version: str) -> Gazetteer:
        """A copy with further places and changed entries; this gazetteer stays as it is.

        Args:
            rows: encoded places (`records.FIELDS`), numbered on from the last one.
            entries: encoded entry of each key that is new or changed, None for a key that goes.
            version: version of the copy.

        Returns:
            The copy; it shares the strings with this one.
        """
        other = copy(self)
        other._header = {**self._header, "version": version}
        other._rows = [*self._rows, *rows]
        merged = {**self._packed, **entries}
        other._packed = {key: packed for key, packed in merged.items() if packed is not None}
        other.heads = dict(self.heads)
        for key in entries:
            first, space, _ = key.partition(" ")
            if space and key in other._packed:
                other.heads[first] = max(other.heads.get(first, 1), key.count(" ") + 1)
        other._forget()
        return other

    @property
    def version(self) -> str:
        """Version of the data, for example `2026.11.0+3f2a`."""
        return str(self._header["version"])

    @property
    def manifest(self) -> dict[str, object]:
        """The header of the artifact: version, counts by type, sources."""
        return dict(self._header)

    def __len__(self) -> int:
        """Number of places."""
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        """Ids of all places, in the artifact's order."""
        return iter(self._by_id())

    def __contains__(self, place_id: object) -> bool:
        """Whether a place has this id."""
        return place_id in self._by_id()

    def __getitem__(self, place_id: str) -> Place:
        """The place with an id.

        Raises:
            UnknownPlaceError: (a `KeyError`) no place has it.
        """
        return self.place(self.record(place_id).index)

    def keys(self) -> Iterator[str]:
        """All folded surfaces, demonym forms included."""
        return (key for key, packed in self._packed.items() if packed)

    def has(self, key: str) -> bool:
        """Whether a folded surface is in the gazetteer."""
        return bool(self._packed.get(key))

    def begins(self, word: str) -> bool:
        """Whether a folded word is a name or a fixed phrase, or the first word of one."""
        return word in self._packed or word in self.heads

    def entry(self, key: str) -> Entry | None:
        """What a folded surface can stand for, None if it is unknown.

        A fixed phrase that only looks like a name (`hand/lexicon/phrases.tsv`) has an entry without meanings.
        """
        entry = self._entries.get(key)
        if entry is None and key in self._packed:
            packed = self._packed[key]
            entry = self._entries[key] = self._unpack(key, packed) if packed else Entry(key, key, "", 1.0, ())
        return entry

    def famous(self, weight: float) -> Iterator[str]:
        """Folded surfaces whose likeliest meaning has at least this weight; no row is decoded for it."""
        for key, packed in self._packed.items():
            if packed and float(packed.rsplit("\t", 1)[1].split(",", 1)[0].split(":")[2]) >= weight:
                yield key

    def first_weight(self, key: str) -> float:
        """The weight of the likeliest meaning of a folded surface, without decoding the rest; 0 where it has none."""
        first = self._packed.get(key, "").rpartition("\t")[2].partition(",")[0]
        return float(first.split(":")[2]) if first else 0.0

    def seconds(self, head: str) -> dict[str, int]:
        """The words that follow `head` as the second word of a name, with the most words of such a name."""
        if head not in self.heads:
            return {}
        if self._sorted is None:
            self._sorted = sorted(self._packed)
        keys, prefix = self._sorted, f"{head} "
        size, index = len(prefix), bisect_left(self._sorted, prefix)
        found: dict[str, int] = {}
        while index < len(keys) and keys[index].startswith(prefix):
            second, *others = keys[index][size:].split(" ")
            found[second] = max(found.get(second, 0), len(others) + 2)
            index += 1
        return found

    def record(self, place_id: str) -> PlaceRecord:
        """The inner record of a place, by id.

        Raises:
            UnknownPlaceError: no place has this id.
        """
        index = self._by_id().get(place_id)
        if index is None:
            raise UnknownPlaceError(
                f"no place has the id {place_id!r}; ids look like 'UA', 'UA-30', 'geonames:703448' or 'm49:150'"
            )
        return self.record_at(index)

    def record_at(self, index: int) -> PlaceRecord:
        """The inner record of row `index`."""
        record = self._records.get(index)
        if record is None:
            record = self._records[index] = parse_place(index, self._rows[index])
        return record

    def country_of(self, record: PlaceRecord) -> str:
        """ISO 3166-1 alpha-2 code of a place under this gazetteer's policy, or ""."""
        return record.countries[POLICIES.index(self.policy)]

    def place(self, index: int) -> Place:
        """The public model of row `index`; made once."""
        place = self._places.get(index)
        if place is None:
            place = self._places[index] = self._make_place(index)
        return place

    def lookup(self, name: str) -> list[Match]:
        """Places that a name or demonym stands for, in any spelling that folds to the same key.

        Names with a generic word (governorate of X) are found as well, and the places that a source calls so go
        first; in a text only the bare name is a mention.

        Args:
            name: an Arabic surface without proclitics.

        Returns:
            The meanings, the likeliest first; empty if it is unknown.
        """
        entry = self.entry(fold(name))
        return self._matches(entry.surface, self.ranked(entry), 1.0) if entry else []

    def ranked(self, entry: Entry) -> tuple[Sense, ...]:
        """The meanings of an entry as a look-up ranks them.

        In a text `province of X` may be said of any X, so an entry with a generic word has the bare meanings as well,
        and a famous one leads. Who looks the name up wants what the generic word says: the others fall behind.
        """
        words = entry.key.split(" ")
        bare = self.entry(" ".join(words[entry.lead : len(words) - entry.trail])) if entry.lead or entry.trail else None
        lent = {(s.place.index, round(s.weight - BARE_PENALTY, 2)) for s in bare.senses} if bare else set()
        own = [sense for sense in entry.senses if (sense.place.index, sense.weight) not in lent]
        if not own:
            return entry.senses
        most = round(own[0].weight - BARE_PENALTY, 2)
        others = [replace(s, weight=min(s.weight, most)) for s in entry.senses if s not in own]
        return tuple(sorted([*own, *others], key=lambda sense: -sense.weight))

    def search(self, name: str, *, limit: int = 10, min_similarity: float = 0.75) -> list[Match]:
        """Places whose names look like `name` (misspelt, differently transliterated).

        Args:
            name: an Arabic surface.
            limit: at most so many answers.
            min_similarity: 0..1; how alike the folded names have to be (`fuzzy.similarity`).

        Returns:
            Matches, the most similar first, then by weight; a place once as a name and once by demonyms at most.
        """
        from geoextract.gazetteer.fuzzy import closest

        found: dict[tuple[str, str], Match] = {}
        for key, similarity in closest(self, fold(name), limit=SEARCHED * limit, cutoff=min_similarity):
            entry = self.entry(key)
            for match in self._matches(entry.surface, entry.senses, similarity) if entry else ():
                found.setdefault((match.place.id, match.form), match)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def ancestors(self, place_id: str) -> list[Place]:
        """The containing places, nearest first (city, admin1, country, M49 regions).

        Raises:
            UnknownPlaceError: no place has this id.
        """
        found: list[Place] = []
        parent = self.record(place_id).parent
        while parent and parent in self:
            found.append(self[parent])
            parent = self.record(parent).parent
        return found

    def children(self, place_id: str) -> list[Place]:
        """The places whose parent is `place_id`, in the artifact's order.

        Raises:
            UnknownPlaceError: no place has this id.
        """
        self.record(place_id)
        if self._children is None:
            self._children = {}
            for index, row in enumerate(self._rows):
                self._children.setdefault(row.split("\t", 3)[2], []).append(index)
        return [self.place(index) for index in self._children.get(place_id, [])]

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether a place lies in another one, at any depth (a place lies in itself).

        Raises:
            UnknownPlaceError: one of the ids is unknown.
        """
        self.record(container_id)
        return place_id == container_id or any(a.id == container_id for a in self.ancestors(place_id))

    def _matches(self, surface: str, senses: Sequence[Sense], similarity: float) -> list[Match]:
        return [
            Match(place=self.place(s.place.index), form=s.form, name=surface, similarity=similarity, share=share)
            for s, share in zip(senses, shares(senses), strict=True)
        ]

    def _by_id(self) -> dict[str, int]:
        if self._index is None:
            self._index = {row.partition("\t")[0]: index for index, row in enumerate(self._rows)}
        return self._index

    def _unpack(self, key: str, packed: str) -> Entry:
        surface, verdict, prior, *trim, postings = packed.split("\t")
        senses = []
        for posting in postings.split(","):
            index, code, weight, *vocalized = posting.split(":")
            form, inflection = ("demonym", code[1:]) if code[0] == "d" else ("name", "")
            senses.append(Sense(self.record_at(int(index)), form, inflection, float(weight), *vocalized))  # type: ignore[arg-type]
        lead, trail = (int(count) for count in trim[0].split(":")) if trim and trim[0] else (0, 0)
        return Entry(key, surface or key, verdict, float(prior or 1), tuple(senses), lead, trail)  # type: ignore[arg-type]

    def _make_place(self, index: int) -> Place:
        record = self.record_at(index)
        admin1 = next((a for a in self._lineage(record) if a.type == "admin1"), None)
        return Place(
            id=record.id,
            type=record.type,
            name=record.name_en,
            name_ar=record.name_ar or None,
            country_code=self.country_of(record) or None,
            admin1_code=admin1.id if admin1 else None,
            parent=record.parent or None,
            latitude=record.latitude,
            longitude=record.longitude,
            population=record.population or None,
            capital_of=record.capital_of or None,
            **parse_details(self._rows[index]),
        )

    def _lineage(self, record: PlaceRecord) -> Iterator[PlaceRecord]:
        current: PlaceRecord | None = record
        while current is not None:
            yield current
            current = self.record(current.parent) if current.parent and current.parent in self else None


def _read(path: Path) -> tuple[dict[str, object], dict[str, str]]:
    header, sections = read(path, name="gazetteer", version=FORMAT, error=GazetteerError)
    if header.get("fold_version") != FOLD_VERSION:
        raise GazetteerError(
            f"{path.name!r} was built with fold version {header.get('fold_version')}, this version of geoextract folds"
            f" with version {FOLD_VERSION}; build it again or install the matching package"
        )
    return header, sections


@cache
def _packaged(policy: Policy) -> Gazetteer:
    return Gazetteer(*_read(PACKAGED), policy=policy)
