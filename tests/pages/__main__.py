"""How well are saved pages read? ``python -m tests.pages``: a line for each page, then the mean."""

from __future__ import annotations

import json
import sys
from statistics import mean

from tests.bench.corpus import data_folder
from tests.pages.measuring import MEASURE, PAGES, digest, measure

__all__ = ["main"]


def main() -> int:
    """Measure and print; with ``--json`` what a floor is made of."""
    data = data_folder()
    if data is None:
        sys.stderr.write("the measuring data is not at hand: set KSEARCH_DATA to its folder\n")
        return 2
    found = [measure(data, name)[0] for name in PAGES]
    for one in found:
        if "--json" in sys.argv:
            row = {"set": one.page, "measure": MEASURE, "queries": one.grams}
            row |= {"measured": round(one.ours, 5), "digest": digest(data, one.page)}
            sys.stdout.write(json.dumps(row) + "\n")
        else:
            sys.stdout.write(
                f"{one.page:<30} {MEASURE} {one.ours:.4f}, trafilatura {one.trafilatura:.4f}\n"
            )
    if "--json" not in sys.argv:
        ours, theirs = mean(one.ours for one in found), mean(one.trafilatura for one in found)
        sys.stdout.write(f"{'mean':<30} {MEASURE} {ours:.4f}, trafilatura {theirs:.4f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
