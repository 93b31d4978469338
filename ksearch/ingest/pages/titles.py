"""What of a page's title is the headline, and what the name of the medium?

Comes in: the tree of the page, what it declares and the lines it shows. Goes out: the headline, and
the medium and the section that the title names before or behind it. Invariant: a headline is never
cut but at a separator (a dash, a bar, a colon between spaces), and what the page shows as one line
stays whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.furniture import is_section_name
from ksearch.ingest.prose.names import is_medium
from ksearch.ingest.prose.values import one_text
from ksearch.ingest.trees.markup import Element, element_text, letters

__all__ = ["named_site", "page_headline", "titled_section"]

_SEPARATOR = pattern(r"\s*(?:\s[|<>»:\-–—]{1,2}\s|\||::)\s*")
_SHORTEST_HEADING = 4  # characters
_LONGEST_SITE = 12  # characters
_SHORTEST_CUT = 8  # letters
_LONGEST_HEADLINE = 150  # characters
_MOST_CUTS = 8  # headline, two sections and a medium make three


def page_headline(root: Element, declared: Mapping[str, Any], shown: Sequence[str]) -> str:
    """The headline without the name of the site.

    What the page calls its title often carries the site before or behind it; a heading on the page
    that the title begins with, or a part of it that is a line of the page, is the headline itself.
    """
    title = one_text(declared.get("headline")) or _title(root)
    headings = [
        text
        for tag in ("h1", "h2", "h3")
        for node in root.iter(tag)
        if (text := element_text(node))
    ]
    site = one_text(declared.get("publisher"))
    if not title or _is_site(title, site):
        return next((text for text in headings if not _is_site(text, site)), title)
    if (found := _heading_of(title, headings)) is not None:
        return found
    if title not in shown and (found := _whole_heading(_title(root), headings)) is not None:
        # What the page declares may be for social networks; marks alone make no other headline.
        return title if letters(found) == letters(title) else found
    if (found := _uncut(title, [*headings, *shown])) is not None:
        return found
    line = _shown_part(title, shown)
    return line or _without_sites(title, {site, *_logos(root)})


def _heading_of(title: str, headings: Sequence[str]) -> str | None:
    """The longest heading that a title begins with, or mostly ends with."""
    same = [
        text
        for text in headings
        if len(text) >= _SHORTEST_HEADING
        and (title.startswith(text) or (title.endswith(text) and len(text) * 2 > len(title)))
    ]
    return max(same, key=len, default=None)


def _whole_heading(title: str, headings: Sequence[str]) -> str | None:
    """The heading that a title holds and of which it is more than half."""
    found = _heading_of(title, headings)
    return found if found is not None and len(found) * 2 > len(title) else None


def _is_site(text: str, site: str | None) -> bool:
    return text == site or (len(text) <= _LONGEST_SITE and is_medium(text))


def _uncut(title: str, lines: Sequence[str]) -> str | None:
    """The line that a title is the beginning of, where it was cut off with dots.

    >>> _uncut("광장에 첫눈 내린 새...", ["정치", "광장에 첫눈 내린 새벽, 길 얼었다"])
    '광장에 첫눈 내린 새벽, 길 얼었다'
    """
    bare = title.rstrip(" .…")
    key = letters(bare)
    if bare == title or len(key) < _SHORTEST_CUT:
        return None
    longer = (text for text in lines if letters(text).startswith(key) and len(text) > len(bare))
    found = next(longer, None)
    return found if found is not None and len(found) <= _LONGEST_HEADLINE else None


def named_site(root: Element, headline: str) -> str | None:
    """The medium that stands before or behind the headline in the page's title."""
    parts = _SEPARATOR.split(_title(root))
    if len(parts) > 1 and is_medium(parts[-1]) and not headline.endswith(parts[-1]):
        return parts[-1]
    if len(parts) > 1 and is_medium(parts[0]) and not headline.startswith(parts[0]):
        return parts[0]
    return None


def titled_section(root: Element, headline: str) -> str | None:
    """The section that the page's title names beside the headline, if it names one."""
    parts = {part for part in _SEPARATOR.split(_title(root)) if is_section_name(part)}
    names = {part for part in parts if part not in headline}
    return names.pop() if len(names) == 1 else None


def _title(root: Element) -> str:
    return one_text(root.findtext(".//title")) or ""


def _shown_part(title: str, shown: Collection[str]) -> str | None:
    """The longest run of the title's parts, of more than half of it, that is a line of the page.

    >>> _shown_part("한국신문 - 첫눈 - 길 얼었다", ["한국신문", "첫눈 - 길 얼었다"])
    '첫눈 - 길 얼었다'
    """
    cuts = list(_SEPARATOR.finditer(title))
    if len(cuts) > _MOST_CUTS:
        return None
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(title)]
    runs = (title[start:end] for start in starts for end in ends if start < end)
    likely = [run for run in runs if len(run) * 2 > len(title) and run in shown]
    return max(likely, key=len, default=None)


def _without_sites(title: str, sites: Collection[str | None]) -> str:
    """The title without the sites at its ends, and without what is shorter behind it.

    >>> _without_sites("광장에 첫눈 | 사회", set()), _without_sites("눈소식 - 첫눈", {"눈소식"})
    ('광장에 첫눈', '첫눈')
    """
    parts = _SEPARATOR.split(title)
    while len(parts) > 1 and parts[0] in sites:
        parts.pop(0)
    while len(parts) > 1 and (parts[-1] in sites or len(parts[-1]) < len(parts[0])):
        parts.pop()
    return title[title.index(parts[0]) : title.rindex(parts[-1]) + len(parts[-1])]


def _logos(root: Element) -> set[str]:
    """What pictures say they show, where that is the name of a medium."""
    names = (one_text(node.get("alt")) for node in root.iter("img"))
    return {name for name in names if name and is_medium(name)}
