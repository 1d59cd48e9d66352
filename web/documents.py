"""The owner's library of résumés and job descriptions: what is in it, and what was read from each."""

from __future__ import annotations

import io
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

import logs
from auth_helpers import login_required, owner
from documents import notices
from documents.outline import HIDDEN_KIND, place
from errors import AppError, DocumentError, InvalidInputError
from store.rows import DocumentRow

from . import receipt
from .answers import wants_json
from .library import ENDINGS, KINDS, keep
from .limits import TooOftenError
from .services import services

blueprint = Blueprint("documents", __name__)
log = logs.get(__name__)


@blueprint.get("/documents")
@login_required
def index() -> str:
    """Everything in the library, newest first, and a form to add to it."""
    return _index({"kind": "resume"}, {})


def _index(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "documents/index.html",
        documents=[_listed(row) for row in services().store.documents(owner().id)],
        kinds=[{"value": kind, "label": label} for kind, label in KINDS.items()],
        max_upload_mb=services().settings.max_upload_bytes // (1024 * 1024),
        values=values,
        errors=errors,
    )


def _listed(row: DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.filename,
        "kind": row.kind,
        "kind_label": KINDS[row.kind],
        "size": receipt.size_text(row.size_bytes),
        "created_at": row.created_at,
        "notices": [notices.sentence(notice) for notice in row.notices],
    }


@blueprint.post("/documents")
@login_required
def add() -> Response | tuple[Response | str, int]:
    """Read a file and keep it; then show what was read."""
    kind, file = request.form.get("kind", ""), request.files.get("file")
    errors: dict[str, str] = {}
    failure: AppError | None = None
    if kind not in KINDS:
        errors["kind"] = "Say whether it is a résumé or a job description."
    if file is None or not file.filename:
        errors["file"] = "Choose a file first."
    elif not errors:
        try:
            row = keep(next(one for one in KINDS if one == kind), file)
        except (DocumentError, TooOftenError) as error:
            failure, errors = error, {"file": error.message}
        else:
            log.info("document kept", kind=row.kind, media_type=row.media_type)
            return _added(row)
    if wants_json():
        raise failure or InvalidInputError(fields=errors)
    return _index({"kind": kind}, errors), failure.status if failure else HTTPStatus.UNPROCESSABLE_ENTITY


def _added(row: DocumentRow) -> Response | tuple[Response, int]:
    there = url_for("documents.show", document_id=row.id)
    if wants_json():
        return jsonify(_listed(row) | {"created_at": row.created_at.isoformat(), "href": there}), 201
    return redirect(there, HTTPStatus.SEE_OTHER)


@blueprint.get("/documents/<document_id>")
@login_required
def show(document_id: str) -> str:
    """What was read from a document, with hidden text made visible."""
    row = services().store.document(owner().id, document_id)
    return render_template(
        "documents/show.html",
        document=_listed(row),
        sections=[_section(row.text, one) for one in row.sections if one["kind"] != HIDDEN_KIND],
        text="" if row.sections else row.text,
        hidden=[
            {"text": chunk["text"], "why": notices.WHY_HIDDEN.get(chunk["why"], ""), "page": chunk["page"]}
            for section in row.sections
            if section["kind"] == HIDDEN_KIND
            for chunk in section["chunks"]
        ],
        words=len(row.text.split()),
    )


def _section(text: str, section: Mapping[str, Any]) -> dict[str, Any]:
    chunks = [
        {"id": chunk["id"], "text": text[chunk["start"] : chunk["end"]], "place": place(section, chunk)}
        for chunk in section["chunks"]
    ]
    return {"heading": section["heading"], "kind": section["kind"], "chunks": chunks}


@blueprint.get("/documents/<document_id>/original")
@login_required
def original(document_id: str) -> Response:
    """The file as it was uploaded, to be saved and not opened in place."""
    user, store = owner(), services().store
    row = store.document(user.id, document_id)
    return send_file(
        io.BytesIO(store.document_file(user.id, document_id)),
        mimetype=row.media_type if row.media_type in ENDINGS else "application/octet-stream",
        as_attachment=True,
        download_name=row.filename,
    )


@blueprint.get("/documents/<document_id>/delete")
@login_required
def deletion_page(document_id: str) -> str:
    """Asks once more."""
    row = services().store.document(owner().id, document_id)
    return render_template("documents/delete.html", document=_listed(row))


@blueprint.post("/documents/<document_id>/delete")
@login_required
def delete(document_id: str) -> Response:
    """Delete a document and its file; interviews keep the text they were set up with."""
    removed = services().store.delete_document(owner().id, document_id)
    log.info("document deleted")
    if wants_json():
        return jsonify(counts=dict(removed.counts), file_bytes=removed.file_bytes)
    flash(f"The document is deleted. {receipt.sentence(removed)}")
    return redirect(url_for("documents.index"), HTTPStatus.SEE_OTHER)
