"""The web app, put together from its collaborators."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol, cast

from flask import Blueprint, Flask, g
from werkzeug.local import LocalProxy

from auth_helpers import current_user
from document_processor import Readers
from settings import Settings
from store.port import Store

from . import (
    account,
    auth,
    corrections,
    documents,
    drills,
    errors,
    evidence_page,
    exports,
    filters,
    health,
    interviews,
    join,
    keys,
    live,
    morning,
    oidc,
    pages,
    player,
    preferences_page,
    review,
    rubric_page,
    security,
    versions,
    worker_api,
)
from .aftermath import Aftermath
from .endpoints import Endpoints
from .keyring import Keyring
from .limits import count_start
from .planning import Planning
from .rooms import Rooms
from .services import KEY, Manager, Services, services
from .speech import Speech
from .starter import Starter


class Part(Protocol):
    """A module of views."""

    blueprint: Blueprint


PARTS: tuple[Part, ...] = (
    pages,
    morning,
    evidence_page,
    auth,
    oidc,
    interviews,
    drills,
    live,
    review,
    player,
    rubric_page,
    versions,
    corrections,
    exports,
    documents,
    keys,
    preferences_page,
    account,
    worker_api,
    health,
    join,
)
"""The modules that serve something; each has a blueprint."""
ROOT = Path(__file__).resolve().parent.parent


def create_app(
    settings: Settings,
    store: Store,
    manager: Manager,
    keyring: Keyring,
    *,
    endpoints: Endpoints,
    rooms: Rooms,
    aftermath: Aftermath,
    planning: Planning | None = None,
    speech: Speech | None = None,
) -> Flask:
    """A Flask app; it starts nothing by itself and reads no environment."""
    app = Flask("mockflow", root_path=str(ROOT))
    app.extensions[KEY] = Services(
        settings=settings,
        store=store,
        manager=manager,
        rooms=rooms,
        speech=speech or Speech(endpoints),
        aftermath=aftermath,
        planning=planning or Planning(store, endpoints),
        keyring=keyring,
        endpoints=endpoints,
        starter=Starter(settings, store, manager, rooms, endpoints, partial(count_start, settings)),
        readers=Readers(settings.max_readers),
    )
    security.init_app(app, settings)
    errors.init_app(app)
    filters.init_app(app)
    app.jinja_env.globals["voice_hosts"] = LocalProxy(_voice_hosts)
    app.jinja_env.globals["model_hosts"] = LocalProxy(_model_hosts)
    for part in PARTS:
        app.register_blueprint(part.blueprint)
    return app


def _voice_hosts() -> tuple[str, ...]:
    """Where the voice of who looks at this page goes; for a visitor, where the box sends it."""
    if "voice_hosts" not in g:
        user = current_user()
        g.voice_hosts = services().endpoints.hosts(user.id if user else None)
    return cast(tuple[str, ...], g.voice_hosts)


def _model_hosts() -> tuple[str, ...]:
    """Where a language model reads what they say and upload; nothing when that is on this computer."""
    if "model_hosts" not in g:
        user = current_user()
        host = services().endpoints.of(user.id if user else None).model_host()
        g.model_hosts = (host,) if host else ()
    return cast(tuple[str, ...], g.model_hosts)
