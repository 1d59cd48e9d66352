"""LiveKit and speech on loopback: started together, found by ``run/embedded.json``, stopped by pid."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from pydantic import SecretStr

import logs
from embedded import livekit, speech_process
from embedded.problem import EmbeddedError
from embedded.process import ProcessId
from embedded.services import EmbeddedServices, forget, read, recorded, write
from embedded.speech_process import SpeechOptions
from settings import Settings

__all__ = ["EmbeddedServices", "Stack", "for_settings", "read", "running"]

# livekit-server keeps nothing on disk, and waits for participants and connections for as long as it may.
_PATIENCE_S = {"livekit": 1.0, "speech": 5.0}
_log = logs.get(__name__)


class Stack:
    """The embedded servers of one data directory.

    A second stack of the same directory uses the first one's servers and leaves them running; it
    takes them over when the process that started them is gone.

    Args:
        data_dir: DATA_DIR; pids, keys and logs are kept under it.
        with_livekit: start livekit-server.
        with_speech: start the speech server.
        ports: LiveKit's ports; free ones by default.
        speech: the speech server's models and port.
        livekit_keys: key pairs that LiveKit takes besides its own, by key; for tests of owners' keys.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        with_livekit: bool = True,
        with_speech: bool = True,
        ports: livekit.Ports | None = None,
        speech: SpeechOptions | None = None,
        livekit_keys: Mapping[str, str] | None = None,
    ) -> None:
        self._data_dir = data_dir.resolve()
        self._with_livekit, self._with_speech = with_livekit, with_speech
        self._ports, self._speech, self._livekit_keys = ports, speech or SpeechOptions(), livekit_keys
        self._children: dict[str, subprocess.Popen[str]] = {}
        self._owned: EmbeddedServices | None = None

    def start(self) -> EmbeddedServices:
        """Start what isn't running, and return when all of it is ready.

        Raises:
            EmbeddedError: one of them can't be started; none of them is left running.
        """
        run_dir = self._data_dir / "run"
        try:
            run_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (run_dir / "embedded.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                return self._reuse() or self._start_all(run_dir)
        except OSError as error:
            raise EmbeddedError(
                f"{self._data_dir} can't be written to ({error.strerror}). "
                "Free some disk or set DATA_DIR to another folder, then try again."
            ) from error

    def stop(self) -> None:
        """End the servers this stack started or took over; the others stay."""
        services, self._owned = self._owned, None
        if services is not None:
            for name, process in services.pids.items():
                process.stop(_PATIENCE_S[name])
            forget(self._data_dir)
        self._reap()

    @property
    def owns_any(self) -> bool:
        """Whether :meth:`stop` would end any server."""
        return self._owned is not None

    def __enter__(self) -> EmbeddedServices:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def _reuse(self) -> EmbeddedServices | None:
        found = recorded(self._data_dir)
        if found is None:
            return None
        wanted = {"livekit"} if self._with_livekit else set()
        wanted |= {"speech"} if self._with_speech else set()
        if found.running() and wanted <= found.pids.keys():
            if not found.owner.alive():
                found = found.model_copy(update={"owner": ProcessId.mine()})
                write(self._data_dir, found)
                self._owned = found
            return found
        if not found.owner.alive():
            for name, process in found.pids.items():
                process.stop(_PATIENCE_S[name])
        return None

    def _start_all(self, run_dir: Path) -> EmbeddedServices:
        logs_dir = self._data_dir / "logs"
        log = {name: logs_dir / f"{name}.stderr.log" for name in ("livekit", "speech")}
        services = EmbeddedServices(pids={}, owner=ProcessId.mine())
        try:
            media = None
            if self._with_livekit:
                media = livekit.start(run_dir, log["livekit"], self._ports, more_keys=self._livekit_keys)
                self._children["livekit"] = media.process
            voice = speech_process.start(log["speech"], self._speech) if self._with_speech else None
            if voice is not None:
                self._children["speech"] = voice.process
                services = services.model_copy(
                    update={
                        "speech_url": speech_process.wait(voice, log["speech"]),
                        "speech_key": SecretStr(voice.key),
                    }
                )
            if media is not None:
                livekit.wait(media, log["livekit"])
                livekit.config_path(run_dir).unlink()
                services = services.model_copy(
                    update={
                        "livekit_url": media.url,
                        "livekit_api_url": media.api_url,
                        "api_key": media.api_key,
                        "api_secret": SecretStr(media.api_secret),
                    }
                )
            pids = {name: ProcessId.of(child.pid) for name, child in self._children.items()}
            services = services.model_copy(update={"pids": pids})
            write(self._data_dir, services)
        except BaseException:  # whatever it was, no server may be left running
            livekit.config_path(run_dir).unlink(missing_ok=True)
            self._reap()
            raise
        self._owned = services
        _log.info("embedded servers started", servers=sorted(self._children))
        return services

    def _reap(self) -> None:
        """End and wait for the children of this process, whatever became of them."""
        children, self._children = self._children, {}
        for child in children.values():
            child.terminate()
        for name, child in children.items():
            try:
                child.wait(_PATIENCE_S[name])
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()


@contextmanager
def running(settings: Settings) -> Iterator[EmbeddedServices | None]:
    """The servers these settings leave to us, for as long as the block lasts; None when there are none.

    Raises:
        EmbeddedError: one of them can't be started.
    """
    stack = for_settings(settings)
    if stack is None:
        yield None
        return
    with stack as services:
        yield services


def for_settings(settings: Settings) -> Stack | None:
    """The stack these settings ask for (an empty LIVEKIT_URL, an empty SPEECH_URL), not yet started."""
    with_livekit, with_speech = not settings.livekit_url, not settings.speech_url
    if not (with_livekit or with_speech):
        return None
    return Stack(
        settings.data_dir,
        with_livekit=with_livekit,
        with_speech=with_speech,
        speech=SpeechOptions(settings.stt_model, settings.tts_voice, log_level=settings.log_level),
    )
