"""What every view may use, held by the app and reached with :func:`services`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from flask import current_app

from document_processor import Readers
from settings import Settings
from store.port import Store
from store.rows import WorkerRow
from workers.protocol import Job

from .aftermath import Aftermath
from .endpoints import Endpoints
from .keyring import Keyring
from .planning import Planning
from .rooms import Rooms
from .speech import Speech
from .starter import Starter

KEY = "mockflow"


class Manager(Protocol):
    """The part of :class:`worker_manager.WorkerManager` that views use."""

    def start(self, job: Job) -> None: ...
    def stop(self, interview_id: str, reason: str = "stopped") -> None: ...
    def status(self, interview_id: str) -> WorkerRow | None: ...
    def trouble(self, interview_id: str) -> str: ...
    def heartbeat(self, interview_id: str, run: int) -> None: ...


@dataclass(frozen=True)
class Services:
    """One app's collaborators."""

    settings: Settings
    store: Store
    manager: Manager
    rooms: Rooms
    speech: Speech
    aftermath: Aftermath
    planning: Planning
    keyring: Keyring
    endpoints: Endpoints
    starter: Starter
    readers: Readers


def services() -> Services:
    """The collaborators of the app that serves this request."""
    return cast(Services, current_app.extensions[KEY])
