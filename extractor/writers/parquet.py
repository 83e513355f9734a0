"""Rows of figures as one Parquet file, in batches, so that a large archive needs no memory.

Knows Arrow's types; what the columns are is in :mod:`extractor.writers.figurerows`. pyarrow is
an extra of the package: without it the message says how to install it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.book.names import Lang
from extractor.errors import MissingToolError
from extractor.messages import say
from extractor.writers.atomic import replace
from extractor.writers.figurerows import FigureRow, encodable, type_of

DIGITS, DECIMALS = 38, 10
"""Of a number: Arrow's 128 bits. Longer rates are rounded, longer counts null."""
_STEP = Decimal(1).scaleb(-DECIMALS)
_MOST = Decimal(10) ** (DIGITS - DECIMALS)
BATCH = 20_000


def write_parquet(
    rows: Iterable[FigureRow], path: Path, model: type[FigureRow], lang: Lang = "vi"
) -> None:
    """Writes the rows, each of ``model``; column descriptions go into the file.

    Raises:
        MissingToolError: pyarrow is not installed.
        OutputError: the file cannot be written; an earlier one is whole.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise MissingToolError(say("output.no-parquet", {}, lang)) from error
    schema = _schema(pa, model)
    source = iter(rows)
    with replace(path, lang) as stream, ParquetWriter(stream, schema) as writer:
        while batch := list(islice(source, BATCH)):
            columns = [_column(pa, model, name, batch, schema) for name in model.model_fields]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _schema(pa: Any, model: type[FigureRow]) -> Any:
    from extractor.models.described import descriptions

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
    number = pa.decimal128(DIGITS, DECIMALS)
    said = descriptions(model)
    fields = []
    for name in model.model_fields:
        kind = type_of(model, name)
        told = {"description": said[name]}
        fields.append(pa.field(name, types[kind] if kind else number, metadata=told))
    return pa.schema(fields)


def _column(pa: Any, model: type[FigureRow], name: str, rows: list[FigureRow], schema: Any) -> Any:
    kind = type_of(model, name)
    values = [encodable(getattr(row, name)) for row in rows]
    if kind is None:
        values = [None if v is None else _number(v) for v in values]
    return pa.array(values, schema.field(name).type)


def _number(value: int | Decimal) -> Decimal | None:
    exact = Decimal(value)
    return exact.quantize(_STEP) if abs(exact) < _MOST else None
