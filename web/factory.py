"""The web app, put together from its collaborators."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask

from settings import Settings
from store.port import Store
from store.vault import Vault

from . import (
    account,
    auth,
    documents,
    errors,
    filters,
    health,
    interviews,
    keys,
    live,
    oidc,
    pages,
    preferences_page,
    review,
    security,
    worker_api,
)
from .aftermath import Aftermath
from .endpoints import Endpoints, voice_hosts
from .keyring import Keyring
from .limits import count_start
from .rooms import Rooms
from .services import KEY, Manager, Services
from .speech import Speech
from .starter import Starter

ROOT = Path(__file__).resolve().parent.parent


def create_app(
    settings: Settings,
    store: Store,
    manager: Manager,
    vault: Vault,
    *,
    endpoints: Endpoints,
    rooms: Rooms,
    aftermath: Aftermath,
    speech: Speech | None = None,
) -> Flask:
    """A Flask app; it starts nothing by itself and reads no environment."""
    app = Flask("mockflow", root_path=str(ROOT))
    app.extensions[KEY] = Services(
        settings=settings,
        store=store,
        manager=manager,
        rooms=rooms,
        speech=speech or Speech(endpoints, settings.stt_model),
        aftermath=aftermath,
        keyring=Keyring(settings, store, vault),
        endpoints=endpoints,
        starter=Starter(settings, store, manager, rooms, endpoints, partial(count_start, settings)),
    )
    security.init_app(app, settings)
    errors.init_app(app)
    filters.init_app(app)
    app.jinja_env.globals["voice_hosts"] = voice_hosts(settings)
    for part in (
        *(pages, auth, oidc, interviews, live, review, documents, keys, preferences_page, account),
        *(worker_api, health),
    ):
        app.register_blueprint(part.blueprint)
    return app
