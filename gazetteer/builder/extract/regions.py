"""M49 regions: Wikidata ids, Arabic names and containment; the places are hand-made."""

from __future__ import annotations

from gazetteer.builder import gates, tsv
from gazetteer.builder.extract import cldr, country_coder
from gazetteer.builder.extract.countries import codes
from gazetteer.builder.sources import EXTRACTS

CONTAINS = ("region_id", "member_id", "source")


def member_id(code: str) -> str:
    """Returns the place id of a country or region code."""
    return f"m49:{code}" if code.isdigit() else code


def containment_rows() -> list[tsv.Row]:
    """Returns the direct members of each region that are countries or M49 regions."""
    known = set(codes())
    return [
        (f"m49:{code}", member_id(member), "cldr-core")
        for code, members in sorted(cldr.containment().items())
        for member in sorted(members)
        if member.isdigit() or member in known
    ]


def same_as_rows() -> list[tsv.Row]:
    """Returns the M49 code and the QID of each region."""
    rows: list[tsv.Row] = []
    for code, qid in sorted(country_coder.qid_by_m49().items()):
        rows.append((f"m49:{code}", "m49", code, "country-coder"))
        rows.append((f"m49:{code}", "wikidata", qid, "country-coder"))
    return rows


def name_rows() -> list[tsv.Row]:
    """Returns CLDR's Arabic names of the regions."""
    rows: list[tsv.Row] = []
    for code, name in sorted(cldr.territory_names("ar").items()):
        form = gates.clean(name)
        if code.isdigit() and gates.is_strict(form):
            rows.append((f"m49:{code}", "variant", "cldr", form))
    return rows


def main() -> None:
    """Writes ``extracts/regions/``."""
    folder = EXTRACTS / "regions"
    tsv.write_table(folder / "names.tsv", tsv.NAMES, name_rows())
    tsv.write_table(folder / "same_as.tsv", tsv.SAME_AS, same_as_rows())
    tsv.write_table(folder / "contains.tsv", CONTAINS, containment_rows())
