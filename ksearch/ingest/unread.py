"""Why is this document not read, and what can be done?

Comes in: a document of a format that holds no articles that ksearch could get at. Goes out: the
reason, as the second half of one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from ksearch.ingest.document import Document
from ksearch.ingest.formats import Format, is_office_file
from ksearch.ingest.prolog import read_prolog

__all__ = ["UNREAD", "why_unread"]

UNREAD: Mapping[Format, str] = {
    Format.PDF: "it is a PDF, and pages of newspapers are not read: give the articles as text, "
    "HTML or JSON",
    Format.RTF: "it is an RTF document, which is not read: save it as text or HTML",
    Format.OFFICE: "it is a document of an office program (HWP, DOC or XLS), which is not read: "
    "save it as text or HTML, a table as XLSX or CSV",
    Format.ZIP: "it is a ZIP that is a document of its own, which is not read",
    Format.PICTURE: "it is a picture, which is not read",
    Format.SOUND: "it is sound or film, which is not read",
    Format.ARCHIVE: "it is an archive of a kind that is not read (7z, RAR, LZ4, .Z): unpack it, "
    "or pack it as ZIP or tar",
    Format.DATABASE: "it is an SQLite database, which is not read: export its table as "
    "CSV or JSONL",
}
_OFFICE_ZIP = (
    "it is a document of an office program (DOCX, HWPX, ODT, XLSX), which is not read: "
    "save it as text or HTML, a table as CSV"
)


def why_unread(kind: Format, document: Document) -> str:
    """The reason for a format that is not among the readers'."""
    if kind is Format.XML:
        root = read_prolog(document.head.decode("utf-8", "replace")).root
        return f"it is XML of an unknown kind (its first element is {root})"
    if kind is Format.ZIP and is_office_file(document.head):
        return _OFFICE_ZIP
    return UNREAD.get(kind, f"it is {kind.value}, which this version does not read")
