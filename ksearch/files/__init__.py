"""How do arrays get to disk and come back unharmed?

One file holds named numpy arrays behind a checksummed directory. Writing is temporary file,
fsync, atomic rename, fsync of the folder; reading is memory-mapped. Nothing in a file is code.
"""

from ksearch.files.arrays import ArrayFile, write_arrays
from ksearch.files.durable import fsync_folder, write_durably

__all__ = ["ArrayFile", "fsync_folder", "write_arrays", "write_durably"]
