"""Which paragraphs does the article's element show that its main text lacks, and what heads others?

Comes in: the element that holds an article, and the blocks of the main text. Goes out: the blocks
with those that the extractor passed over at their places, and which are crossheads. Invariant: no
block is lost, changed or moved; what is put in stands beside blocks of the main text, and is not of
a picture, a link or a form, nor of an element that is classed as something else.

Extractors drop a ``<div>`` between two ``<p>``, as pages have them beside a picture or around a
crosshead.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ksearch.ingest.pages.masthead import is_paragraph
from ksearch.ingest.patterns import pattern
from ksearch.ingest.prose.byline import read_byline
from ksearch.ingest.prose.dates import labelled_dates
from ksearch.ingest.prose.furniture import is_bullet, is_caption, is_footer, is_furniture
from ksearch.ingest.prose.notices import is_notice
from ksearch.ingest.prose.values import clean
from ksearch.ingest.trees.markup import SILENT, Element, is_block, letters, walk

__all__ = [
    "Shown",
    "core_blocks",
    "core_element",
    "crossheads",
    "is_repeated",
    "may_be_sentence",
    "other_parts",
    "shown_lines",
    "spanned",
    "whole_blocks",
]

_APART = frozenset(
    (
        *("aside", "button", "figcaption", "figure", "footer", "form", "header", "iframe", "nav"),
        *("object", "option", "select", "svg", "textarea", "video"),
    )
)
# Players, tool bars, cards of reporters …: what stands in such an element is no paragraph.
_APART_CLASS = pattern(
    r"(?:^|[\s_-])(?:ads?|advert\w*|aside|banner|btn\w*|button|comment\w*|copyright|credit|footer"
    r"|hidden|journalist|nav|pagination|popup|poll|promo\w*|rank\w*|reaction|recommend\w*|relat\w*"
    r"|reply|reporter|share|sns|sponsor\w*|subscri\w*|summary|tags?|tool\w*|tts|util\w*|vod|widget"
    r"|writer)(?:$|[\s_-])|caption|related|recommend",
    re.IGNORECASE,
)
_PICTURE_CLASS = pattern(
    r"(?:^|[\s_-])(?:figure|photo)(?:$|[\s_-])|img_?(?:desc|txt)|photo_?(?:desc|txt)|articlePhoto",
    re.IGNORECASE,
)
_MACHINE = pattern(
    r"(?:AI|인공지능|자동|기사|뉴스|핵심|[3세]\s?줄)\s?요약(?:봇)?(?:\s?beta)?|요약봇(?:\s?beta)?"
    r"|.{0,40}(?:자동\s?(?:추출|요약)|AI가?\s?요약|요약\s?기술).{0,30}(?:결과|내용|요약)입니다.{0,120}",
    re.IGNORECASE,
)
_LONGEST_SUMMARY = 700  # letters
_MARKUP = pattern(r"<(?:a|div|iframe|img|ins|script)\s", re.IGNORECASE)  # as some noscript has it
_HIDDEN = pattern(r"display\s*:\s*none", re.IGNORECASE)
_CROSSHEAD_CLASS = pattern(
    r"(?:mid|sub|inner|para)[-_]?tit|cross[-_]?head|editor[-_]tit|inter[-_]?tit|small[-_]?tit",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_PARAGRAPHS = frozenset(("p", "span", "li", "dd", "blockquote", "b", "strong", "font"))
_BOLD = frozenset(("b", "strong"))
_LONGEST_CROSSHEAD = 50  # characters
_SHORTEST_CROSSHEAD = 4
_NEARLY = 0.75  # of the letters of all sentences
_FEW = 3  # paragraphs of one tag show that another tag among them means something
_NESTED = 3  # elements that hold nothing but one another
# Who speaks, not what follows: [앵커], ◇ 김현정>, 홍길동 :
_SPEAKER = pattern(r"[\[(<【〈].{1,20}[\])>】〉]|[◇◆■□○●▷▶Q|A]?\s?.{1,20}[>:]\s.*|[QA][.)]\s.*")
_ENDED = pattern(r"[.?!。…]\s*[\"'”’)\]]*$|[다요죠까][\"'”’)\]]*$")
_MARKS = " ▲▼■□◆◇●○★☆▶▷【】[]<>〈〉"


class Shown(NamedTuple):
    """A line that an element shows, and the innermost block that holds it."""

    text: str
    block: Element
    bold: bool  # all of it
    apart: bool  # of a picture, a form, a list of other articles …
    linked: bool  # most of it


def shown_lines(container: Element) -> list[Shown]:
    """The lines that an element shows, in order."""
    lines = _Lines(container)
    for event, node in walk(container, SILENT):
        if event == "text":
            lines.add(node)
        elif isinstance(node.tag, str) and node is not container:
            lines.cross(node, opens=event == "start")
    lines.end()
    return _without_machine(lines.found, container)


def _without_machine(found: list[Shown], container: Element) -> list[Shown]:
    """The lines with those apart that a machine's summary holds, by its heading or its notice."""
    boxes = {
        box
        for line in found
        if _MACHINE.fullmatch(line.text)
        and (box := _box(line)) is not None
        and box is not container
        and len(letters("".join(box.itertext()))) <= _LONGEST_SUMMARY
    }
    if not boxes:
        return found
    inside = {node for box in boxes for node in box.iter()}
    return [line._replace(apart=True) if line.block in inside else line for line in found]


