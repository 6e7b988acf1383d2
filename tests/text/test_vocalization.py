"""What the harakat of a surface say."""

from __future__ import annotations

import pytest

from geoextract.text.vocalization import agreement, ends_in_tanwin, has_marks


@pytest.mark.parametrize(
    ("surface", "expected"), [("عُمان", True), ("عمان", False), ("عمـان", False), ("", False), ("رحمٰن", True)]
)
def test_has_marks(surface: str, expected: bool) -> None:
    assert has_marks(surface) is expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("سعوديًا", True),
        ("سعودياً", True),
        ("سعودياً ", False),
        ("سعوديا", False),
        ("سعودي", False),
        ("مصرَ", False),
        ("عربيةً", True),
    ],
)
def test_ends_in_tanwin(surface: str, expected: bool) -> None:
    assert ends_in_tanwin(surface) is expected


@pytest.mark.parametrize(
    ("surface", "vocalized", "expected"),
    [
        ("عُمان", "عُمان", 1),
        ("عَمّان", "عُمان", -1),
        ("عَمان", "عُمان", -1),
        ("عمّان", "عُمان", -1),
        ("عمان", "عُمان", 0),
        ("عُمان", "عَمّان", -1),
        ("عَمّان", "عَمّان", 1),
        ("عمّان", "عَمّان", 1),
        ("عَمان", "عَمّان", 1),
        ("عمانُ", "عُمان", 0),
        ("عُمـان", "عُمان", 1),
    ],
)
def test_agreement(surface: str, vocalized: str, expected: int) -> None:
    assert agreement(surface, vocalized) == expected
