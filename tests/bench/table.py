"""How does a person read the results? As a plain table, ratios beside the measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.bench.measures import Row

__all__ = ["table"]

OURS = "ksearch"
_NAME, _WIDTH = 14, 13
# Of these more is better; ratios are given of the others only.
_RATES = "/s"
_PRECISE, _ROUGH = 10, 1000


def table(rows: Sequence[Row], about: Mapping[str, Any]) -> str:
    """The whole report."""
    return "\n".join([*_heading(about), *(line for row in rows for line in _lines(row))]) + "\n"


def _heading(about: Mapping[str, Any]) -> Iterator[str]:
    yield f"ksearch at commit {about['commit']}, {about['date']}"
    machine = about["machine"]
    yield (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory']}, "
        f"Python {machine['python']}, load {machine['load']:.1f} at the start, "
        f"{machine['load at the end']:.1f} at the end"
    )
    yield ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    for name, reason in about["skipped"].items():
        yield f"{name} was left out: {reason}"
    yield f"Measured with: {' '.join(about['arguments'])}"
    for name, made in about["reused"].items():
        yield f"Indexed by an earlier run: {name}, {made}"
    yield "A ratio is ksearch's figure over the other's: below 1, ksearch is faster or smaller."


def _lines(row: Row) -> Iterator[str]:
    yield ""
    yield f"{row.number}. {row.question}"
    yield f"   {row.corpus}" + (f"; {row.note}" if row.note else "")
    names = list(dict.fromkeys(name for values in row.values.values() for name in values))
    yield "   " + " " * _NAME + "".join(f"{name:>{_WIDTH}}" for name in names)
    ours = row.values.get(OURS, {})
    for peer, values in row.values.items():
        cells = "".join(f"{_figure(values.get(name)):>{_WIDTH}}" for name in names)
        yield f"   {peer:<{_NAME}}{cells}"
        if peer != OURS and ours:
            ratios = "".join(f"{_ratio(ours, values, name):>{_WIDTH}}" for name in names)
            yield f"   {'  ratio':<{_NAME}}{ratios}"


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    if value < _PRECISE:
        return f"{value:.3f}"
    return f"{value:.1f}" if value < _ROUGH else f"{value:,.0f}"


def _ratio(ours: Mapping[str, float], other: Mapping[str, float], name: str) -> str:
    if name.endswith(_RATES) or not other.get(name) or name not in ours:
        return ""
    return f"{ours[name] / other[name]:.2f}x"
