"""The extractor: scan, judge, build the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, overload

from geoextract.candidates.transliterated import place_of
from geoextract.config import ExtractorConfig
from geoextract.entities import CountryCount, Extraction, FailedDocument, GeoEntity, ScoredCandidate, built
from geoextract.errors import ConfigError
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.place import Place
from geoextract.gazetteer.records import NOWHERE, PlaceRecord
from geoextract.mentions.detector import MentionDetector, candidates_from_spans, merged_groups, run_detectors
from geoextract.mentions.scan import ScannedText, Scanner
from geoextract.resolution.decision import Decision
from geoextract.resolution.document import METONYM, Resolver
from geoextract.resolution.model import PACKAGED, ContextModel

C = TypeVar("C")
_NO_MENTIONS: Final = {"mentions": 0, "name": 0, "demonym": 0, "metonym": 0, "city": 0, "share": 0.0}
_KEPT: Final = 1 << 12
"""Scored candidates that are shared between results."""


class GeoExtractor:
    """Extracts geopolitical entities from Arabic text. Make one with `geoextract.load` and share it between threads."""

    def __init__(
        self,
        config: ExtractorConfig | None = None,
        *,
        gazetteer: Gazetteer | None = None,
        model: ContextModel | None = None,
        detectors: Iterable[MentionDetector] = (),
        default_detector: bool = True,
    ) -> None:
        """Load what the configuration names.

        Args:
            config: the options; None for the defaults.
            gazetteer: a gazetteer that is loaded already, in place of the one that the configuration names.
            model: the same for the context model.
            detectors: further mention detectors (docs/detectors.md).
            default_detector: whether the gazetteer scan takes part.

        Raises:
            ConfigError: no detector is left.
            GazetteerError: the gazetteer or an extra file cannot be used.
            ModelError: the model file cannot be used.
        """
        self.config = config or ExtractorConfig()
        self.gazetteer = gazetteer or Gazetteer.load(
            self.config.gazetteer, extra=self.config.extra, policy=self.config.policy
        )
        self.model = model or ContextModel.load(Path(self.config.model) if self.config.model else PACKAGED)
        self.detectors = tuple(detectors)
        self.default_detector = default_detector
        if not self.detectors and not default_detector:
            raise ConfigError("default_detector=False leaves no detector; give one by the option 'detectors'")
        self._shown: dict[str, Place] = {}
        self._scanner = Scanner(self.gazetteer)
        self._resolver = Resolver(self.gazetteer, self.model)

    def __call__(self, text: str, *, id: str | None = None) -> Extraction:
        """Extract the entities of one text.

        Args:
            text: any string; offsets of the result are its code points.
            id: carried into the result.

        Returns:
            The extraction; empty where there is nothing to find.

        Raises:
            TypeError: `text` is not a `str`.
        """
        entities = self._entities(text, self._decide(text))
        fields = {
            "id": id,
            "entities": entities,
            "countries": _countries(entities),
            "gazetteer_version": self.gazetteer.version,
            "model_version": self.model.version,
        }
        return built(Extraction, fields) if id is None or type(id) is str else Extraction(**fields)

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        as_tuples: Literal[False] = ...,
        n_process: int = ...,
        batch_size: int = ...,
        on_error: Literal["raise", "skip"] = ...,
    ) -> Iterator[Extraction]: ...
    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        as_tuples: Literal[False] = ...,
        n_process: int = ...,
        batch_size: int = ...,
        on_error: Literal["record"],
    ) -> Iterator[Extraction | FailedDocument]: ...
    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, C]],
        *,
        as_tuples: Literal[True],
        n_process: int = ...,
        batch_size: int = ...,
        on_error: Literal["raise", "skip"] = ...,
    ) -> Iterator[tuple[Extraction, C]]: ...
    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, C]],
        *,
        as_tuples: Literal[True],
        n_process: int = ...,
        batch_size: int = ...,
        on_error: Literal["record"],
    ) -> Iterator[tuple[Extraction | FailedDocument, C]]: ...
    def pipe(
        self,
        texts: Iterable[Any],
        *,
        as_tuples: bool = False,
        n_process: int = 1,
        batch_size: int = 64,
        on_error: Literal["raise", "skip", "record"] = "raise",
    ) -> Iterator[Any]:
        """Extract from a stream of texts, in order and with bounded memory: it reads only a few batches ahead.

        Args:
            texts: the texts; with `as_tuples` pairs `(text, context)`. A context that is a string becomes the
                document's id.
            as_tuples: yield `(result, context)`.
            n_process: worker processes; 1 works in this one, -1 takes one a core.
            batch_size: texts sent to a worker at a time.
            on_error: what to do with a document that cannot be done (not a `str`): `raise` its error, `skip` it,
                or `record` a
                `FailedDocument` in its place.

        Returns:
            An iterator over the results.

        Raises:
            ConfigError: an option has a value that does not exist.
            GeoExtractError: (while iterating) a worker process died.
        """
        from geoextract.batches import pipe

        return pipe(self, texts, as_tuples=as_tuples, n_process=n_process, batch_size=batch_size, on_error=on_error)

    def explain(self, text: str) -> list[dict[str, Any]]:
        """Say how each candidate of a text was judged, accepted or not.

        Returns:
            One dict a candidate: `start`, `end`, `text`, `proclitic`, `rule`, `mention` (probability), `accepted`,
            and `senses`
            (place id, name, form, prior).
        """
        self._check(text)
        scanned = self._scan(text)
        accepted = {(d.candidate.start, d.candidate.end): d for d in self._resolver(scanned)}
        return [self._explanation(text, d, accepted) for d in self._resolver.rejected(scanned)]

    def _explanation(self, text: str, decision: Decision, accepted: dict[tuple[int, int], Decision]) -> dict[str, Any]:
        candidate = decision.candidate
        chosen = accepted.get((candidate.start, candidate.end))
        return {
            "start": candidate.start,
            "end": candidate.end,
            "text": text[candidate.start : candidate.end],
            "proclitic": candidate.proclitic,
            "rule": decision.rule,
            "mention": round(decision.mention, 4),
            "accepted": chosen is not None and chosen.candidate.entry.key == candidate.entry.key,
            "metonym": round(chosen.metonym, 4) if chosen else 0.0,
            "senses": [
                {"place_id": s.place.id, "name": s.place.name_en, "form": s.form, "share": round(share, 4)}
                for s, share in zip(
                    decision.senses, chosen.shares if chosen else [0.0] * len(decision.senses), strict=False
                )
            ],
        }

    @staticmethod
    def _check(text: object) -> None:
        if not isinstance(text, str):
            raise TypeError(f"the text has to be a str, not {type(text).__name__}")

    def _decide(self, text: str) -> list[Decision]:
        self._check(text)
        return self._resolver(self._scan(text))

    def _scan(self, text: str) -> ScannedText:
        scanned = self._scanner(text)
        if self.detectors:
            found = candidates_from_spans(scanned, run_detectors(self.detectors, text), self.gazetteer)
            known = [candidate for candidate in found if candidate.entry.senses]
            scanned.groups = merged_groups(scanned.groups if self.default_detector else [], known)
        return scanned

    def _entities(self, text: str, decisions: list[Decision]) -> tuple[GeoEntity, ...]:
        calibration, least, keep = self.model.calibration, self.config.min_score, self.config.keep_unresolved
        found = []
        for decision in decisions:
            senses = decision.senses
            share = decision.shares[0] if len(senses) == 1 else decision.share
            score = calibration(decision.mention, share)
            resolved = score >= least and senses[decision.best].place.index != NOWHERE
            if resolved or keep:
                found.append(self.entity(text, decision, resolved=resolved, score=score))
        return tuple(found)

    def _place(self, record: PlaceRecord) -> Place:
        """The public model of a place, kept by id."""
        place = self._shown[record.id] = place_of(record, self.gazetteer)
        return place

    def entity(self, text: str, decision: Decision, *, resolved: bool = True, score: float | None = None) -> GeoEntity:
        """The public form of a decision.

        Args:
            text: the text that it was made on.
            decision: an accepted mention.
            resolved: False leaves the place open.
            score: the calibrated score, if it is known already.
        """
        candidate = decision.candidate
        sense = decision.senses[decision.best]
        place = sense.place
        start, end = candidate.start, candidate.end
        if score is None:
            score = self.model.calibration(decision.mention, decision.share)
        return built(
            GeoEntity,
            {
                "start": start,
                "end": end,
                "text": text[start:end],
                "form": sense.form,
                "type": place.type,
                "metonym": decision.metonym >= METONYM,
                "score": round(score, 4),
                "place": (self._shown.get(place.id) or self._place(place)) if resolved else None,
                "candidates": _candidates(decision),
                "proclitic": candidate.proclitic,
                "rule": decision.rule,
            },
        )


def _candidates(decision: Decision) -> tuple[ScoredCandidate, ...]:
    """The places that a mention could mean, the likeliest first."""
    senses = decision.senses
    if len(senses) == 1:
        place = senses[0].place
        return _only(place.id) if place.index != NOWHERE else ()
    if decision.place.index == NOWHERE:
        return ()
    shares: dict[str, float] = {}
    for sense, share in zip(senses, decision.shares, strict=True):
        place_id = sense.place.id
        shares[place_id] = shares.get(place_id, 0.0) + share
    ranked = sorted([(-share, place_id) for place_id, share in shares.items()])
    return tuple([_scored(place_id, round(min(-share, 1.0), 4)) for share, place_id in ranked])


@lru_cache(maxsize=_KEPT)
def _scored(place_id: str, score: float) -> ScoredCandidate:
    return built(ScoredCandidate, {"place_id": place_id, "score": score})


@lru_cache(maxsize=_KEPT)
def _only(place_id: str) -> tuple[ScoredCandidate, ...]:
    """The candidates of a mention that can mean one place only."""
    return (_scored(place_id, 1.0),)


def _countries(entities: Iterable[GeoEntity]) -> tuple[CountryCount, ...]:
    counts: dict[str, dict[str, Any]] = {}
    total = 0
    for entity in entities:
        place = entity.place
        if place is None:
            continue
        code = place.country_code
        if code is None:
            continue
        row = counts.get(code)
        if row is None:
            row = counts[code] = {"country_code": code, **_NO_MENTIONS}
        total += 1
        row["mentions"] += 1
        if entity.form == "demonym":
            row["demonym"] += 1
        elif entity.metonym:
            row["metonym"] += 1
        elif entity.type == "city":
            row["city"] += 1
        elif place.id == code:
            row["name"] += 1
    ranked = [(-row["mentions"], code, row) for code, row in counts.items()]
    if len(ranked) > 1:
        ranked.sort()
    for _, _, row in ranked:
        row["share"] = round(row["mentions"] / total, 4)
    return tuple([built(CountryCount, row) for _, _, row in ranked])


def load(*, detectors: Iterable[MentionDetector] = (), default_detector: bool = True, **options: Any) -> GeoExtractor:
    """Make an extractor.

    Args:
        detectors: further mention detectors, beside or in place of the gazetteer scan (docs/detectors.md).
        default_detector: whether the gazetteer scan takes part.
        **options: the fields of `ExtractorConfig` by name.

    Returns:
        The extractor.

    Raises:
        ConfigError: an option or its value does not exist; the message lists the valid ones.
        GazetteerError: a gazetteer file cannot be used.
        ModelError: the model file cannot be used.
    """
    from pydantic import ValidationError

    try:
        config = ExtractorConfig(**options)
    except ValidationError as error:
        first = error.errors()[0]
        known = ", ".join(ExtractorConfig.model_fields)
        raise ConfigError(f"option {'.'.join(map(str, first['loc']))!r}: {first['msg']}; options are {known}") from None
    return GeoExtractor(config, detectors=detectors, default_detector=default_detector)


@lru_cache(maxsize=1)
def default_extractor() -> GeoExtractor:
    """The extractor with default options, loaded once a process."""
    return GeoExtractor()


def extract(text: str, *, id: str | None = None) -> Extraction:
    """Extract the entities of one text with the default extractor.

    Args:
        text: any string.
        id: carried into the result.

    Returns:
        The extraction.

    Raises:
        TypeError: `text` is not a `str`.
    """
    return default_extractor()(text, id=id)
