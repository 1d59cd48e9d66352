"""The web app: ``gunicorn app:app --workers 1``, or ``python app.py`` for development on port 5000."""

from __future__ import annotations

import atexit
import signal
from contextlib import ExitStack

from flask import Flask

import logs
from embedded import ports, stack
from embedded.problem import usable_settings
from settings import Settings
from web.aftermath import Aftermath
from web.endpoints import Endpoints
from web.factory import create_app
from web.feedback_writers import FeedbackWriters
from web.keyring import Keyring
from web.rooms import Rooms
from wiring import open_store, open_vault, refusing_in_one_sentence
from worker_manager import WorkerManager
from workers.client import stop_all

DEVELOPMENT_PORT, STOP_WORKERS_S = 5000, 15.0


def build(settings: Settings) -> Flask:
    """Settings -> store -> worker manager -> app; goes on with what an earlier process left."""
    log_dir = settings.data_dir / "logs"
    logs.configure("web", settings.log_level, directory=log_dir if settings.log_files else None)
    vault, store = open_vault(settings), open_store(settings)
    keys = Keyring(settings, store, vault)
    rooms = Rooms(endpoints := Endpoints(settings, store, keys, stack.read))
    aftermath = Aftermath(store, rooms, FeedbackWriters(endpoints), settings.data_dir / "spool")
    manager = WorkerManager(settings, store, aftermath.begin)
    for close in (store.close, aftermath.close, manager.close):  # run last first
        atexit.register(close)
    manager.open()
    aftermath.resume()
    return create_app(settings, store, manager, keys, endpoints=endpoints, rooms=rooms, aftermath=aftermath)


@refusing_in_one_sentence()
def develop() -> None:
    """Serve development on PORT, or 5000 when it isn't set, with the embedded servers beside it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a TERM ends the servers too
    settings = usable_settings(port=DEVELOPMENT_PORT)
    ports.check(settings.port, host=settings.host)
    open_vault(settings)  # refused before servers are started for nothing
    with stack.running(settings), ExitStack() as ending:
        ending.callback(stop_all, settings.data_dir, STOP_WORKERS_S)
        build(settings).run(host=settings.host, port=settings.port, threaded=True)


if __name__ == "__main__":
    develop()
else:
    with refusing_in_one_sentence():
        app = build(usable_settings())
