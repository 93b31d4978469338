"""``python -m ksearch.cli`` is the same as ``ksearch``."""

from ksearch.cli.main import main

main()
