"""How does a person use ksearch from the shell?

Each command parses its flags to plain values, makes one call into the library, and prints. Exit
status: 0 found or done, 1 nothing found, 2 error; decided in ``main`` and nowhere else.
"""

from ksearch.cli.main import main

__all__ = ["main"]
