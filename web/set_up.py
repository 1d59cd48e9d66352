"""What the set-up form begins with, and the documents it picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template, request

from auth_helpers import owner
from interview.models import Brief
from settings import Settings
from store.rows import DocumentKind, DocumentRow, InterviewRow

from . import forms, labels, languages, receipt
from .estimate_view import Costs, estimates
from .library import Picked, pick
from .services import services
from .sources import Sources

_PREFERRED = ("track", "family", "length", "persona", "language", "patience")
_CARRIED_OVER = (*_PREFERRED, "level", "candidate_name", "candidate_email")
_FILE_FIELDS: dict[DocumentKind, str] = {"resume": "resume", "job_description": "job_description_file"}
_TEXT_FIELDS: dict[DocumentKind, str] = {"resume": "resume_text", "job_description": "job_description"}
AS_BEFORE = "interview"  # of a link: the interview whose job is practised again
_OF_THE_JOB = ("role", "company", "job_description")
_ID_FIELDS: dict[DocumentKind, str] = {"resume": "resume_id", "job_description": "job_description_id"}


def usual_values(named: Mapping[str, str]) -> dict[str, str]:
    """What an untouched form holds: defaults, over them the last interview, over that the preferences.

    Args:
        named: what a link asks for: documents and a part to practise, by their form fields, of which
            others count for nothing; and an interview whose job is to be practised again.

    Raises:
        NotFoundError: that interview isn't theirs.
    """
    app, user = services(), owner()
    values, sources = forms.fresh_values(app.settings), app.endpoints.of(user.id)
    interviews = app.store.interviews(user.id)
    if interviews:
        values |= _of_last(interviews[0])
    chosen = app.store.preferences(user.id)
    preferred = sources.preferences.model_dump(mode="json")
    values |= {name: str(preferred[name]) for name in _PREFERRED if name in chosen or not interviews}
    if sources.missing_speech(values["language"]):
        values["language"] = "en"
    if named.get(forms.DRILL) in labels.PARTS:
        values[forms.DRILL] = named[forms.DRILL]
    library = app.store.documents(user.id)
    last = interviews[0] if interviews else None
    if again := named.get(AS_BEFORE, ""):
        last = app.store.interview(user.id, again)
        values |= _of_last(last) | last.brief.model_dump(include=set(_OF_THE_JOB))
    values["resume_id"] = _usual_resume(library, last)
    if again and last is not None and not values["resume_id"]:
        values["resume_text"] = last.brief.resume_text
    for kind, field in _ID_FIELDS.items():
        if any(row.id == named.get(field) and row.kind == kind for row in library):
            values[field] = named[field]
    return values


def _of_last(interview: InterviewRow) -> dict[str, str]:
    brief = interview.brief.model_dump(mode="json")
    return {name: str(brief[name]) for name in _CARRIED_OVER}


def _usual_resume(library: Sequence[DocumentRow], last: InterviewRow | None) -> str:
    """The résumé of the last interview if it is still there, else the newest one."""
    resumes = [row.id for row in library if row.kind == "resume"]
    if last is not None:
        used = {row.id for row in services().store.interview_documents(last.owner_id, last.id)}
        return next((one for one in resumes if one in used), "")
    return resumes[0] if resumes else ""


def documents() -> list[Picked]:
    """The documents the posted form means; files are kept in the library at once."""
    return [pick(kind, file_field=_FILE_FIELDS[kind], id_field=_ID_FIELDS[kind]) for kind in _FILE_FIELDS]


def check(form: Mapping[str, str], settings: Settings, picked: list[Picked]) -> forms.Checked:
    """Check a posted form with its documents; one that was kept is chosen from then on."""
    refused = {_FILE_FIELDS[one.kind]: one.error for one in picked if one.failure}
    language = form.get("language", "") or settings.interview_language
    if language != "en":
        if language not in languages.LANGUAGES:
            refused["language"] = "Choose one of the options."
        elif problem := services().endpoints.of(owner().id).missing_speech(language):
            refused["language"] = problem.text
    checked = forms.check(
        form,
        settings,
        read={_TEXT_FIELDS[one.kind]: one.document.text for one in picked if one.document},
        refused=refused,
    )
    for one in picked:
        if one.document is not None or one.failure is not None:
            checked.values[_ID_FIELDS[one.kind]] = one.document.id if one.document else ""
    return checked


def page(checked: forms.Checked) -> str:
    """The form as it is filled in."""
    app, user = services(), owner()
    library, sources = app.store.documents(user.id), app.endpoints.of(user.id)
    offered = _languages(sources, checked.values["language"])
    made = estimates(app.settings, app.store, user.id, sources, checked.values["language"])
    costs = made.costs()
    return render_template(
        "interviews/new.html",
        values=checked.values,
        errors=checked.errors,
        library={kind: [_option(row) for row in library if row.kind == kind] for kind in _FILE_FIELDS},
        missing=sources.missing(),
        costs=costs,
        cost=_chosen(costs, checked.values) | {"note": made.note(made.of(Brief(role="any")))},
        languages=offered,
        language_help=_language_help(sources, len(offered)),
        as_before=AS_BEFORE in request.args,
        **forms.choices(app.settings, checked.values["track"]),
    )


def _chosen(costs: Costs, values: Mapping[str, str]) -> dict[str, str]:
    """The sentences on the costs of what is chosen; empty for a choice there isn't."""
    part, kind, length = values[forms.DRILL], values["track"], values["length"]
    text, limit = costs.get(part, {}).get(kind, {}).get(length, ("", ""))
    return {"text": text, "limit": limit}


def _languages(sources: Sources, present: str) -> list[dict[str, str]]:
    """English, those that are whole, and others that this owner's model and speech know."""
    return [
        {"value": code, "label": own_name}
        for code, (_, own_name) in languages.LANGUAGES.items()
        if code in languages.WHOLE or code == present or sources.missing_speech(code) is None
    ]


def _language_help(sources: Sources, offered: int) -> str:
    """What another language than English needs, in one sentence; empty when all are there."""
    if problem := next((p for code in languages.WHOLE if (p := sources.missing_speech(code))), None):
        return problem.text
    if offered < len(languages.LANGUAGES):
        return "Others need a language model of yours, and speech providers that know them."
    return ""


def _option(row: DocumentRow) -> dict[str, str]:
    return {"value": row.id, "label": f"{row.filename} · {receipt.size_text(row.size_bytes)}"}
