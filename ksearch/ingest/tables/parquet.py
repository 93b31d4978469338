"""Which articles does this Parquet file hold?

Comes in: a Parquet file. Goes out: an article for each row. Invariants: rows are read in batches, a
group of rows that takes too much memory is refused before it is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ksearch.errors import ReadError
from ksearch.ingest.sniffing.document import Document, Outcome
from ksearch.ingest.tables.table import read_records

__all__ = ["read_parquet"]

LARGEST_GROUP = 2**30  # bytes, unpacked
_BATCH = 256  # rows


def read_parquet(document: Document) -> Iterator[Outcome]:
    """An outcome for each row.

    Raises:
        ReadError: pyarrow is not installed, or the file is damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 -- an extra, which takes 100 ms to import
        from pyarrow import parquet  # noqa: PLC0415 -- likewise
    except ImportError as error:
        reason = (
            "it is Parquet, which needs the package pyarrow: install it with `pip install pyarrow` "
            "(or ksearch with its extra: `pip install '.[parquet]'`)"
        )
        raise ReadError(document.source, reason) from error
    try:
        file = parquet.ParquetFile(pa.BufferReader(document.whole()))
        sizes = [file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups)]
        if max(sizes, default=0) > LARGEST_GROUP:
            reason = f"a group of its rows takes more than {LARGEST_GROUP >> 30} GiB"
            raise ReadError(document.source, reason)
        names = file.schema_arrow.names
        yield from read_records(_records(file), names, document)
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError) as error:
        detail = str(error).split("\n", 1)[0][:200]
        raise ReadError(document.source, f"its Parquet is damaged ({detail})") from error


def _records(file: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- pyarrow's file
    for batch in file.iter_batches(batch_size=_BATCH):
        for record in batch.to_pylist():
            yield {name: _plain(value) for name, value in record.items() if value is not None}


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever a column holds
    """Dates as ISO 8601; what JSON has as it is."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, str | int | float | bool | None):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)
