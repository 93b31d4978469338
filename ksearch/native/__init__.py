"""Which loops are too hot for numpy? Those of this folder: C, called with arrays through ctypes.

Whatever looks at one posting, one letter or one word at a time by the million is here; all that
decides anything stays in Python. The C files are compiled when ksearch is built (``build.py``) into
one library that knows nothing of Python, so that a call gives up the interpreter's lock. Each
function is tested against a plain one in Python that does the same.
"""

from ksearch.native.library import address, library

__all__ = ["address", "library"]
