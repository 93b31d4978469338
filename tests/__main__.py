"""Every check of the project, in the order of what each costs: ``python -m tests``.

Arguments go to pytest: ``python -m tests -k lexicon``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("layers", ("-c", "from importlinter.cli import lint_imports_command as main; main()")),
    ("tests", ("-m", "pytest", *sys.argv[1:])),
)


def main() -> int:
    """Run the checks; the status of the first that fails."""
    for name, arguments in CHECKS:
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
        if status:
            sys.stdout.write(f"{name} failed\n")
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
