"""Readings and consonant skeletons: the keys under which an Arabic transliteration meets the Latin name it came from.

The Arabic surface and the Latin name are both read as sounds (`sounds.py`). The skeleton of a reading leaves out the
vowels, which
Arabic writes or omits at will, and tells no hard from soft consonants that Arabic writers confuse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, islice, product
from operator import itemgetter
from typing import Final, NamedTuple

from geoextract.candidates.sounds import (
    ARAB,
    ARABIC,
    ARABIC_ALSO,
    ARTICLES,
    COUNTRIES,
    DESIGNATORS,
    FINAL_HA,
    HIGH,
    LATIN,
    LINKS,
    VOWELS,
)
from geoextract.text.normalize import fold

SKELETON_VERSION: Final = 1
"""Goes up with every change of a key; an artifact made with another version is refused."""
MOST_READINGS: Final = 16
"""Readings of one name in one language: the first of each rule, then one and two alternatives at a time."""
MOST_KEYS: Final = 8
"""Skeletons of one name over all its languages."""

MOST_REMEMBERED: Final = 1 << 14
"""Readings, words and names of which each kind of work is remembered: names come up beside many surfaces."""
SHORTEST_WITH_ARTICLE: Final = 5
"""A word of fewer sounds keeps its first two, which may belong to the name."""

_COARSE: Final = str.maketrans({"g": "k", "j": "k", "z": "s", "h": None})
_BARE: Final = str.maketrans(dict.fromkeys(VOWELS))
_OPENING: Final = (*VOWELS, "h")
_REPEATED: Final = re.compile(r"(.)\1+")
_ONCE: Final = itemgetter(1)
"""Of a match its first group: cheaper in `sub` than a template, which is looked up for each string."""
_RULE: Final = re.compile(r"(\^?[^\W\d_]+\$?)(?:\(([^)]+)\))?=(\S+)")
START: Final = "^"
END: Final = "$"
_PLAIN: Final = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
_SHORT_WORDS: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_QUALIFIER: Final = re.compile(r"\s*[(\[/,].*$")
_LATIN_WORD: Final = re.compile(r"[^\W\d_]+")

Options = tuple[str, ...]


class Rule(NamedTuple):
    """How a piece of a Latin word may sound.

    Attributes:
        letters: the piece, with the marks of a word's start and end.
        before: one of these letters has to follow; "" for any.
        sounds: the readings, the likeliest first.
    """

    letters: str
    before: str
    sounds: Options


@lru_cache(maxsize=MOST_REMEMBERED)
def skeleton(reading: str) -> str:
    """The consonant skeleton of a reading.

    Args:
        reading: sounds, blanks between words.

    Returns:
        Its consonants without doubles, confusable ones merged; `a` before them where the name begins with a vowel or h.
    """
    plain = reading.replace(" ", "").translate(_COARSE)
    start = "a" if reading[:1] in _OPENING else ""
    return start + _REPEATED.sub(_ONCE, _merged(plain.translate(_BARE)))


@lru_cache(maxsize=MOST_REMEMBERED)
def coarse(reading: str) -> str:
    """A reading with its vowels, in which confusable consonants are merged."""
    return _REPEATED.sub(_ONCE, _merged(reading.replace(" ", "").translate(_COARSE)))


def _merged(sounds: str) -> str:
    """Stops before a hissing sound are heard with it: ts, tsh and dsh."""
    return sounds.replace("ts", "s").replace("tc", "c").replace("dk", "k")


def arabic_readings(surface: str, *, article: bool = True) -> list[str]:
    """How an Arabic surface may be read, the likeliest first.

    Args:
        surface: one or several Arabic words, in any spelling that folds.
        article: False leaves the article of each word out.

    Returns:
        Strings of sounds; none where a letter is not Arabic.
    """
    key = fold(surface)
    also = [(letter, sound) for letter, sound in ARABIC_ALSO.items() if letter in key]
    chosen = [dict(some) for count in range(len(also) + 1) for some in combinations(also, count)]
    found = [_read_arabic(key, second) for second in chosen]
    if not article:
        found = [" ".join(map(_without_article, reading.split(" "))) for reading in found]
    return [reading for reading in dict.fromkeys(found) if reading]


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("al") and len(word) >= SHORTEST_WITH_ARTICLE else word


def _read_arabic(key: str, also: dict[str, str]) -> str:
    words = []
    for word in key.split():
        pieces: list[str] = []
        position = 0
        while position < len(word):
            pair = word[position : position + 2]
            step = 2 if pair in ARABIC and len(pair) == 2 else 1
            letter = pair[:step]
            if letter not in ARABIC:
                return ""
            sound = also.get(letter, ARABIC[letter])
            if letter == FINAL_HA and position + 1 == len(word) > 1:
                sound = "" if pieces[-1] in HIGH else "a"
            pieces.append(sound)
            position += step
        words.append(_REPEATED.sub(_ONCE, "".join(pieces)))
    return " ".join(words)


@cache
def languages_of(country: str) -> tuple[str, ...]:
    """The language groups that the names of a country (ISO 3166-1 alpha-2) are read by."""
    found = tuple(language for language, codes in COUNTRIES.items() if country in codes.split())
    if "us" in found:
        return ("en+us", "es")
    return found or ("und",)


def latin_readings(name: str, country: str) -> list[str]:
    """How a Latin name may be read, the likeliest first.

    Args:
        name: a name in Latin letters, with or without marks.
        country: ISO 3166-1 alpha-2 code; decides whose spelling rules hold.

    Returns:
        Strings of sounds without repeats, blanks between words.
    """
    return _latin_readings(name, languages_of(country), country in ARAB)


@lru_cache(maxsize=MOST_REMEMBERED)
def _latin_readings(name: str, languages: tuple[str, ...], arab: bool) -> list[str]:
    words = _words(name)
    if arab:
        words = [word for word in words if word not in ARTICLES] or words
    found: dict[str, None] = {}
    for spelt in _lengths(words):
        for language in languages:
            options: list[Options] = []
            for word in spelt:
                options += (*_pieces(word, language), (" ",))
            found.update(dict.fromkeys(_variants(options)))
    return list(found)


def _lengths(words: list[str]) -> Iterator[list[str]]:
    """A name in full, and without what Arabic leaves out: a designator, or the river that tells it from others."""
    yield words
    cut = next((place for place, word in enumerate(words) if place and word in LINKS), 0)
    if words[1:] and words[-1] in DESIGNATORS:
        cut = len(words) - 1
    if cut:
        yield words[:cut]


def latin_keys(name: str, country: str) -> list[str]:
    """The skeletons under which a Latin name is filed, at most `MOST_KEYS`."""
    keys = dict.fromkeys(skeleton(reading) for reading in latin_readings(name, country))
    return [key for key in keys if key][:MOST_KEYS]


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFC", _QUALIFIER.sub("", name)).casefold()
    plain = re.sub(r"['\u2018\u2019\u02bc\u02bb`\u00b4]", "", plain)
    return [_SHORT_WORDS.get(word, word) for word in _LATIN_WORD.findall(plain)]


def _without_marks(letter: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return "".join(_PLAIN.get(c, c) for c in plain)


@lru_cache(maxsize=MOST_REMEMBERED)
def _pieces(word: str, language: str) -> tuple[Options, ...]:
    """The sounds of a word's letters, piece by piece."""
    rules, known = _rules(language)
    plain = word if known.issuperset(word) else "".join([c if c in known else _without_marks(c) for c in word])
    spelt = f"{START}{plain}{END}"
    found: list[Options] = []
    position = 0
    while position < len(spelt):
        step = 1
        begun = spelt[position : position + 2]
        for letters, before, sounds in rules.get(begun) or rules.get(begun[0]) or ():
            if spelt.startswith(letters, position):
                end = position + len(letters)
                if not before or spelt[end : end + 1] in before:
                    found.append(sounds)
                    step = len(letters)
                    break
        position += step
    return tuple(found)


