"""CAMeL Tools as a mention detector and as a clitic segmenter.

camel-tools loads its catalogue of data packages when `camel_tools.ner` is imported, and downloads it where it is not
there. Nothing of the kind happens here: without the catalogue nothing is imported, and the error names the command that
installs the data.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from geoextract.errors import DetectorError
from geoextract.mentions.detector import DetectedSpan
from geoextract.text.chars import INVISIBLE, MARKS, TATWEEL
from geoextract.text.clitics import ARTICLE
from geoextract.text.normalize import fold
from geoextract.text.tokenize import Token, tokenize

NER_PACKAGE: Final = "ner-arabert"
MORPHOLOGY_PACKAGE: Final = "disambig-mle-calima-msa-r13"
SCHEME: Final = "d3tok"
"""CAMeL's scheme that splits every proclitic off."""
WINDOW: Final = 120
"""Most words that the model sees at once: at two word pieces a word this fits the 254 that camel-tools cuts at."""
MAX_LETTERS: Final = 100
"""Longer words are shown to the model cut short: BERT takes them for unknown, and camel-tools cannot split them."""

_DROPPED: Final = re.compile(f"[{MARKS}{INVISIBLE}{TATWEEL}]")
_STOPS: Final = frozenset(".!?\u061f\u061b")