def _box(line: Shown) -> Element | None:
    """The innermost element that holds more than the line."""
    box, key = line.block, letters(line.text)
    while box is not None and letters("".join(box.itertext())) == key:
        box = box.getparent()
    return box


class _Lines:
    """Collects text into lines while the edges of elements are crossed."""

    def __init__(self, container: Element) -> None:
        self.found: list[Shown] = []
        self._blocks = [container]
        self._apart = self._links = self._bolds = 0  # how many such elements are around
        self._aparts: list[bool] = []  # for each element around
        self._parts: list[str] = []
        self._linked = self._bold = 0  # letters of the line

    def add(self, text: str) -> None:
        self._parts.append(text)
        if self._links or self._bolds:
            count = len(letters(text))
            self._linked += count if self._links else 0
            self._bold += count if self._bolds else 0

    def cross(self, node: Element, *, opens: bool) -> None:
        tag, step = node.tag, 1 if opens else -1
        if is_block(node):
            self.end()
            if tag != "br" and opens:
                self._blocks.append(node)
            elif tag != "br":
                self._blocks.pop()
        if tag == "a":
            self._links += step
        elif tag in _BOLD:
            self._bolds += step
        if opens:
            self._aparts.append(_is_apart(node))
            self._apart += self._aparts[-1]
        else:
            self._apart -= self._aparts.pop()

    def end(self) -> None:
        """The line ends here."""
        if text := clean(" ".join("".join(self._parts).split())):
            count = len(letters(text))
            bold, linked = self._bold >= count > 0, self._linked * 2 > count
            apart = self._apart > 0 or _MARKUP.match(text) is not None
            self.found.append(Shown(text, self._blocks[-1], bold, apart, linked))
        self._parts.clear()
        self._linked = self._bold = 0


def whole_blocks(blocks: Sequence[str], shown: Sequence[Shown]) -> list[str]:
    """The blocks with what is ``shown`` between them and was passed over.

    Before the first and behind the last of them only whole sentences are put in.
    """
    keys = [letters(block) for block in blocks]
    places = _places(keys, shown)
    beside = {line.block for line, at in zip(shown, places, strict=True) if at is not None}
    parents = {block.getparent() for block in beside}
    first = next((n for n, at in enumerate(places) if at is not None), None)
    last = max((n for n, at in enumerate(places) if at is not None), default=-1)
    if first is None:
        return list(blocks)
    known = {key for key in keys if key}
    put_in: dict[int, list[str]] = {}
    at = -1
    for n, (line, place) in enumerate(zip(shown, places, strict=True)):
        if place is not None:
            at = place
            continue
        if n > last and is_footer(line.text):
            break
        inside = first < n < last
        if (
            letters(line.text) not in known
            and (inside or is_paragraph(line.text))
            and _stands_beside(line, beside, parents)
            and _may_be_news(line)
        ):
            known.add(letters(line.text))
            put_in.setdefault(at, []).append(line.text)
    whole = put_in.get(-1, [])
    for n, block in enumerate(blocks):
        whole += [block, *put_in.get(n, ())]
    return whole