@cache
def _rules(language: str) -> tuple[dict[str, list[Rule]], frozenset[str]]:
    """The rules of a language by their first two letters, the longest first, and all letters that have rules.

    Behind the longer rules stand those of the first letter alone, so that one look-up gives all that may hold.
    """
    found: dict[tuple[str, str], Rule] = {}
    for part in ("und", *language.split("+")):
        for letters, before, sounds in _RULE.findall(LATIN[part]):
            outputs = tuple("" if sound == "-" else sound for sound in sounds.split("/"))
            found[letters, before] = Rule(letters, before, outputs)
    ordered = sorted(found.values(), key=lambda rule: (-len(rule.letters), not rule.before, rule.letters, rule.before))
    rules: dict[str, list[Rule]] = {}
    for rule in ordered:
        rules.setdefault(rule.letters[:2], []).append(rule)
    for begun, several in rules.items():
        if len(begun) > 1:
            several += rules.get(begun[0], [])
    return rules, frozenset(letter for letters, _ in found for letter in letters)


def _variants(options: Sequence[Options]) -> Iterator[str]:
    """The reading of first choices, then those with one and with two other choices."""
    plain = [sounds[0] for sounds in options]
    open_places = [place for place, sounds in enumerate(options) if len(sounds) > 1]
    chosen = (places for count in (0, 1, 2) for places in combinations(open_places, count))
    for changes in islice(_exchanges(options, chosen), MOST_READINGS):
        reading = list(plain)
        for place, sound in changes:
            reading[place] = sound
        yield _REPEATED.sub(_ONCE, "".join(reading)).strip()


def _exchanges(options: Sequence[Options], chosen: Iterable[tuple[int, ...]]) -> Iterator[tuple[tuple[int, str], ...]]:
    for places in chosen:
        yield from product(*([(place, sound) for sound in options[place][1:]] for place in places))
