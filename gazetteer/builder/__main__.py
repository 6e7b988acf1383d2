"""Command line of the builder: ``python -m gazetteer.builder fetch|extract|chars|compile|latin``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from gazetteer.builder import extract, fetch


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one step of the build and returns the process exit code."""
    parser = argparse.ArgumentParser(prog="gazetteer.builder", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("fetch", help="download every source and check its sha256")
    extracting = steps.add_parser("extract", help="write gazetteer/extracts/ from the downloads")
    extracting.add_argument("layers", nargs="*", help="only these layers (default: all)")
    steps.add_parser("chars", help="copy camel-tools' character map into the text layer")
    steps.add_parser("compile", help="build the packaged artifact from hand/ and extracts/")
    steps.add_parser("latin", help="build the packaged table of Latin names from extracts/latin/")
    arguments, rest = parser.parse_known_args(argv)
    if arguments.step not in ("compile", "latin") and rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if arguments.step == "fetch":
        return fetch.main()
    if arguments.step == "extract":
        return extract.main(arguments.layers)
    if arguments.step == "chars":
        from gazetteer.builder import chars

        chars.main()
        return 0
    if arguments.step == "latin":
        from gazetteer.builder import latin

        return latin.main(rest)
    from gazetteer.builder import compile as compiler

    return int(compiler.main(rest) or 0)


if __name__ == "__main__":
    raise SystemExit(main())
