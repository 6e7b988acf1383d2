"""`geoextract gazetteer check`."""

from __future__ import annotations

from pathlib import Path

from geoextract.cli import DONE, SOME_FAILED
from geoextract.cli.console import say
from geoextract.cli.sources import check_readable


def run(file: str) -> int:
    """Print the findings in a file of the user's places, one a line.

    Returns:
        The exit code: 1 where there are findings.

    Raises:
        InputError: the file cannot be read.
    """
    check_readable(file)
    from geoextract.gazetteer.user import check

    findings = check(Path(file))
    for finding in findings:
        say(finding)
    if findings:
        return SOME_FAILED
    say(f"{file}: no findings")
    return DONE
