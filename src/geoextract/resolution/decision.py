"""What the resolver says of one candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from geoextract.gazetteer.records import PlaceRecord, Sense
from geoextract.mentions.scan import Candidate
from geoextract.resolution.senses import Meanings


@dataclass(slots=True)
class Decision:
    """A candidate that was judged.

    Attributes:
        candidate: where it stands.
        rule: name of the rule that decided (`rules.RULES`).
        mention: probability that it is a mention, 0..1.
        senses: its meanings.
        shares: their probabilities, given that it is a mention.
        best: index of the chosen meaning.
        metonym: probability that a capital stands for its government; 0 for other places.
        meanings: what is known of several meanings, from which one is still to be chosen.
    """

    candidate: Candidate
    rule: str
    mention: float
    senses: Sequence[Sense]
    shares: Sequence[float] = field(default=(1.0,))
    best: int = 0
    metonym: float = 0.0
    meanings: Meanings | None = None

    @property
    def place(self) -> PlaceRecord:
        """The chosen place."""
        return self.senses[self.best].place

    @property
    def share(self) -> float:
        """Probability of the chosen place, given that it is a mention (its name and its demonym count together)."""
        if len(self.senses) == 1:
            return self.shares[0]
        place = self.place
        return sum([share for share, sense in zip(self.shares, self.senses, strict=True) if sense.place is place])
