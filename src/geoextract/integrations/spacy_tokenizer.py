"""A spaCy tokenizer over geoextract's own words: Arabic punctuation ends a word, a token's norm is its folded key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry

from geoextract.text.normalize import fold
from geoextract.text.tokenize import tokenize

NAME: Final = "geoextract.ArabicTokenizer.v1"

_BLANKS: Final = re.compile(r"(\s)\1*|\S+")


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
    """The text in pieces: tokens, the single blank behind a token, and what else stands between tokens."""
    position = 0
    for token in tokenize(text):
        if token.start == token.end:  # a run of tatweel, which is no word
            continue
        yield from _gap(text[position : token.start])
        yield token.text
        position = token.end
    yield from _gap(text[position:])


def _gap(gap: str) -> Iterator[str]:
    if gap[:1] == " ":
        yield " "
        gap = gap[1:]
    yield from (match.group() for match in _BLANKS.finditer(gap))
