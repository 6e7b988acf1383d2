"""The spaCy component: entities as spans with ids, the full result in the document's user data.

`nlp.add_pipe("geoextract")` finds this module by its entry point. Character offsets are the truth; a spaCy span has
whole tokens, so it may hold a proclitic that the entity behind `span._.geo` does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from pathlib import Path
from shutil import copyfile
from typing import Any, Final, Literal

import spacy
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from geoextract.errors import ConfigError
from geoextract.integrations.spacy_doc import DEMONYM, LABELS, NIL, entity_of, extraction_of, register, write
from geoextract.integrations.spacy_tokenizer import NAME as TOKENIZER
from geoextract.integrations.spacy_tokenizer import ArabicTokenizer, make_tokenizer
from geoextract.mentions.detector import DetectedSpan
from geoextract.pipeline import GeoExtractor, load

__all__ = [
    "COLORS",
    "DEMONYM",
    "LABELS",
    "NIL",
    "ArabicTokenizer",
    "GeoComponent",
    "SpacyNerDetector",
    "blank",
    "displacy_options",
    "entity_of",
    "extraction_of",
    "make_geoextract",
    "make_tokenizer",
]

PLACE_LABELS: Final = ("GPE", "LOC", "NORP")
"""Labels of a trained pipeline's entities that can be places or demonyms."""
COLORS: Final[dict[str, str]] = {
    "COUNTRY": "#8ecae6",
    "TERRITORY": "#f4a261",
    "ADMIN1": "#b7e4c7",
    "ADMIN2": "#d8f3dc",
    "CITY": "#ffd166",
    "REGION": "#cdb4db",
    "BLOC": "#a3b1f0",
    "HISTORICAL": "#d6ccc2",
    "PHYSICAL": "#90e0c4",
    DEMONYM: "#f7a1b5",
}
"""Colours of displaCy by label; registered, so that displaCy takes them by itself."""

_FILES: Final = ("gazetteer", "model")
_current: ContextVar[Doc | None] = ContextVar("geoextract_doc", default=None)


class SpacyNerDetector:
    """Takes the entities of a trained spaCy pipeline as mentions."""

    def __init__(
        self, nlp: Language | None = None, *, labels: Iterable[str] = PLACE_LABELS, score: float = 1.0
    ) -> None:
        """Bind a pipeline.

        Args:
            nlp: the pipeline to run; None takes the entities of the document that the component is working on.
            labels: labels of the entities to take.
            score: what each counts as, 0..1; spaCy's entities have no probability.
        """
        self._nlp = nlp
        self._labels = frozenset(labels)
        self._score = score

    def detect(self, text: str) -> Iterator[DetectedSpan]:
        """The entities of a text.

        Args:
            text: any string.

        Yields:
            Spans of whole tokens.
        """
        doc = _current.get() if self._nlp is None else self._nlp(text)
        for ent in doc.ents if doc is not None else ():
            if ent.label_ in self._labels:
                yield DetectedSpan(ent.start_char, ent.end_char, ent.label_, self._score)


