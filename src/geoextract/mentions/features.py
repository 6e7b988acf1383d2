"""Features of a candidate and of the words beside it.

Training and run time share these functions; run time keeps their sums.

Every function depends on one thing only (a word, a gap, an entry), so that the context model adds up a handful of
cached numbers for a
candidate instead of building strings for it.
"""

from __future__ import annotations

import math
from typing import Final

from geoextract.gazetteer.records import Entry
from geoextract.mentions.scan import Candidate, ScannedText
from geoextract.mentions.words import Word
from geoextract.text.clitics import ARTICLE
from geoextract.text.vocalization import ends_in_tanwin

POSITIONS: Final = (-3, -2, -1, 1, 2)
"""Places of context words relative to the candidate."""
GROUPS: Final = ("major", "minor", "likely", "trigger", "person", "never", "long", "demonym", "demonym?")
"""Kinds of candidates that the model tells apart: each has its own weights beside the shared ones."""

_MAJOR_IMPORTANCE: Final = 5.1
_UNREVIEWED: Final = dict.fromkeys(GROUPS, 0.9) | {"major": 0.98, "long": 0.98, "demonym": 0.97, "minor": 0.9}
"""Prior of a surface that no reviewed row names, by group."""
_SUFFIXES: Final = frozenset({"يون", "يين", "ون", "ين", "ات", "ان", "يه", "ية", "ه", "ي", "ا", "ت"})
_WAW: Final = "\u0648"
_GAP_MARKS: Final = {
    **dict.fromkeys("،,", "comma"),
    **dict.fromkeys("؛;", "semicolon"),
    **dict.fromkeys(".؟?!…", "stop"),
    **dict.fromkeys(":", "colon"),
    **dict.fromkeys("\"'«»“”„‟‘’{}", "quote"),
    **dict.fromkeys("()[]", "bracket"),
    **dict.fromkeys("-–—‒―\u0640", "dash"),
    **dict.fromkeys("/\\|", "slash"),
    "\n": "line",
}


def word_features(word: Word) -> list[str]:
    """What a context word shows: itself, its classes, its shape, what names it can begin."""
    key = word.key
    features = [f"w={key}"]
    features += [f"c={code}" for code in word.classes]
    if not key or not "\u0621" <= key[0] <= "\u064a":
        return [*features, "digits" if key.isdigit() else "foreign"]
    features.append("definite" if key.startswith(ARTICLE) else "bare")
    suffix = _suffix(key)
    if suffix:
        features.append(f"s={suffix}")
    for start in word.starts[:1]:
        entry = start.entry
        if entry is not None and entry.senses:
            features.append(f"gaz={entry.senses[0].form}:{entry.verdict}:{bool(start.proclitic)}")
            features.append(f"type={entry.senses[0].place.type}")
    return features


Shape = tuple[object, ...]


def shape_of(word: Word) -> Shape:
    """All that a context word shows but itself.

    Words of one shape have the same features (`word_features` but for `w=`) and the same relations to a candidate
    beside them (`mentions.relations`). There are a few thousand shapes, so their sums are worked out once for all the
    words that have nothing of their own.
    """
    key = word.key
    kind = 0 if key and "\u0621" <= key[0] <= "\u064a" else 1 + key.isdigit()
    name: object = None
    if word.starts:
        start = word.starts[0]
        entry = start.entry
        name = 0
        if entry is not None and entry.senses:
            first = entry.senses[0]
            name = (first.form, first.place.type, entry.verdict, not start.proclitic)
    return word.classes, key.find(ARTICLE, 0, 3), key[:1] == _WAW, len(key) < 2, kind, _suffix(key), name


def _suffix(key: str) -> str:
    for size in (3, 2, 1):
        if key[-size:] in _SUFFIXES:
            return key[-size:]
    return ""


def edge_features(position: int) -> list[str]:
    """Beyond the first or last word of the text."""
    return ["edge" if abs(position) == 1 else "far-edge"]


def gap_features(gap: str) -> list[str]:
    """What stands between two words: blank, punctuation or a line break."""
    if gap == " ":
        return ["blank"]
    marks = {_GAP_MARKS.get(char) for char in gap} - {None}
    return sorted(mark for mark in marks if mark) or ["other" if gap.strip() else "blank"]


def crossed(name: str) -> bool:
    """Whether a feature has weights of its own in each group.

    The rest only has shared ones (chosen by cross-validation).
    """
    position, colon, rest = name.partition(":")
    if not colon:
        return not name.startswith(("importance=", "length="))
    if position in ("before", "after", "doc"):
        return True
    return position in ("-1", "1") and rest.startswith(("c=", "definite", "bare", "gaz"))


def group_of(entry: Entry, count: int) -> str:
    """The kind of a candidate."""
    first = entry.senses[0]
    if count > 1 and entry.verdict != "never":
        return "long"
    if first.form == "demonym":
        return "demonym?" if entry.verdict else "demonym"
    if entry.verdict:
        return entry.verdict
    return "major" if first.place.importance >= _MAJOR_IMPORTANCE else "minor"


def candidate_features(candidate: Candidate, surface: str, classes: str) -> list[str]:
    """What a candidate itself shows, apart from its context.

    Args:
        candidate: the candidate.
        surface: its text.
        classes: context classes of its first word: it may be a person's name or a common word as well.
    """
    entry = candidate.entry
    first = entry.senses[0]
    prior = round(min(entry.prior, 1.0) * 5)
    features = [
        f"proclitic={candidate.proclitic}",
        f"words={candidate.last - candidate.first}",
        f"prior={prior}",
        f"type={first.place.type}",
        f"importance={round(first.place.importance)}",
        f"form={first.form}{first.code}",
        f"definite={entry.key.startswith(ARTICLE)}",
        f"length={min(len(entry.key), 8)}",
        f"senses={min(len(entry.senses), 3)}",
        f"forms={len({sense.form for sense in entry.senses})}",
    ]
    features += [f"own={code}" for code in classes]
    features += [f"proclitic={candidate.proclitic}&prior={prior}"] if candidate.proclitic else []
    if entry.verdict not in ("", "likely"):
        features += [f"spelling={difference}" for difference in spelling_differences(surface, entry.surface)]
    return [*features, "tanwin"] if ends_in_tanwin(surface) else features


def spelling_differences(surface: str, expected: str) -> list[str]:
    """How a surface departs from the careful spelling.

    The last letter (ta marbuta, alif maqsura) or a contradicting hamza.
    """
    found = []
    if surface and expected and surface[-1] != expected[-1]:
        found.append(f"{ord(surface[-1]):x}>{ord(expected[-1]):x}" if surface[-1] in "هةىيا" else "end")
    hamzas = {c for c in surface if c in "أإآ"} - {c for c in expected if c in "أإآ"}
    return [*found, "hamza"] if hamzas else found


def prior_odds(entry: Entry, count: int) -> float:
    """Log-odds of a mention before any context, from the reviewed prior or from the kind of name; within -4..4."""
    prior = min(entry.prior, _UNREVIEWED[group_of(entry, count)] if entry.prior == 1 else 1.0)
    return max(-4.0, min(4.0, math.log(max(prior, 1e-3) / max(1 - prior, 1e-3))))


def surface_of(scanned: ScannedText, candidate: Candidate) -> str:
    """The candidate's text as written."""
    return scanned.source[candidate.start : candidate.end]
