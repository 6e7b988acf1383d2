"""Lists of Arabic given names and surnames, to tell people from places."""

from __future__ import annotations

import ast
import json
import sqlite3
import tempfile
from collections import Counter
from pathlib import Path

from gazetteer.builder import gates
from gazetteer.builder.archive import members, read_bytes, read_text
from gazetteer.builder.sources import EXTRACTS

MINIMUM = 2
ROLES = {"given": "given.txt", "surname": "surnames.txt"}
_DATABASE = "arabic_name_romanizer/resources/names.sqlite3"
_QUERY = (
    "SELECT arabic_key, MAX(total) FROM (SELECT arabic_key, latin, SUM(count) AS total FROM units"
    " WHERE source = 'wikidata' AND role = ? GROUP BY arabic_key, latin) GROUP BY arabic_key"
)


def wikidata_units(role: str) -> Counter[str]:
    """Returns how many people bear each name unit; only rows that come from Wikidata (CC0)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.sqlite3"
        path.write_bytes(read_bytes("arabic-name-romanizer", _DATABASE))
        connection = sqlite3.connect(path)
        try:
            rows = connection.execute(_QUERY, (role,)).fetchall()
        finally:
            connection.close()
    return Counter({name: int(count) for name, count in rows})


def faker_names(role: str) -> set[str]:
    """Returns the names of Faker's Arabic person providers."""
    prefix = "first_names" if role == "given" else "last_names"
    names: set[str] = set()
    for member in members("faker"):
        if member.startswith("faker/providers/person/ar_") and member.endswith("__init__.py"):
            names |= _assigned_names(read_text("faker", member), prefix)
    return names


def _assigned_names(code: str, prefix: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Tuple):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if ast.unparse(target).startswith(prefix):
                names |= {str(value) for value in ast.literal_eval(node.value)}
    return names


def collect(role: str) -> dict[str, int]:
    """Returns the names of a role with their counts, those below ``MINIMUM`` left out."""
    counts = wikidata_units(role)
    for name in faker_names(role):
        counts[name] = max(counts[name], MINIMUM)
    return {
        name: count for name, count in counts.items() if count >= MINIMUM and len(name) > 1 and gates.is_strict(name)
    }


def dictionary_names() -> list[str]:
    """Returns the single-word Arabic names of arabnamer's dictionary (foreign surnames above all)."""
    pairs: dict[str, str] = json.loads(read_text("arabnamer", "arabnamer/data/dict_FINAL.json"))
    return sorted({name for name in pairs.values() if len(name) > 2 and " " not in name and gates.is_strict(name)})


def main() -> None:
    """Writes ``extracts/persons/``: one name a line, a tab and its count, sorted by name."""
    folder = EXTRACTS / "persons"
    folder.mkdir(parents=True, exist_ok=True)
    for role, file in ROLES.items():
        lines = [f"{name}\t{count}\n" for name, count in sorted(collect(role).items())]
        (folder / file).write_text("".join(lines), encoding="utf-8", newline="\n")
    listed = "".join(f"{name}\n" for name in dictionary_names())
    (folder / "dictionary.txt").write_text(listed, encoding="utf-8", newline="\n")
