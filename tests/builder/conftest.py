"""A tiny gazetteer in a folder of its own, in the format of the real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gazetteer.builder.models import TABLES

COLUMNS = {model.file_name: list(model.model_fields) for model in TABLES}

PLACES = [
    "AZ\tcountry\tm49:145\tAZ\t40.4\t47.6\t10000000\tAzerbaijan\t\thand\tأذربيجان",
    "AM\tcountry\tm49:145\tAM\t40.1\t45.0\t3000000\tArmenia\t\thand\tأرمينيا",
    "AZ-BA\tadmin1\tAZ\tAZ\t\t\t\tBaku\t\tcldr\tباكو",
    "geonames:587084\tcity\tAZ\tAZ\t40.3777\t49.892\t1116513\tBaku\tBaki|Bakou\tgeonamescache\tباكو",
    "m49:145\tregion\t\t\t\t\t\tWestern Asia\t\tcldr\tغرب آسيا",
    "geoextract:karabakh\tterritory\tm49:145\t\t39.8\t46.75\t\tNagorno-Karabakh\tArtsakh\thand\tناغورني كاراباخ",
    "geoextract:sassanid\thistorical\tm49:145\t\t\t\t\tSasanian Empire\t\thand\tالدولة الساسانية",
]
FILES = {
    "places.tsv": PLACES,
    "names.tsv": [
        "AZ\tofficial\thand\tجمهورية أذربيجان",
        "geonames:587084\ttyped\thand\tمدينة باكو",
        "AZ\tvariant\thand\tآذربيجان",
        "geoextract:karabakh\tvariant\thand\tقره باغ",
    ],
    "same_as.tsv": [
        "AZ\tiso3166_1_alpha3\tAZE\tcldr",
        "geoextract:karabakh\twikidata\tQ4140\trigour",
    ],
    "demonyms.tsv": ["AZ\tnisba\thand\tأذربيجاني", "AM\tnisba\thand\tأرميني"],
    "demonym_forms.tsv": ["AM\t\tcollective\thand\tأرمن"],
    "capitals.tsv": ["AZ\tgeonames:587084\tcapital\thand"],
    "disputes.tsv": ["geoextract:karabakh\tAZ|AM\tAZ\tAZ\tAZ\t\thand\tunder Azerbaijan since 2023"],
    "spans.tsv": ["geoextract:sassanid\t224\t651\tAZ|AM\thand"],
}
"""Rows by file; every file of the format is there."""

Build = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Build:
    """Write the tiny gazetteer, with further or other rows, and return its root."""

    def write(lexicon: dict[str, list[str]] | None = None, **changes: list[str]) -> Path:
        folder = tmp_path / "hand" / "all"
        folder.mkdir(parents=True)
        (tmp_path / "extracts").mkdir()
        for name, rows in FILES.items():
            added = changes.get(name.removesuffix(".tsv"), [])
            (folder / name).write_text("\n".join(["\t".join(COLUMNS[name]), *rows, *added, ""]), encoding="utf-8")
        for name, rows in (lexicon or {}).items():
            (tmp_path / "hand" / "lexicon").mkdir(exist_ok=True)
            (tmp_path / "hand" / "lexicon" / name).write_text("\n".join([*rows, ""]), encoding="utf-8")
        return tmp_path

    return write
