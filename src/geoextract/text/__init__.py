"""Text layer: normalizer, tokenizer, proclitic readings. Imports nothing else of the package."""

from geoextract.text.clitics import PROCLITICS, Proclitic, Reading, readings
from geoextract.text.normalize import FOLD_VERSION, Normalized, fold, normalize
from geoextract.text.tokenize import Token, tokenize

__all__ = [
    "FOLD_VERSION",
    "PROCLITICS",
    "Normalized",
    "Proclitic",
    "Reading",
    "Token",
    "fold",
    "normalize",
    "readings",
    "tokenize",
]
