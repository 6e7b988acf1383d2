"""What a candidate is wherever it stands: entry, proclitic and spelling, without its place in a text.

A `NameType` is to a candidate what a `Word` is to a word of a text: what depends on it alone is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from geoextract.gazetteer.records import Entry
from geoextract.mentions.features import surface_of
from geoextract.mentions.scan import Candidate, ScannedText

NameKey = tuple[str, str, str]
"""Key of the entry, proclitic, surface: what tells the name types of one gazetteer apart."""
MAX_NAMES: Final = 10_000
"""Name types that a memory keeps before it starts anew."""


@dataclass(frozen=True, slots=True)
class NameType:
    """All candidates of one spelling.

    Attributes:
        entry: what the gazetteer knows of the name.
        proclitic: the letters before it in its first word.
        surface: as written.
        length: its words.
        classes: context classes of its first word, which follow from proclitic and surface.
    """

    entry: Entry
    proclitic: str
    surface: str
    length: int
    classes: str

    @classmethod
    def of(cls, scanned: ScannedText, candidate: Candidate) -> NameType:
        """The type of a candidate."""
        return cls(
            entry=candidate.entry,
            proclitic=candidate.proclitic,
            surface=surface_of(scanned, candidate),
            length=candidate.last - candidate.first,
            classes=scanned.words[candidate.first].classes,
        )

    @property
    def form(self) -> Literal["name", "demonym", ""]:
        """Form of the likeliest meaning; "" for a fixed phrase without meanings."""
        return self.entry.senses[0].form if self.entry.senses else ""
