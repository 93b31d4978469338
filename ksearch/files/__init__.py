"""How do arrays get to disk and come back unharmed?

One file holds named numpy arrays and a directory, all of it checksummed. Writing is temporary file,
fsync, atomic rename, fsync of the folder; reading is memory-mapped. Nothing in a file is code.
"""

from ksearch.files.arrays import ArrayFile, LazyArray
from ksearch.files.durable import durable_file, fsync_folder, write_durably
from ksearch.files.layout import CHUNK
from ksearch.files.writing import ArrayWriter, array_writer, write_arrays

__all__ = [
    "CHUNK",
    "ArrayFile",
    "ArrayWriter",
    "LazyArray",
    "array_writer",
    "durable_file",
    "fsync_folder",
    "write_arrays",
    "write_durably",
]
