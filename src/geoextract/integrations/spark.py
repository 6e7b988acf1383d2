"""Spark (needs the extra `spark`): entities of a text column, computed by Python workers on Arrow batches.

What Spark sends to its executors is one small function and bytes: it is pickled by value, so that an executor without
the package gets as far as saying so in a sentence. The options travel as a pickle, with the contents of the files that
they name, and are the key of the cache that keeps one extractor a worker process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from geoextract.errors import ConfigError
from geoextract.report.rows import COLUMNS, Cell, rows

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import ArrayType

    from geoextract.pipeline import GeoExtractor

INSTALL: Final = "pip install 'geoextract-ar[spark]'"
FIELDS: Final = {name: kind for name, kind in COLUMNS.items() if name != "document"}
"""Fields of an entity with their types: the columns of CSV and Parquet."""
_NAMES: Final = {str: "string", int: "int", float: "double", bool: "boolean"}
SCHEMA: Final = f"array<struct<{','.join(f'{name}:{_NAMES[kind]}' for name, kind in FIELDS.items())}>>"
"""Type of the column of entities, as Spark writes types."""
SLICE: Final = 256
"""Documents whose entities are held in memory at a time; Spark's own batches have 10,000."""
_FILES: Final = ("gazetteer", "model")
_KEPT_EXTRACTORS: Final = 4

_Batches = Iterator[Any]


def extract_column(df: DataFrame, column: str, *, output: str = "geo", **options: Any) -> DataFrame:
    """Add a column with the entities of a text column.

    Args:
        df: a frame of Spark (classic or Connect).
        column: name of a string column. Where it is null, so is the result; bytes that are no UTF-8 count as U+FFFD.
        output: name of the new column; its type is `SCHEMA`.
        **options: options of `geoextract.load`. Files that they name are read here and travel to the executors.

    Returns:
        A frame with all columns of `df` and the new one.

    Raises:
        ConfigError: an option, or the name or type of a column, is not valid, or pyarrow or pandas is missing.
        GazetteerError: a gazetteer file cannot be used.
        ModelError: the model file cannot be used.
    """
    position = _position(df, column, output)
    _require()
    from pyspark.sql.types import StructType

    schema = StructType(list(df.schema.fields)).add(output, _type())
    return df.mapInArrow(_sent(position, output, _packed(options)), schema)


def explode_entities(df: DataFrame, column: str = "geo", *, keep: Sequence[str] = ()) -> DataFrame:
    """One row an entity, from the result of `extract_column`. Documents without entities give no row.

    Args:
        df: a frame with a column of entities.
        column: its name.
        keep: columns of `df` to repeat in each row, for example the id of the document.

    Returns:
        The columns of `keep`, then the fields of an entity.

    Raises:
        ConfigError: a column does not exist or would stand twice.
    """
    for name in (column, *keep):
        _known(df, name)
    if twice := sorted(set(keep) & set(FIELDS)):
        raise ConfigError(f"column {twice[0]!r} would stand twice, entities have such a field; rename it before")
    from pyspark.sql import functions

    return df.select(*(df[name] for name in keep), functions.inline(df[column]))


def transform(batches: _Batches, position: int, output: str, payload: bytes) -> _Batches:
    """What a worker process does: add the entities to Arrow record batches.

    Args:
        batches: record batches.
        position: index of the column of texts.
        output: name of the new column.
        payload: what `_packed` made.

    Yields:
        The batches, cut into slices, with one column more.
    """
    extractor = _extractor(payload)
    for batch in batches:
        for start in range(0, batch.num_rows, SLICE):
            yield _extended(batch.slice(start, SLICE), position, output, extractor)


@lru_cache(maxsize=_KEPT_EXTRACTORS)
def _extractor(payload: bytes) -> GeoExtractor:
    """The extractor of these options, loaded once a process."""
    import pickle

    from geoextract.pipeline import load

    options, contents = pickle.loads(payload)
    with TemporaryDirectory(prefix="geoextract-") as folder:
        written = [_written(Path(folder, str(index)), *content) for index, content in enumerate(contents)]
        paths = dict(zip((path for path, _ in contents), map(str, written), strict=True))
        return load(**_with_paths(options, paths))


def _written(folder: Path, path: str, data: bytes) -> Path:
    folder.mkdir()
    file = folder / Path(path).name
    file.write_bytes(data)
    return file