def _is_apart(node: Element) -> bool:
    """Whether an element holds no paragraph, by its tag, class, id or style."""
    if node.tag in _APART:
        return True
    said = node.attrib
    if not said:
        return False
    if (style := said.get("style")) and _HIDDEN.search(style):
        return True
    names = f"{said.get('class', '')} {said.get('id', '')}"
    if names == " ":
        return False
    return _APART_CLASS.search(names) is not None or (
        _PICTURE_CLASS.search(names) is not None
        and next(node.iter("img", "picture", "video"), None) is not None
    )


def core_blocks(blocks: Sequence[str], shown: Sequence[Shown]) -> list[str]:
    """The blocks up to the last that stands in the element which holds nearly all sentences.

    Of what stands behind that element only sentences are kept that stand directly beside it, or in
    an element of its name, or several together without a link: on a short page extractors take a
    footer, a card of a reporter, an invitation and comments for text.
    """
    places = _places([letters(block) for block in blocks], shown)
    above = [at for at in places[: _footer(shown)] if at is not None]
    blocks = blocks[: max(above, default=len(blocks)) + 1]
    core = core_element(shown)
    inside = set() if core is None else {core, *core.iterdescendants()}
    found = {at: line for at, line in zip(places, shown, strict=True) if at is not None}
    last = max((at for at, line in found.items() if line.block in inside), default=None)
    if core is None or last is None:
        return list(blocks)
    parts = other_parts(core, shown)
    return [
        block
        for n, block in enumerate(blocks)
        if n <= last
        or (
            is_paragraph(block)
            and (line := found.get(n)) is not None
            and not line.apart
            and (line.block.getparent() is core.getparent() or line.block in parts)
        )
    ]


def _footer(shown: Sequence[Shown]) -> int | None:
    """The first line below an article that says so, such as the heading of related ones."""
    sentences = [n for n, line in enumerate(shown) if may_be_sentence(line)]
    for n, line in enumerate(shown):
        if is_footer(line.text):
            above = bisect_left(sentences, n)
            if above and above >= len(sentences) - above:
                return n
    return None


def other_parts(core: Element, shown: Sequence[Shown]) -> set[Element]:
    """The blocks of elements behind the core that may be parts of its text.

    They have its name, or several sentences and no link, no heading of other articles, no form.
    """
    parts: set[Element] = set()
    for node in core.itersiblings():
        inside = {node, *node.iterdescendants()}
        lines = [line for line in shown if line.block in inside]
        is_named = (node.tag, node.get("class")) == (core.tag, core.get("class"))
        if (is_named and core.get("class")) or (
            sum(map(may_be_sentence, lines)) > 1
            and not any(line.linked or line.apart or is_footer(line.text) for line in lines)
        ):
            parts |= inside
    return parts


