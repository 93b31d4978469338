r"""How are arrays laid out in a file? Magic, format version, data, directory, each with a checksum.

All integers little-endian:

    offset  bytes  what
    0       8      magic b"ksearch\0"
    8       8      kind of file, ASCII, padded with \0 (b"articles", b"lexicon" …)
    16      4      format version of the writer
    20      4      oldest format version whose readers can read this file
    24      8      where the directory begins
    32      8      length of the directory in bytes, which is where the file ends
    40      8      xxh3-64 of the directory
    48      8      xxh3-64 of bytes 0–47
    64      …      the arrays, one-dimensional, each on a multiple of 64 bytes; behind an array of
                   several chunks, the xxh3-64 of each chunk
    …       …      directory: JSON {"meta": {…}, "arrays": [[name, dtype, length, offset, xxh3], …]}

An array of more than ``CHUNK`` bytes is verified chunk by chunk; its xxh3 in the directory is that
of its chunks' checksums. xxh3 catches any damage by accident; it does not catch somebody who forges
a checksum. What a forged file can do is give wrong numbers: dtypes are plain numbers only, so
nothing in it runs.
"""

from __future__ import annotations

import struct

__all__ = ["ALIGNMENT", "CHECKSUM", "CHUNK", "DTYPES", "HEADER", "MAGIC", "START", "aligned"]

MAGIC = b"ksearch\0"
HEADER = struct.Struct("<8s8sIIQQQ")
CHECKSUM = struct.Struct("<Q")
ALIGNMENT = 64
START = 64
# Small enough that a search verifies little more than it reads: 25 µs each.
CHUNK = 256 * 1024
# Numbers only: no objects, no structures, nothing that numpy would unpickle.
DTYPES = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4", "<f8"})


def aligned(position: int) -> int:
    """The next multiple of ``ALIGNMENT``."""
    return -(-position // ALIGNMENT) * ALIGNMENT