class CamelNerDetector:
    """Runs `camel_tools.ner.NERecognizer` and returns its places with exact offsets. Safe to share between threads."""

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        labels: Sequence[str] = ("LOC",),
        score: float = 1.0,
        use_gpu: bool = False,
        batch_size: int = 32,
    ) -> None:
        """Load the model.

        Args:
            model: name of a model in CAMeL's catalogue, or the folder of one; None for the catalogue's default.
            labels: entity types to return, without `B-` and `I-`; CAMeL's own models know `LOC`, `ORG`, `PERS`, `MISC`.
            score: what each span counts as, 0..1; the recognizer gives labels without probabilities.
            use_gpu: run on CUDA where there is any.
            batch_size: sentences run at a time.

        Raises:
            DetectorError: the model is not installed or cannot be loaded; the message names the command to install it.
        """
        self._options: dict[str, Any] = {
            "labels": tuple(labels),
            "score": score,
            "use_gpu": use_gpu,
            "batch_size": batch_size,
        }
        self._model = model
        self._labels = frozenset(labels)
        self._score = score
        self._batch_size = batch_size
        self._recognizer = _recognizer(model, use_gpu)
        self._lock = threading.Lock()  # the tokenizer's padding state must not be changed by two threads at a time

    def __reduce__(self) -> tuple[Callable[..., CamelNerDetector], tuple[object, ...]]:
        """Pickle as what it was made from."""
        return _remake, (self._model, self._options)

    def detect(self, text: str) -> Iterator[DetectedSpan]:
        """Find the places of a text.

        Args:
            text: any string.

        Yields:
            Spans of whole words, proclitics included (`geoextract` cuts them off).
        """
        windows = list(_windows([token for token in tokenize(text) if token.text]))
        if not windows:
            return
        sentences = [[_shown(token.text) for token in window] for window in windows]
        with self._lock:
            predicted = self._recognizer.predict(sentences, batch_size=self._batch_size)
        for window, sentence, labels in zip(windows, sentences, predicted, strict=True):
            yield from self._spans(window, self._aligned(sentence, labels))

    def _aligned(self, sentence: list[str], labels: list[str]) -> list[str]:
        """One label a word: the recognizer leaves out words that its tokenizer makes nothing of."""
        if len(labels) == len(sentence):
            return labels
        remaining = iter(labels)
        with self._lock:
            seen = [bool(self._recognizer.tokenizer.tokenize(word)) for word in sentence]
        return [next(remaining, "O") if has_pieces else "O" for has_pieces in seen]

    def _spans(self, tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[DetectedSpan]:
        for first, last, kind in _chunks(labels):
            words = [token for token in tokens[first:last] if token.is_word]
            if kind in self._labels and words:
                yield DetectedSpan(words[0].start, words[-1].end, kind, self._score)


class CamelCliticSegmenter:
    """Says which letters of a word are proclitics, by camel-tools' morphological analysis and disambiguation."""

    def __init__(self, disambiguator: Any = None) -> None:
        """Load the disambiguator.

        Args:
            disambiguator: a `camel_tools.disambig` disambiguator; None for the pretrained MLE one.

        Raises:
            DetectorError: its data is not installed; the message names the command that installs it.
        """
        from camel_tools.tokenizers.morphological import MorphologicalTokenizer

        if disambiguator is None:
            disambiguator = _disambiguator()
        self._tokenizer = MorphologicalTokenizer(disambiguator, scheme=SCHEME)
        self._lock = threading.Lock()

    def proclitics(self, words: Sequence[str]) -> list[str]:
        """The proclitic letters of each word, folded and without the article; "" for a word that has none.

        Args:
            words: the words of one text in order.
        """
        with self._lock:
            segmented = self._tokenizer.tokenize([_shown(word) for word in words])
        return [_proclitics_of(word) for word in segmented]


def data_folder() -> Path:
    """The folder of CAMeL's data: that of the environment variable CAMELTOOLS_DATA, otherwise camel-tools' own."""
    named = os.environ.get("CAMELTOOLS_DATA")
    if named is not None:
        return Path(named).expanduser().absolute()
    return Path.home() / ("AppData/Roaming/camel_tools" if os.name == "nt" else ".camel_tools")


def _remake(model: str | Path | None, options: dict[str, Any]) -> CamelNerDetector:
    return CamelNerDetector(model, **options)


def _install(package: str, what: str) -> DetectorError:
    return DetectorError(
        f"{what} is not installed in {str(data_folder())!r}: run `camel_data -i {package}` once, or set CAMELTOOLS_DATA"
        " to the folder that has it"
    )


def _recognizer(model: str | Path | None, use_gpu: bool) -> Any:
    if not (data_folder() / "catalogue.json").exists():
        raise _install(NER_PACKAGE, "CAMeL's catalogue of data packages")
    from camel_tools.data import CATALOGUE
    from camel_tools.ner import NERecognizer

    folder = _folder(model) or _dataset(CATALOGUE, None if model is None else str(model))
    try:
        return NERecognizer(str(folder), use_gpu)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise DetectorError(f"the NER model in {str(folder)!r} cannot be loaded: {reason}") from error


def _folder(model: str | Path | None) -> Path | None:
    """The folder that is meant; None where a name of the catalogue is."""
    if model is None or (isinstance(model, str) and "/" not in model and not Path(model).is_dir()):
        return None
    if not Path(model).is_dir():
        raise DetectorError(f"no folder {str(model)!r}: give the folder of a NER model or a name of CAMeL's catalogue")
    return Path(model)


def _dataset(catalogue: Any, name: str | None) -> Path:
    component = catalogue.components.get("NamedEntityRecognition")
    if component is None:
        raise DetectorError("CAMeL's catalogue names no NER models: run `camel_data -u` to update it")
    name = name or component.default
    if name not in component.datasets:
        raise DetectorError(f"CAMeL has no NER model {name!r}; choose one of {', '.join(sorted(component.datasets))}")
    folder = Path(component.datasets[name].path)
    if not folder.is_dir():
        owners = [p.name for p in catalogue.packages.values() if p.destination == folder]
        raise _install(owners[0] if owners else NER_PACKAGE, f"CAMeL's NER model {name!r}")
    return folder


def _disambiguator() -> Any:
    if not (data_folder() / "catalogue.json").exists():
        raise _install(MORPHOLOGY_PACKAGE, "CAMeL's catalogue of data packages")
    from camel_tools.disambig.mle import MLEDisambiguator

    try:
        return MLEDisambiguator.pretrained()
    except (OSError, KeyError):
        raise _install(MORPHOLOGY_PACKAGE, "CAMeL's morphological disambiguator") from None


def _windows(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut a text into sentences, and sentences that are too long into pieces."""
    first = 0
    for index, token in enumerate(tokens):
        if token.text in _STOPS or index + 1 - first >= WINDOW:
            yield tokens[first : index + 1]
            first = index + 1
    if first < len(tokens):
        yield tokens[first:]


def _shown(word: str) -> str:
    """A word as the model is used to seeing it: without harakat and tatweel, never empty."""
    return (_DROPPED.sub("", word) or word)[:MAX_LETTERS]


def _chunks(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Entities as (first, last, type); an `I-` label without a beginning begins one."""
    first, current = 0, ""
    for index, label in enumerate([*labels, "O"]):
        position, _, kind = label.partition("-")
        if position != "I" or kind != current:
            if current:
                yield first, index, current
            first, current = index, kind


def _proclitics_of(segmented: str) -> str:
    segments = [segment for segment in segmented.split("_") if segment.endswith("+") and segment != ARTICLE + "+"]
    return fold("".join(segment[:-1] for segment in segments))
