"""The commands with their options; what they do is in the modules beside this one."""

from __future__ import annotations

from typing import Annotated

import typer

EXIT_CODES = (
    "Exit codes: 0 all done; 1 done except for some documents, each reported on stderr (lookup: unknown name;"
    " check: findings); 2 nothing begun, or output impossible, one sentence on stderr says why; 130 interrupted"
    " (what was written is valid)."
)

app = typer.Typer(
    help="Linked geopolitical entities of Arabic text.",
    epilog=EXIT_CODES,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
gazetteer_app = typer.Typer(help="Work with files of your own places.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")

_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

Policy = Annotated[str, typer.Option(help="View of disputed places: iso, un or de_facto.")]
Gazetteer = Annotated[
    list[str], typer.Option("--gazetteer", metavar="FILE", help="Places of your own; may be repeated.")
]


def _version(asked: bool) -> None:
    if asked:
        from geoextract import __version__

        typer.echo(f"geoextract {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Linked geopolitical entities of Arabic text."""


@app.command(epilog=EXIT_CODES)
def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|GLOB|-]...",
            help="Plain text (one document a file) or JSON lines (.jsonl, .ndjson); also .gz, .bz2, .xz, .zst.",
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            help="table, jsonl, geojson, html, csv or parquet; by default by the name of the output, else table."
        ),
    ] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of stdout.")] = None,
    policy: Policy = "iso",
    min_score: Annotated[float | None, typer.Option(help="Leave out entities below this probability, 0..1.")] = None,
    keep_unresolved: Annotated[
        bool, typer.Option("--keep-unresolved", help="Keep what is below --min-score, without a place.")
    ] = False,
    gazetteer: Gazetteer = [],  # noqa: B006
    input_format: Annotated[str | None, typer.Option(help="text or jsonl, whatever the name of the file.")] = None,
    text_field: Annotated[str, typer.Option(help="JSON lines: field of the text.")] = "text",
    id_field: Annotated[str, typer.Option(help="JSON lines: field of the document's id.")] = "id",
    keep: Annotated[
        list[str], typer.Option(metavar="FIELD", help="JSON lines: field to carry into the output; may be repeated.")
    ] = [],  # noqa: B006
    errors: Annotated[str, typer.Option(help="Broken UTF-8: strict (leave it out) or replace.")] = "strict",
    n_process: Annotated[int, typer.Option(help="Worker processes; -1 for one a core.")] = 1,
    batch_size: Annotated[int, typer.Option(help="Documents sent to a worker at a time.")] = 64,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an output that was cut short.")] = False,
    progress: Annotated[
        bool | None, typer.Option("--progress/--no-progress", help="Progress on stderr; by default at a terminal.")
    ] = None,
) -> int:
    """Extract the entities of texts."""
    from geoextract.cli.extract import Options, run

    return run(
        Options(
            files=tuple(files or ()),
            format=format,
            output=output,
            policy=policy,
            min_score=min_score,
            keep_unresolved=keep_unresolved,
            gazetteer=tuple(gazetteer),
            input_format=input_format,
            text_field=text_field,
            id_field=id_field,
            keep=tuple(keep),
            errors=errors,
            n_process=n_process,
            batch_size=batch_size,
            resume=resume,
            progress=progress,
        )
    )


@app.command(epilog=EXIT_CODES)
def lookup(
    name: Annotated[str, typer.Argument(help="An Arabic name or demonym, or the id of a place.")],
    format: Annotated[str, typer.Option(help="table or jsonl.")] = "table",
    policy: Policy = "iso",
    gazetteer: Gazetteer = [],  # noqa: B006
) -> int:
    """Say what a name can stand for, and why in this order."""
    from geoextract.cli.lookup import run

    return run(name, format=format, policy=policy, gazetteer=gazetteer)


@app.command()
def info(
    format: Annotated[str, typer.Option(help="table or jsonl.")] = "table",
    gazetteer: Gazetteer = [],  # noqa: B006
) -> int:
    """Print versions, counts and the sources of the data."""
    from geoextract.cli.info import run

    return run(format=format, gazetteer=gazetteer)


@gazetteer_app.command("check", epilog=EXIT_CODES)
def check(file: Annotated[str, typer.Argument(help="A file of places: CSV, TSV or JSONL.")]) -> int:
    """Check a file of your own places; one finding a line."""
    from geoextract.cli.check import run

    return run(file)


@app.command(context_settings=_PASS_ON, epilog=EXIT_CODES)
def evaluate(context: typer.Context) -> int:
    """Score the extractor on a gold file (`geoextract evaluate --help` shows the options)."""
    from geoextract.cli.training import run

    return run("evaluate_command", context.args)


@app.command(context_settings=_PASS_ON, epilog=EXIT_CODES)
def train(context: typer.Context) -> int:
    """Train the context model (`geoextract train --help` shows the options)."""
    from geoextract.cli.training import run

    return run("train_command", context.args)