def core_element(shown: Sequence[Shown]) -> Element | None:
    """The smallest element that holds nearly all of the sentences that are shown.

    Of a sentence that is shown twice the last counts: a summary stands above the text.
    """
    said: Counter[Element] = Counter()
    last = {letters(line.text): line for line in shown if may_be_sentence(line)}
    for key, line in last.items():
        said[line.block] += len(key)
        for around in line.block.iterancestors():
            said[around] += len(key)
    whole = sum(map(len, last))
    held = [element for element, count in said.items() if count >= _NEARLY * whole]
    core = max(held, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    while core is not None and (core.tag in _PARAGRAPHS or _is_one_line(core, shown)):
        core = core.getparent()  # what stands beside a single paragraph counts as well
    return core


def is_repeated(shown: Sequence[Shown]) -> bool:
    """Whether a sentence is shown twice: extractors keep the first, which is a summary's."""
    keys = [letters(line.text) for line in shown if may_be_sentence(line)]
    return len(set(keys)) < len(keys)


def may_be_sentence(line: Shown) -> bool:
    """Whether a line may be a sentence of an article."""
    return not (line.apart or line.linked) and is_paragraph(line.text)


def _is_one_line(element: Element, shown: Sequence[Shown]) -> bool:
    inside = {element, *element.iterdescendants()}
    return sum(line.block in inside for line in shown) == 1


def spanned(blocks: Sequence[str], shown: Sequence[Shown]) -> Sequence[Shown]:
    """What is shown from the first to the last line that is of the blocks."""
    places = _places([letters(block) for block in blocks], shown)
    held = [n for n, at in enumerate(places) if at is not None]
    return shown[held[0] : held[-1] + 1] if held else ()


def _places(keys: Sequence[str], shown: Sequence[Shown]) -> list[int | None]:
    """For each line the block that holds it, looked for from where the one before was found."""
    places: list[int | None] = []
    at = 0
    for line in shown:
        key = letters(line.text)
        place = None
        if key and not line.apart:
            place = next((n for n in range(at, len(keys)) if _holds(keys[n], key)), None)
        if place is not None:
            at = place
        places.append(place)
    return places


def _holds(block: str, line: str) -> bool:
    """Whether a line is a block or a piece of it; so short a piece may be anywhere.

    >>> _holds("첫눈이왔다", "첫눈이왔다"), _holds("첫눈이왔다", "눈")
    (True, False)
    """
    return block == line or (len(line) >= _SHORTEST_CROSSHEAD and line in block)


def _stands_beside(line: Shown, blocks: set[Element], parents: set[Element]) -> bool:
    """Whether the line's block is one of the main text's, or has the parent of one."""
    block = line.block
    if block in blocks:
        return True
    for _ in range(_NESTED):
        parent = block.getparent()
        if parent in parents or parent is None:
            return parent is not None
        if len(parent) != 1 or (parent.text or "").strip():
            return False
        block = parent
    return False


def _may_be_news(line: Shown) -> bool:
    text = line.text
    return not (
        line.apart
        or line.linked
        or not letters(text)
        or is_furniture(text)
        or is_footer(text)
        or is_caption(text)
        or is_notice(text)
        or labelled_dates(text) != (None, None)
        or read_byline(text) is not None
    )


def crossheads(shown: Sequence[Shown], body: Sequence[str]) -> set[str]:
    """Which lines of the body, by their letters, head what follows: short, marked, no sentence.

    What marks them is a heading's element, bold letters, a class, or another element than the
    paragraphs around have. The first and the last line of a body head nothing.
    """
    inside = {letters(text) for text in body[1:-1]}
    tags = Counter(line.block.tag for line in shown if is_paragraph(line.text))
    usual = tags.most_common(1)[0] if tags else ("", 0)
    return {
        key
        for line in shown
        if (key := letters(line.text)) in inside
        and not line.apart
        and not line.linked
        and _is_short_head(line.text)
        and (
            line.block.tag in _HEADINGS
            or line.bold
            or _CROSSHEAD_CLASS.search(line.block.get("class") or "")
            or (usual[0] == "p" and usual[1] >= _FEW and line.block.tag == "div")
        )
    }


def _is_short_head(text: str) -> bool:
    """Whether a line is as short as a crosshead, and neither a sentence nor a speaker.

    >>> _is_short_head("두 번의 낙선 후"), _is_short_head("눈이 왔다."), _is_short_head("[앵커]")
    (True, False, False)
    """
    bare = text.strip(_MARKS)
    return (
        _SHORTEST_CROSSHEAD <= len(bare) <= _LONGEST_CROSSHEAD
        and not _ENDED.search(bare)
        and not _SPEAKER.fullmatch(text)
        and not is_bullet(text)
        and text[0] != "#"
    )
