"""Rebuild every generated file that is committed and compare: `python -m tests.tools.check_generated`.

The artifact is compared by its header line, which holds the digest of the content, and by its content. The compressed
bytes are not compared: another zlib packs the same content otherwise.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from gazetteer.builder import chars, report
from gazetteer.builder.compile import AMBIGUITIES, compile_artifact
from gazetteer.builder.tables import ROOT, BuildError, Tables, load
from geoextract.gazetteer.gazetteer import PACKAGED

CAMEL_MAP = PACKAGED.parents[1] / "text" / "_camel_map.py"
MANIFEST = ROOT / "manifest.json"


def content(path: Path) -> tuple[bytes, bytes]:
    """The header line and the unpacked sections of an artifact."""
    header, _, packed = path.read_bytes().partition(b"\n")
    return header, zlib.decompress(packed)


def stale_characters() -> Iterator[str]:
    """The copy of camel-tools' character map."""
    if CAMEL_MAP.read_text(encoding="utf-8") != chars.render(chars.camel_rows()):
        yield f"{CAMEL_MAP.name} differs from camel-tools' map; run: python -m gazetteer.builder chars"


def stale_gazetteer(tables: Tables, folder: Path) -> Iterator[str]:
    """The artifact, its manifest, the file of ambiguities and the tables of the documentation."""
    rebuilt = folder / PACKAGED.name
    listed = folder / AMBIGUITIES.name
    manifest = compile_artifact(tables, rebuilt, listed)
    wanted = {
        AMBIGUITIES: listed.read_text(encoding="utf-8"),
        MANIFEST: json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
        report.PAGE: report.rendered(report.PAGE.read_text(encoding="utf-8"), manifest),
    }
    stale = [
        path.name for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if content(rebuilt) != content(PACKAGED):
        stale.append(PACKAGED.name)
    for name in stale:
        yield f"{name} differs from the source tables; run: python -m gazetteer.builder compile"


def main() -> int:
    """Check all; returns 1 and prints what is stale."""
    findings = list(stale_characters())
    with tempfile.TemporaryDirectory() as folder:
        try:
            findings.extend(stale_gazetteer(load(), Path(folder)))
        except BuildError as error:
            findings.append(f"the gazetteer does not compile:\n{error}")
    sys.stdout.write("".join(f"{finding}\n" for finding in findings) or "all generated files are up to date\n")
    return bool(findings)


if __name__ == "__main__":
    raise SystemExit(main())
