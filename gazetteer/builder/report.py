"""The tables of docs/gazetteer.md, written from the manifest and sources.toml when the packaged artifact is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gazetteer.builder.sources import load_sources

PAGE = Path(__file__).parents[2] / "docs" / "gazetteer.md"
LAYERS = {
    "iso3166_1": "countries and territories of ISO 3166-1",
    "iso3166_2_first_level": "first-level divisions of ISO 3166-2",
    "admin2": "second-level divisions",
    "cities": "cities and towns",
    "cities_over_100000": "of them with 100,000 people and more",
    "city_districts": "of them districts of a city",
    "region_places": "regions",
    "bloc_places": "blocs and alliances",
    "disputed_places": "disputed places with their parties",
    "historical_places": "historical states and places",
    "dated_states": "states with first and last year",
    "physical_places": "physical features",
    "demonym_heads": "demonym heads",
    "city_demonym_heads": "cities with demonyms",
    "generated_names": "names by transliteration, ranked behind attested ones",
    "reviewed_homographs": "reviewed homographs",
    "vocalized_names": "names told apart by harakat",
}
"""Coverage key of the manifest -> what it counts."""


def layer_table(manifest: Mapping[str, Any]) -> str:
    """What the packaged gazetteer holds."""
    rows = [(LAYERS[key], f"{count:,}") for key, count in _in_order(manifest["coverage"])]
    rows += [
        ("surfaces of names", f"{manifest['name_keys']:,}"),
        ("forms of demonyms", f"{manifest['demonym_keys']:,}"),
    ]
    rows += [("surfaces that mean several places", f"{manifest['ambiguous_keys']:,}")]
    return _table(("with an Arabic name", "count"), rows)


def source_table(manifest: Mapping[str, Any]) -> str:
    """Every source with its licence and the number of rows that name it."""
    rows = [
        (
            f"`{source.key}`",
            f"{source.package} {source.version}".strip() or "-",
            source.licence,
            f"{count:,}",
            source.use,
        )
        for source in load_sources().values()
        for count in [manifest["sources"].get(source.key, 0)]
    ]
    return _table(("key", "package", "licence", "rows", "what is taken"), rows)


def refresh(manifest: Mapping[str, Any], page: Path = PAGE) -> None:
    """Replace the page's tables; each stands between `<!-- NAME -->` and `<!-- end -->`."""
    page.write_text(rendered(page.read_text(encoding="utf-8"), manifest), encoding="utf-8")


def rendered(text: str, manifest: Mapping[str, Any]) -> str:
    """The page with the tables that belong to a manifest."""
    for name, table in (("layers", layer_table(manifest)), ("sources", source_table(manifest))):
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        text = f"{before}{mark}\n{table}\n{end}{after}" if mark and end else text
    return text


def _in_order(coverage: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(key, coverage[key]) for key in LAYERS if key in coverage]


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows)]
    return "\n".join(lines) + "\n"