class GeoComponent:
    """The pipeline component. Made by `nlp.add_pipe("geoextract", config={...})`; for options see `make_geoextract`."""

    def __init__(
        self,
        name: str,
        options: dict[str, Any],
        *,
        spans_key: str = "geo",
        set_ents: bool = False,
        extension: str = "geo",
    ) -> None:
        """Take the options.

        Args:
            name: the component's name in the pipeline.
            options: options of `geoextract.load`.
            spans_key: key of `doc.spans` to write to.
            set_ents: write to `doc.ents` as well, where no other entity is in the way.
            extension: name of the attributes `doc._.NAME` and `span._.NAME`.
        """
        register(extension, strict=True)
        self.name = name
        self.spans_key = spans_key
        self._options = options
        self._set_ents = set_ents
        self._extension = extension
        self._extractor: GeoExtractor | None = None
        if all(path.exists() for path in self._paths()):  # those of a saved pipeline come with `from_disk`
            self._extractor = load(**options)

    @property
    def extractor(self) -> GeoExtractor:
        """The extractor, loaded once."""
        if self._extractor is None:
            self._extractor = load(**self._options)
        return self._extractor

    def __call__(self, doc: Doc) -> Doc:
        """Extract from a document and write the results to it."""
        token = _current.set(doc)
        try:
            extraction = self.extractor(doc.text)
        finally:
            _current.reset(token)
        write(doc, extraction, spans_key=self.spans_key, set_ents=self._set_ents, extension=self._extension)
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Compare with `doc.spans` of the examples' references.

        Args:
            examples: references hold gold spans under the component's `spans_key`; those without the key are skipped.
            **_: what spaCy passes to every scorer.

        Returns:
            `spans_KEY_p`, `_r`, `_f` and `_per_type` for spans with their labels; `spans_KEY_link_p`, `_r`, `_f` for
            spans with their ids.
        """
        examples = list(examples)
        attr = f"spans_{self.spans_key}"
        scores: dict[str, Any] = Scorer.score_spans(
            examples,
            attr,
            getter=lambda doc, _: doc.spans.get(self.spans_key, []),
            has_annotation=lambda doc: self.spans_key in doc.spans,
            allow_overlap=True,
        )
        link = PRFScore()
        for example in examples:
            if self.spans_key in example.reference.spans:
                link.score_set(self._links(example.predicted), self._links(example.reference))
        return scores | {f"{attr}_link_p": link.precision, f"{attr}_link_r": link.recall, f"{attr}_link_f": link.fscore}

    def _links(self, doc: Doc) -> set[tuple[int, int, str]]:
        return {(span.start_char, span.end_char, span.kb_id_) for span in doc.spans.get(self.spans_key, [])}

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save the files that the options name beside the pipeline, so that it works where they are not."""
        for number, file in enumerate(self._paths()):
            Path(path).mkdir(parents=True, exist_ok=True)
            copyfile(file, Path(path) / f"{number}{file.suffix}")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> GeoComponent:
        """Take the saved files in place of those that the options name."""
        saved = [str(Path(path) / f"{number}{file.suffix}") for number, file in enumerate(self._paths())]
        if saved:
            named = [field for field in _FILES if self._options.get(field)]
            self._options |= dict(zip(named, saved, strict=False)) | {"extra": tuple(saved[len(named) :])}
            self._extractor = load(**self._options)
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Without the extractor, which a worker process loads itself."""
        return self.__dict__ | {"_extractor": None}

    def _paths(self) -> list[Path]:
        named = [self._options.get(field) for field in _FILES]
        return [Path(path) for path in (*named, *self._options.get("extra", ())) if path]


@Language.factory(
    "geoextract",
    assigns=["doc.spans"],
    default_config={
        "policy": "iso",
        "min_score": None,
        "keep_unresolved": False,
        "gazetteer": None,
        "extra": [],
        "model": None,
        "spans_key": "geo",
        "set_ents": False,
        "extension": "geo",
        "use_ents": False,
        "ent_labels": list(PLACE_LABELS),
        "default_detector": True,
    },
    default_score_weights={"spans_geo_f": 1.0, "spans_geo_p": 0.0, "spans_geo_r": 0.0, "spans_geo_link_f": 0.0},
)
def make_geoextract(
    nlp: Language,
    name: str,
    policy: Literal["iso", "un", "de_facto"],
    min_score: float | None,
    keep_unresolved: bool,
    gazetteer: str | None,
    extra: list[str],
    model: str | None,
    spans_key: str,
    set_ents: bool,
    extension: str,
    use_ents: bool,
    ent_labels: list[str],
    default_detector: bool,
) -> GeoComponent:
    """Make the component from the pipeline's config.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        policy: which view of disputed places decides country codes.
        min_score: entities below this score are left out; None for geoextract's default.
        keep_unresolved: keep mentions whose place is not settled, with the id `NIL`.
        gazetteer: path of an artifact; None for the packaged one.
        extra: files of the user's own places.
        model: path of a context model; None for the packaged one.
        spans_key: key of `doc.spans`.
        set_ents: write to `doc.ents` as well.
        extension: name of the attributes of `doc._` and `span._`.
        use_ents: take the entities of components before this one as mentions.
        ent_labels: which of them.
        default_detector: look for mentions itself; False only with `use_ents`.

    Raises:
        ConfigError: an option's value does not exist, or the extension's name belongs to somebody else.
        GazetteerError: a gazetteer file cannot be used.
    """
    options: dict[str, Any] = {
        "policy": policy,
        "keep_unresolved": keep_unresolved,
        "gazetteer": gazetteer,
        "extra": tuple(extra),
        "model": model,
    }
    if min_score is not None:
        options["min_score"] = min_score
    if use_ents:
        options["detectors"] = [SpacyNerDetector(labels=ent_labels)]
        options["default_detector"] = default_detector
    elif not default_detector:
        raise ConfigError("default_detector=False leaves no detector; set use_ents=True as well")
    return GeoComponent(name, options, spans_key=spans_key, set_ents=set_ents, extension=extension)


def blank(**config: Any) -> Language:
    """An Arabic pipeline with geoextract's tokenizer and no components.

    Args:
        **config: what `spacy.blank("ar")` takes by name (`vocab`, `meta`).

    Returns:
        The pipeline; `add_pipe("geoextract")` makes it complete.
    """
    return spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}, **config)


def displacy_options(spans_key: str = "geo", **more: Any) -> dict[str, Any]:
    """Options for `displacy.render(doc, style="span", options=...)`, or `style="ent"` with `set_ents`.

    Args:
        spans_key: key of `doc.spans`.
        **more: further displaCy options; `colors` is merged over those of this module.
    """
    return {"spans_key": spans_key, **more, "colors": COLORS | more.get("colors", {})}


registry.displacy_colors.register("geoextract", func=COLORS)
register("geo", strict=False)
