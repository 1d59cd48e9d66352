"""Files that come with a request: read in the child, kept in the owner's library, whatever else was wrong."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

import logs
from auth_helpers import owner
from document_processor import read_document
from documents.text import reveal
from errors import AppError, DocumentError, NotFoundError
from store.rows import DocumentKind, DocumentRow

from .forms import clean
from .limits import TooOftenError, count_upload
from .services import services

KINDS: dict[DocumentKind, str] = {"resume": "Résumé", "job_description": "Job description"}
ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
}
_LONGEST_NAME = 120

log = logs.get(__name__)


@dataclass(frozen=True)
class Picked:
    """A document that a form named or brought along; ``failure`` says why there is none."""

    kind: DocumentKind
    document: DocumentRow | None = None
    failure: AppError | None = None

    @property
    def error(self) -> str:
        """What to do about it; empty when all is well."""
        return self.failure.message if self.failure else ""


def keep(kind: DocumentKind, file: FileStorage) -> DocumentRow:
    """Read an uploaded file and put it in the owner's library.

    Raises:
        DocumentError: it can't be read; says why.
        TooOftenError: the owner has uploaded as many as they may.
        StoreError: it can't be kept.
    """
    settings, store, user = services().settings, services().store, owner()
    count_upload(settings, user.id)
    data = file.stream.read(settings.max_upload_bytes + 1)
    try:
        document = read_document(data, max_bytes=settings.max_upload_bytes, readers=services().readers)
    except DocumentError as error:
        log.info("document refused", failure=error.log)
        raise
    return store.add_document(
        user.id,
        kind=kind,
        filename=file_name(file.filename or "", document.media_type),
        media_type=document.media_type,
        data=data,
        text=document.text,
        sections=document.sections,
        notices=document.notices,
    )


def pick(kind: DocumentKind, *, file_field: str, id_field: str) -> Picked:
    """The document of this kind that a posted form means: the file it brought, else the one it chose."""
    file = request.files.get(file_field)
    try:
        if file is not None and file.filename:
            return Picked(kind, keep(kind, file))
        if chosen := request.form.get(id_field, ""):
            return Picked(kind, chosen_document(kind, chosen))
    except (DocumentError, TooOftenError) as failure:
        return Picked(kind, failure=failure)
    return Picked(kind)


def chosen_document(kind: DocumentKind, document_id: str) -> DocumentRow:
    """A document of the owner's library.

    Raises:
        DocumentError: it isn't there, or of another kind; says to choose another one.
    """
    try:
        row = services().store.document(owner().id, document_id)
    except NotFoundError:
        row = None
    if row is None or row.kind != kind:
        raise DocumentError(
            "This document isn’t in your library any more. Choose another one, or upload it again.",
            log="chosen document is not in the library",
        )
    return row


def file_name(given: str, media_type: str) -> str:
    """A browser's name for a file without folders and invisible characters, with the ending of what it is."""
    name = clean(reveal(given).text.replace("\\", "/").rpartition("/")[2], one_line=True).strip(". ")
    ending = ENDINGS.get(media_type, ".bin")
    if name.lower().endswith(ending):
        name = name[: -len(ending)]
    return (name or "document")[: _LONGEST_NAME - len(ending)] + ending
