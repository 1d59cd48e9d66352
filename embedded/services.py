"""What is known about running embedded servers: ``DATA_DIR/run/embedded.json``, for its owner only."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import SecretStr, ValidationError

from embedded.process import ProcessId, open_private
from interview.models import Frozen

_ADDRESSES = ("livekit_url", "livekit_api_url", "speech_url")


class EmbeddedServices(Frozen):
    """Where the embedded servers are; ``livekit_*`` or ``speech_*`` is empty when that one isn't ours.

    Attributes:
        livekit_url: ``ws://`` for participants.
        livekit_api_url: ``http://`` for the room service.
        speech_url: base URL of the OpenAI-compatible audio API, ending in ``/v1``.
        owner: the process that stops them.
    """

    livekit_url: str = ""
    livekit_api_url: str = ""
    api_key: str = ""
    api_secret: SecretStr = SecretStr("")
    speech_url: str = ""
    speech_key: SecretStr = SecretStr("")
    pids: dict[str, ProcessId]
    owner: ProcessId

    def running(self) -> bool:
        """Whether every one of them is the very process that was started."""
        return all(process.alive() for process in self.pids.values())


def _path(data_dir: Path) -> Path:
    return data_dir / "run" / "embedded.json"


def recorded(data_dir: Path) -> EmbeddedServices | None:
    """What was written last, whether or not those servers still run."""
    try:
        return EmbeddedServices.model_validate_json(_path(data_dir).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError):
        return None


def read(data_dir: Path) -> EmbeddedServices | None:
    """The embedded servers of this data directory that run, or None when none does.

    One that was started and is gone has empty addresses, so that each can be told down by itself.
    """
    services = recorded(data_dir)
    if services is None:
        return None
    gone = {name for name, process in services.pids.items() if not process.alive()}
    if gone == services.pids.keys():
        return None
    away = {name: "" for name in _ADDRESSES if name.split("_")[0] in gone}
    return services.model_copy(update=away)


def write(data_dir: Path, services: EmbeddedServices) -> None:
    """Replace the record in one step; it holds the secrets in clear, mode 0600."""
    body = services.model_dump(mode="json")
    body["api_secret"] = services.api_secret.get_secret_value()
    body["speech_key"] = services.speech_key.get_secret_value()
    fresh = _path(data_dir).with_suffix(".new")
    with open_private(fresh) as out:
        json.dump(body, out)
    fresh.replace(_path(data_dir))


def forget(data_dir: Path) -> None:
    """Remove the record."""
    _path(data_dir).unlink(missing_ok=True)
