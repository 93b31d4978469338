"""``python -m ksearch`` is the same as ``ksearch``."""

from ksearch.cli import main

main()
