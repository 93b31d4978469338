"""The exit statuses, as grep and ripgrep have them."""

from __future__ import annotations

from typing import Final

__all__ = ["ERROR", "FOUND", "INTERRUPTED", "NOTHING_FOUND"]

FOUND: Final = 0
NOTHING_FOUND: Final = 1
ERROR: Final = 2
INTERRUPTED: Final = 130  # 128 + SIGINT, as a shell reports it
