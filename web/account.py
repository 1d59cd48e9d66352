"""The account: what is kept, export, sign out everywhere, deletion with a receipt."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

import logs
from auth_helpers import end_sign_in, login_required, owner

from . import deletion, export, limits, receipt
from .services import services

CONFIRM = "DELETE"

blueprint = Blueprint("account", __name__)
log = logs.get(__name__)


@blueprint.get("/settings/account")
@login_required
def show() -> str:
    """Who is signed in, how much is kept, and what can be done with it."""
    user = owner()
    return render_template("settings/account.html", user=user, kept=services().store.traces(user.id))


@blueprint.get("/account/export.zip")
@login_required
@limits.per_owner("limit_exports")
def export_zip() -> Response:
    """Everything, as a ZIP; made in a file without a name, so nothing of it stays behind."""
    user, now = owner(), datetime.now(UTC)
    file = tempfile.TemporaryFile(dir=services().settings.data_dir)  # noqa: SIM115 - the answer closes it
    try:
        export.write(services().store, user, file, at=now)
        size = file.tell()
        file.seek(0)
        answer = send_file(
            file, "application/zip", as_attachment=True, download_name=f"mockflow-{now:%Y-%m-%d}.zip"
        )
    except BaseException:  # no answer will close it
        file.close()
        raise
    answer.content_length = size
    log.info("account exported", size_bytes=size)
    return answer


@blueprint.post("/account/sign-out-everywhere")
@login_required
def sign_out_everywhere() -> Response:
    """End every sign-in of the owner, this one too."""
    ended = services().store.end_sign_ins(owner().id)
    end_sign_in()
    log.info("signed out everywhere", sign_ins=ended)
    flash("You are signed out everywhere: on this browser and on every other one.")
    return redirect(url_for("auth.sign_in"), HTTPStatus.SEE_OTHER)


@blueprint.get("/account/delete")
@login_required
def deletion_page() -> str:
    """What goes, and the word to type."""
    return _deletion_page()


def _deletion_page(error: str = "") -> str:
    store, user = services().store, owner()
    running = any(row.status in ("starting", "live") for row in store.interviews(user.id))
    return render_template(
        "account/delete.html",
        user=user,
        kept=store.traces(user.id),
        running=running,
        error=error,
        word=CONFIRM,
    )


@blueprint.post("/account/delete")
@login_required
def delete() -> tuple[str, int]:
    """Delete the account when the word was typed, and show the receipt, which names what is left."""
    if request.form.get("confirm", "").strip() != CONFIRM:
        return _deletion_page(f"Type {CONFIRM} in capitals to go on."), HTTPStatus.UNPROCESSABLE_ENTITY
    deleted = deletion.delete_account(services(), owner().id)
    end_sign_in()
    page = render_template(
        "account/receipt.html",
        lines=receipt.lines(deleted.removed),
        left=receipt.lines_left(deleted.left),
        at=datetime.now(UTC),
    )
    return page, HTTPStatus.INTERNAL_SERVER_ERROR if deleted.left else HTTPStatus.OK
