"""An archive of 16,321 real articles: nothing found by chance, headlines found."""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

import ksearch

QUERIES = 100


def test_a_rare_name_finds_only_articles_in_which_it_stands(news_index: Path) -> None:
    with ksearch.open(news_index) as index:
        result = index.search("흑산도")
        articles = [index.get(hit.id) for hit in result.hits]
    assert result.total == 2
    for article in articles:
        assert article is not None
        assert any("흑산도" in section.text for section in article.sections)


def test_a_long_compound_that_stands_nowhere_finds_its_parts(news_index: Path) -> None:
    """No article by stray bigrams: those with the largest part come first, and it is said."""
    with ksearch.open(news_index) as index:
        result = index.search("세계스마트시티기구")
    assert (result.relaxed, result.strict) == (True, 0)
    texts = [hit.headline + "".join(s.text for s in hit.snippets) for hit in result.hits[:3]]
    assert all("스마트시티" in text.replace(" ", "") for text in texts)


def test_headlines_find_their_own_articles(news_index: Path) -> None:
    """At least 47 of 50 among the first five: the archive holds several copies of some stories."""
    found = 0
    with ksearch.open(news_index) as index:
        for article in random.Random(7).sample(list(index.articles()), 50):
            result = index.search(article.headline, limit=5, collapse=False)
            found += article.id in [hit.id for hit in result.hits]
    assert found >= 47


def test_a_query_from_the_shell_answers_within_a_blink_without_kiwi(
    news_index: Path, tmp_path: Path
) -> None:
    """100 queries of one to three words out of headlines; nobody imports Kiwi.

    How long it takes depends on who else uses the machine, so the median is printed, not judged;
    the figure of an idle machine stands in ARCHITECTURE.md.
    """
    guard = tmp_path / "kiwipiepy"
    guard.mkdir()
    (guard / "__init__.py").write_text("raise SystemExit('Kiwi was imported')", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())])}
    with ksearch.open(news_index) as index:
        headlines = [article.headline for article in index.articles()]
    draw = random.Random(11)
    seconds = []
    for _ in range(QUERIES):
        words = re.findall(r"\w+", draw.choice(headlines))
        first = draw.randrange(max(1, len(words) - 2))
        query = words[first : first + draw.randint(1, 3)]
        began = time.perf_counter()
        result = subprocess.run(
            [sys.executable, "-m", "ksearch", "query", *query, "--index", str(news_index)],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        seconds.append(time.perf_counter() - began)
        assert result.returncode == 0, (query, result.stderr)
    sys.stdout.write(f"median {statistics.median(seconds):.3f} s\n")


@pytest.mark.parametrize("query", ["대통령", "서울 집값", "한국은행 기준금리 인상"])
def test_highlights_show_the_words_that_were_asked_for(news_index: Path, query: str) -> None:
    with ksearch.open(news_index) as index:
        for hit in index.search(query).hits:
            marked = "".join(
                snippet.text[a:b] for snippet in hit.snippets for a, b in snippet.highlights
            )
            assert set(marked) & (set(query) - {" "})
