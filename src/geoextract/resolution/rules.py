"""The named rules that come before the model, in order; the first that speaks decides.

A rule is certain by the grammar or by review; everything that depends on weighing is left to the context model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from geoextract.mentions.scan import Candidate, ScannedText

ACCEPT: Final = 0.5
"""Candidates at or above this probability are mentions."""
CONTEXT: Final = "context_model"
_PLACE_TRIGGERS: Final = frozenset("sac")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        name: what results show.
        probability: the probability of a mention that it gives.
        why: the reason, one sentence.
        applies: the test.
    """

    name: str
    probability: float
    why: str
    applies: Callable[[ScannedText, Candidate], bool]


def _never(scanned: ScannedText, candidate: Candidate) -> bool:
    if candidate.entry.verdict != "never":
        return False
    before = scanned.words[candidate.first - 1].classes if candidate.first else ""
    return bool(candidate.proclitic) or not _PLACE_TRIGGERS.intersection(before)




RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "never_without_trigger",
        0.0,
        "the surface is a common word and no word such as 'city' or 'province' stands before it",
        _never,
    ),
)
"""All rules in the order in which they are asked."""


def decide(scanned: ScannedText, candidate: Candidate) -> Rule | None:
    """The first rule that speaks, or None where the model has to decide."""
    for rule in RULES:
        if rule.applies(scanned, candidate):
            return rule
    return None
