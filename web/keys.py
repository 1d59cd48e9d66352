"""The settings page of provider keys: save, test, replace, delete."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auth_helpers import login_required, owner
from errors import ConflictError, InvalidInputError

from . import limits
from .answers import wants_json
from .key_cards import Pressed, cards, overview
from .key_form import Checked, check
from .preferences import load
from .probes import probe
from .providers import PROVIDERS, Provider
from .providers import provider as provider_named
from .services import services

blueprint = Blueprint("keys", __name__)

_RUNNING = ("starting", "live")
_IN_USE = (
    "An interview of yours is running in a room under the present LiveKit key. End it first, "
    "then change the key."
)
_DONE = {
    "saved": "Saved. Press Test to see whether it works.",
    "deleted": "Deleted. MockFlow doesn’t have this key any more.",
}

Answer = Response | str | tuple[str | Response, int]


@blueprint.get("/settings")
@login_required
def index() -> Response:
    """The first of the settings pages."""
    return redirect(url_for("keys.show"), HTTPStatus.SEE_OTHER)


@blueprint.get("/settings/keys")
@login_required
def show() -> str:
    """Every provider's card."""
    for word, told in _DONE.items():
        if (name := request.args.get(word)) in {each.name for each in PROVIDERS}:
            return _page(Pressed(name or "", told=told))
    return _page()


@blueprint.post("/settings/keys/<provider>")
@login_required
def save(provider: str) -> Answer:
    """Store what was entered, all of it or nothing; bad input shows the form again without its secrets."""
    chosen, user = provider_named(provider), owner()
    if refused := _refused_while_in_use(chosen):
        return refused
    keyring, settings = services().keyring, services().settings
    allowed = settings.livekit_allowed_hosts
    checked = check(chosen, request.form, keyring.shown(user.id), allowed_hosts=allowed)
    if checked.errors:
        return _form_again(chosen, checked)
    keyring.save(user.id, checked.fresh)
    return _done("saved", chosen)


@blueprint.post("/settings/keys/<provider>/delete")
@login_required
def delete(provider: str) -> Answer:
    """Forget a provider's keys; again changes nothing."""
    chosen = provider_named(provider)
    if refused := _refused_while_in_use(chosen):
        return refused
    services().keyring.delete(owner().id, chosen)
    return _done("deleted", chosen)


@blueprint.post("/settings/keys/<provider>/test")
@login_required
@limits.per_owner("limit_key_tests")
def test(provider: str) -> Answer:
    """Try out what is stored, with one real call, and say what came of it."""
    chosen, settings, user = provider_named(provider), services().settings, owner()
    verdict = probe(
        chosen.name,
        services().keyring.keys_of(user.id, chosen),
        allowed_hosts=settings.livekit_allowed_hosts,
        model=load(settings, services().store, user.id).model,
    )
    if wants_json():
        return jsonify(ok=verdict.ok, code=verdict.outcome.value, message=verdict.message)
    return _page(Pressed(chosen.name, told=verdict.message, ok=verdict.ok))


def _page(pressed: Pressed | None = None) -> str:
    user = owner()
    stored, uses = services().keyring.shown(user.id), services().endpoints.uses(user.id)
    return render_template("settings/keys.html", overview=overview(uses), cards=cards(stored, uses, pressed))


def _done(word: str, provider: Provider) -> Response:
    if wants_json():
        return jsonify({word: provider.name})
    query: dict[str, Any] = {word: provider.name}
    return redirect(url_for("keys.show", **query, _anchor=provider.name), HTTPStatus.SEE_OTHER)


def _form_again(provider: Provider, checked: Checked) -> Answer:
    if wants_json():
        raise InvalidInputError(fields=dict(checked.errors))
    page = _page(Pressed(provider.name, checked.values, checked.errors))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _refused_while_in_use(provider: Provider) -> Answer | None:
    """The refusal, while a room of the owner's lives under the LiveKit key."""
    interviews = services().store.interviews(owner().id)
    if provider.name != "livekit" or not any(row.status in _RUNNING for row in interviews):
        return None
    if wants_json():
        raise ConflictError(_IN_USE, log="livekit key is in use")
    plain = {field.name for field in provider.fields if not field.secret}
    typed = {name: text for name, text in request.form.items() if name in plain}
    return _page(Pressed(provider.name, typed, {"_form": _IN_USE})), HTTPStatus.CONFLICT
