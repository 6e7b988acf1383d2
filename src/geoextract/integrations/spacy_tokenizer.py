"""A spaCy tokenizer over geoextract's own words: Arabic punctuation ends a word, a token's norm is its folded key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry

from geoextract.text.chars import INVISIBLE
from geoextract.text.normalize import fold
from geoextract.text.tokenize import WORD, trimmed_length

NAME: Final = "geoextract.ArabicTokenizer.v1"

_BETWEEN: Final = re.compile(f"[{INVISIBLE}]+|(\\s)\\1*|\\S")


class ArabicTokenizer(DummyTokenizer):
    """Cuts a text into words, single punctuation marks and white space; nothing is lost, so `doc.text` is the text."""

    def __init__(self, vocab: Any) -> None:
        """Bind the vocabulary, whose norms become the folded forms."""
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = norm

    def __call__(self, text: str) -> Doc:
        """Tokenize a text."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            if piece == " " and spaces and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def norm(word: str) -> str:
    """The norm of a token: its folded key in lower case; the token itself where folding leaves nothing."""
    return fold(word).lower() or word


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], ArabicTokenizer]:
    """What a pipeline's config names as `@tokenizers`."""
    return _create


def _create(nlp: Any) -> ArabicTokenizer:
    return ArabicTokenizer(nlp.vocab)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces: words, punctuation marks, runs of one kind of white space or of invisible characters."""
    pieces = WORD.split(text)
    yield from _gap(pieces[0])
    for word, gap in zip(pieces[1::2], pieces[2::2], strict=True):
        length = trimmed_length(word)
        if length == len(word):
            yield word
        else:
            yield from filter(None, (word[:length], word[length:]))
        if gap == " ":
            yield gap
        else:
            yield from _gap(gap)


def _gap(gap: str) -> Iterator[str]:
    if gap[:1] == " ":
        yield " "
        gap = gap[1:]
    yield from (match.group() for match in _BETWEEN.finditer(gap))
