"""What does a segment consist of, and which of its articles are gone?

A segment is one file that never changes (``ksearch.codec.layout``); what was deleted since stands
in a small file of its own, written anew with every commit that deletes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from whoosh.codec.base import Segment

if TYPE_CHECKING:
    from ksearch.codec.whoosh_codec import ArrayCodec

__all__ = ["ArticleSegment"]


class ArticleSegment(Segment):  # type: ignore[misc]  # Whoosh has no types
    """A segment in the table of contents.

    Whoosh counts sections as its documents; deletions are of whole articles, so the deleted
    documents are known only to who has the columns (``deleted_sections``).
    """

    def __init__(
        self,
        indexname: str,
        segid: str | None = None,
        *,
        articles: int = 0,
        sections: int = 0,
        deletions: str | None = None,
        deleted_articles: int = 0,
        deleted_sections: int = 0,
    ) -> None:
        super().__init__(indexname)
        if segid is not None:
            self.segid = segid
        self.articles = articles
        self.sections = sections
        self.deletions = deletions
        self.deleted_articles = deleted_articles
        self.deleted_sections = deleted_sections

    @property
    def filename(self) -> str:
        """The name of the segment's file."""
        name: str = self.make_filename(".segment")
        return name

    def to_json(self) -> dict[str, Any]:
        """The row of the table of contents; ``from_json`` is its inverse."""
        return {
            "id": self.segid,
            "articles": self.articles,
            "sections": self.sections,
            "deletions": self.deletions,
            "deleted_articles": self.deleted_articles,
            "deleted_sections": self.deleted_sections,
        }

    @classmethod
    def from_json(cls, indexname: str, row: dict[str, Any]) -> ArticleSegment:
        """Read what ``to_json`` wrote."""
        values = dict(row)
        return cls(indexname, values.pop("id"), **values)

    def codec(self) -> ArrayCodec:
        """The codec that reads this segment."""
        from ksearch.codec.whoosh_codec import ArrayCodec  # noqa: PLC0415 -- Whoosh asks backwards

        return ArrayCodec()

    def is_compound(self) -> bool:
        """One file already."""
        return False

    def should_assemble(self) -> bool:
        """One file already."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """The number of sections, deleted ones included."""
        self.sections = doccount

    def doc_count_all(self) -> int:
        """The number of sections, deleted ones included."""
        return self.sections

    def deleted_count(self) -> int:
        """The number of deleted sections."""
        return self.deleted_sections

    def deleted_docs(self) -> Iterator[int]:
        """Not known here: the columns of the segment know it."""
        raise NotImplementedError

    def is_deleted(self, docnum: int) -> bool:
        """Not known here: the columns of the segment know it."""
        raise NotImplementedError

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002
        """Sections are not deleted one by one: ``ArticleWriter.delete`` takes article ids."""
        raise NotImplementedError
