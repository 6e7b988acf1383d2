"""Small pure checks that decide whether an upstream name may enter the gazetteer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from rapidfuzz.fuzz import ratio

SIMILARITY_FLOOR = 0.72
SKELETON_FLOOR = 0.5

_STRICT = re.compile(r"[\u0621-\u063A\u0641-\u064A]+(?:[ -][\u0621-\u063A\u0641-\u064A]+)*")
_MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u0610-\u061A\u06D6-\u06ED]")
_INVISIBLE = re.compile(r"[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]")
_SPACES = re.compile(r"\s+")
_QUALIFIER = re.compile(r"\s*[\u060C,(\[/].*$")
_MISSPELT = re.compile(
    r"(?:^|[ -])[\u0624\u0626\u0629\u0649]|[\u0629\u0649](?=[\u0621-\u064A])|(.)\1\1|^.[ -]|(?:^|[ -])\u0627\u0644[ -]"
)

# Letters that fold together at look-up, with the letter that they become.
_FOLDS = str.maketrans(
    {
        "\u0622": "\u0627",  # alef madda
        "\u0623": "\u0627",  # alef hamza above
        "\u0625": "\u0627",  # alef hamza below
        "\u0629": "\u0647",  # teh marbuta
        "\u0649": "\u064a",  # alef maksura
        "\u0624": "\u0648",  # waw hamza
        "\u0626": "\u064a",  # yeh hamza
    }
)
_LETTER_MAP = str.maketrans({"\u06cc": "\u064a", "\u06a9": "\u0643"})

# Consonant classes for the rough comparison of an Arabic and a Latin spelling; vowels vanish.
_ARABIC_CLASSES = {
    "b": "\u0628\u067e",
    "t": "\u062a\u0637\u062b",
    "k": "\u062c\u063a\u0642\u0643\u062e\u06af",
    "h": "\u0647\u062d",
    "d": "\u062f\u0636\u0630",
    "r": "\u0631",
    "s": "\u0632\u0633\u0635\u0638\u0634",
    "f": "\u0641\u06a4",
    "l": "\u0644",
    "m": "\u0645",
    "n": "\u0646",
}
_ARABIC_SKELETON = {letter: key for key, row in _ARABIC_CLASSES.items() for letter in row}
_LATIN_CLASSES = {
    "b": "bp",
    "t": "t",
    "k": "kgqjxc",
    "d": "d",
    "r": "r",
    "s": "sz",
    "f": "fv",
    "l": "l",
    "m": "m",
    "n": "n",
    "h": "h",
}
_LATIN_SKELETON = {letter: key for key, row in _LATIN_CLASSES.items() for letter in row}
_DIGRAPHS = (
    ("sch", "s"),
    ("tch", "t"),
    ("kh", "k"),
    ("gh", "k"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "k"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sy"),
)


def is_strict(name: str) -> bool:
    """Tells whether a name holds only letters of standard Arabic, single spaces and hyphens."""
    return _STRICT.fullmatch(name) is not None


def is_orthographic(name: str) -> bool:
    """Tells whether the letters stand where Arabic spelling allows them.

    Rejects Uyghur and Kurdish spellings and typing errors: a word that starts with a hamza
    on yeh or waw, a final letter inside a word, one letter three times, a lone letter at the start.
    """
    return _MISSPELT.search(name) is None


def fold(name: str) -> str:
    """Returns the key under which spelling variants of one name are equal."""
    return _MARKS.sub("", name).translate(_FOLDS).replace("-", " ")


def clean(name: str) -> str:
    """Strips marks, invisible characters, outer blanks and a trailing qualifier."""
    name = unicodedata.normalize("NFC", _INVISIBLE.sub("", name))
    name = _MARKS.sub("", _QUALIFIER.sub("", name))
    name = _SPACES.sub(" ", name.replace("\u2013", "-").replace("\u2014", "-"))
    return name.strip().replace(" - ", "-")


def map_persian_letters(name: str) -> str:
    """Replaces the Persian forms of yeh and kaf by the Arabic ones."""
    return name.translate(_LETTER_MAP)


def similarity(first: str, second: str) -> float:
    """Returns the likeness of two names after folding, 0 to 1."""
    return ratio(fold(first), fold(second)) / 100.0


def is_outlier(name: str, others: Collection[str], floor: float = SIMILARITY_FLOOR) -> bool:
    """Tells whether a name is unlike what every other source says of the same place.

    Args:
        name: The name under test.
        others: The names of the other sources; none means that nothing can be said.
        floor: The least similarity to the nearest of them.
    """
    return bool(others) and max(similarity(name, other) for other in others) < floor


def is_foreign_label(name: str, arabic: Collection[str], others: Mapping[str, Collection[str]]) -> str:
    """Finds the other Arabic-script language that a name belongs to.

    Args:
        name: The name under test.
        arabic: Labels tagged as Arabic.
        others: Labels tagged as another language, by language code.

    Returns:
        The language code, or "" where the name is also an Arabic label or nobody's.
    """
    if name in arabic:
        return ""
    return next((code for code, labels in others.items() if name in labels), "")


def ascii_key(name: str) -> str:
    """Returns a Latin name in lower-case letters without accents, marks and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("\u0131", "i"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9 ]", "", plain.replace("-", " ")).split())


def is_recycled(upstream_en: str, current_en: Iterable[str], floor: float = 0.6) -> bool:
    """Tells whether a code now names another place than when the upstream list was made.

    Args:
        upstream_en: The English name that the upstream list has under the code.
        current_en: The names that the present standard has under it.
        floor: The least similarity for the same place.
    """
    keys = [ascii_key(name) for name in current_en]
    return max((ratio(ascii_key(upstream_en), key) for key in keys), default=100.0) < floor * 100


def arabic_skeleton(name: str) -> str:
    """Returns the consonant classes of an Arabic name, without doubles."""
    return _squeeze(_ARABIC_SKELETON.get(letter, "") for letter in name)


def latin_skeleton(name: str) -> str:
    """Returns the consonant classes of a Latin name, without doubles."""
    key = ascii_key(name)
    for digraph, letter in _DIGRAPHS:
        key = key.replace(digraph, letter)
    return _squeeze(_LATIN_SKELETON.get(letter, "") for letter in key)


def _squeeze(letters: Iterable[str]) -> str:
    out = ""
    for letter in letters:
        if letter and not out.endswith(letter):
            out += letter
    return out


def sounds_alike(arabic: str, latin: Iterable[str], floor: float = SKELETON_FLOOR) -> bool:
    """Tells whether an Arabic name may transcribe one of the Latin names.

    Args:
        arabic: The Arabic name.
        latin: The name and its alternates in Latin script.
        floor: The least likeness of the consonant skeletons, 0 to 1.
    """
    skeleton = arabic_skeleton(arabic)
    bare = arabic_skeleton(re.sub(r"(^|[ -])\u0627\u0644", r"\1", arabic))
    likeness = max(
        (max(ratio(skeleton, key), ratio(bare, key)) for key in map(latin_skeleton, latin) if key),
        default=0.0,
    )
    return likeness >= floor * 100
