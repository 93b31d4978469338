"""Which articles does this Parquet file hold?

Comes in: a Parquet file. Goes out: an article for each row. Invariants: rows are read in batches, a
group of rows that takes too much memory is refused before it is unpacked. A column may hold a long
text once, in its dictionary, and show it in every row: so many rows are read at once as are small
whichever texts they show.
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
_BATCH_SIZE = 32 * 2**20  # bytes that a batch may have, unless one row has more
LARGEST_LISTS = 256 * 2**20  # bytes that the lists of a batch may have
_TEXTS = frozenset(("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"))
_FROM_BEFORE = "DELTA_BYTE_ARRAY"  # an encoding that says how much of the text before goes on
_HEADER = 11  # bytes: the kind and the size of a page, ahead of which stand a byte each


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
        data = document.whole()
        about = parquet.read_metadata(pa.BufferReader(data))
        sizes = [about.row_group(n).total_byte_size for n in range(about.num_row_groups)]
        if max(sizes, default=0) > LARGEST_GROUP:
            reason = f"a group of its rows takes more than {LARGEST_GROUP >> 30} GiB"
            raise ReadError(document.source, reason)
        columns = map(about.schema.column, range(about.num_columns))
        lists = [column.path for column in columns if column.max_repetition_level]
        file = parquet.ParquetFile(pa.BufferReader(data), read_dictionary=lists, metadata=about)
        names = file.schema_arrow.names
        yield from read_records(_records(file, data, document.source), names, document)
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError) as error:
        detail = str(error).split("\n", 1)[0][:200]
        raise ReadError(document.source, f"its Parquet is damaged ({detail})") from error


def _records(file: Any, data: bytes, source: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- pyarrow's file
    for group in range(file.num_row_groups):
        # What is damaged in the description of a column is an error when a row is read. Without
        # that, asking for it ends the process (pyarrow 26).
        for _ in file.iter_batches(batch_size=1, row_groups=[group]):
            break
        largest = _largest_row(file.metadata.row_group(group), data)
        count = max(1, min(_BATCH, _BATCH_SIZE // max(1, largest)))
        for batch in file.iter_batches(batch_size=count, row_groups=[group]):
            if sum(map(_shown, batch.columns)) > LARGEST_LISTS:
                raise ReadError(source, f"its lists take more than {LARGEST_LISTS >> 20} MiB")
            for record in batch.to_pylist():
                yield {name: _plain(value) for name, value in record.items() if value is not None}


def _largest_row(group: Any, data: bytes) -> int:  # noqa: ANN401 -- pyarrow's description of a group
    """How many bytes a row may have that are not in the group once for each row."""
    size = 0
    for column in map(group.column, range(group.num_columns)):
        if column.physical_type in _TEXTS:
            if _FROM_BEFORE in column.encodings:
                size += column.total_uncompressed_size
            elif column.has_dictionary_page:
                at = column.dictionary_page_offset
                size += min(_page_size(data[at : at + _HEADER]), column.total_uncompressed_size)
    return size


def _page_size(header: bytes) -> int:
    """How large a page is unpacked: the second field of its header, in Thrift's compact protocol.

    >>> _page_size(bytes([0x15, 4, 0x15, 0x80, 2]))
    128
    """
    numbers: list[int] = []
    shift = 0
    for byte in header:
        if not shift:  # a field's number and type come first
            shift = 1
            numbers.append(0)
            continue
        numbers[-1] |= (byte & 0x7F) << (shift - 1)
        shift = shift + 7 if byte & 0x80 else 0
    return numbers[1] >> 1 if len(numbers) > 1 else 0


def _shown(column: Any) -> int:  # noqa: ANN401 -- pyarrow's array
    """How many bytes the texts in lists take that a dictionary holds once."""
    import pyarrow as pa  # noqa: PLC0415 -- as above
    import pyarrow.compute as pc  # noqa: PLC0415 -- as above

    if isinstance(column, pa.DictionaryArray):
        lengths = pc.binary_length(column.dictionary)
        return pc.sum(pc.take(lengths, column.indices)).as_py() or 0
    if isinstance(column, pa.MapArray):
        return _shown(column.keys) + _shown(column.items)
    if isinstance(column, pa.ListArray | pa.LargeListArray | pa.FixedSizeListArray):
        return _shown(column.flatten())
    if isinstance(column, pa.StructArray):
        return sum(map(_shown, column.flatten()))
    return 0


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