def _packed(options: dict[str, Any]) -> bytes:
    """The options and the contents of their files, checked by loading an extractor here."""
    from pyspark import cloudpickle

    from geoextract.pipeline import load

    load(**options)
    named = [options[name] for name in _FILES if options.get(name) is not None]
    contents = [(str(path), Path(path).read_bytes()) for path in (*named, *options.get("extra", ()))]
    packed: bytes = cloudpickle.dumps((dict(sorted(options.items())), contents))  # type: ignore[no-untyped-call]
    return packed


def _with_paths(options: dict[str, Any], paths: dict[str, str]) -> dict[str, Any]:
    named = {name: paths[str(options[name])] for name in _FILES if options.get(name) is not None}
    extra = {"extra": tuple(paths[str(path)] for path in options["extra"])} if "extra" in options else {}
    return {**options, **named, **extra}


def _sent(position: int, output: str, payload: bytes) -> Callable[[_Batches], _Batches]:
    """The function for the executors. Nothing in it refers to this module before the import that may fail."""

    def geoextract_entities(batches: _Batches) -> _Batches:
        try:
            from geoextract.integrations.spark import transform
        except ImportError as error:
            import sys

            raise RuntimeError(
                f"the Python of a Spark executor ({sys.executable}) cannot import geoextract ({error}): install"
                " geoextract-ar[spark] there, or send an environment with spark.archives (docs/spark.md)"
            ) from None
        yield from transform(batches, position, output, payload)

    return geoextract_entities


def _position(df: DataFrame, column: str, output: str) -> int:
    _known(df, column)
    if output.lower() in (name.lower() for name in df.columns):
        raise ConfigError(f"the frame has a column {output!r} already; choose another output")
    found = df.columns.index(column)
    kind = df.schema.fields[found].dataType.simpleString()
    if kind != "string":
        raise ConfigError(f"column {column!r} is of type {kind}; texts are of type string")
    return found


def _type() -> ArrayType:
    """The type that `SCHEMA` names."""
    from pyspark.sql.types import ArrayType, BooleanType, DoubleType, IntegerType, StringType, StructType

    types = {str: StringType, int: IntegerType, float: DoubleType, bool: BooleanType}
    fields = StructType()
    for name, kind in FIELDS.items():
        fields.add(name, types[kind]())
    return ArrayType(fields)


def _known(df: DataFrame, column: str) -> None:
    if column not in df.columns:
        raise ConfigError(f"the frame has no column {column!r}; its columns are {', '.join(df.columns)}")


def _require() -> None:
    for package in ("pyarrow", "pandas"):
        try:
            __import__(package)
        except ImportError:
            raise ConfigError(f"Spark's Arrow functions need {package}; install it with: {INSTALL}") from None


def _extended(batch: Any, position: int, output: str, extractor: GeoExtractor) -> Any:
    import pyarrow

    found = _column(_texts(batch.column(position)), extractor)
    return pyarrow.RecordBatch.from_arrays([*batch.columns, found], names=[*batch.schema.names, output])


def _texts(column: Any) -> list[str | None]:
    try:
        texts: list[str | None] = column.to_pylist()
    except UnicodeDecodeError:  # Spark does not check what it casts from binary to string
        raws: list[bytes | None] = column.cast("binary").to_pylist()
        texts = [None if raw is None else raw.decode("utf-8", "replace") for raw in raws]
    return texts


def _column(texts: list[str | None], extractor: GeoExtractor) -> Any:
    """The entities of texts as an Arrow array of lists of structs."""
    import pyarrow

    offsets: list[int | None] = []
    found: list[tuple[Cell, ...]] = []
    for text in texts:
        offsets.append(None if text is None else len(found))
        if text is not None:
            found.extend(row[1:] for row in rows(extractor(text)))
    kinds = {str: pyarrow.string(), int: pyarrow.int32(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    fields = [pyarrow.field(name, kinds[kind]) for name, kind in FIELDS.items()]
    columns = zip(*found, strict=True) if found else [()] * len(fields)
    arrays = [pyarrow.array(cells, field.type) for cells, field in zip(columns, fields, strict=True)]
    entities = pyarrow.StructArray.from_arrays(arrays, fields=fields)
    return pyarrow.ListArray.from_arrays(pyarrow.array([*offsets, len(found)], pyarrow.int32()), entities)
