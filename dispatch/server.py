"""``python agent_worker.py dev|start``: registers with the operator's LiveKit, serves until told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Literal

import aiohttp
from livekit.agents import AgentServer, JobExecutorType

import logs
from embedded.ports import LOOPBACK
from errors import AppError
from settings import Settings, tell_libraries
from workers.protocol import ExitCode

from .agent import DispatchedAgent
from .delivery import Delivery, Target
from .desk import Desk
from .header import Headers
from .invitation import check_livekit
from .places import Places

log = logs.get(__name__)

Mode = Literal["dev", "start"]


class CallbackSettingsError(AppError):
    """Transcripts would be posted unsigned."""

    label = "no_callback_secret"
    default_message = (
        "CALLBACK_URL is set without CALLBACK_SECRET, so nobody could tell that a transcript is yours. "
        "Set both in .env, then try again."
    )


def check(settings: Settings) -> None:
    """Refuse what can't be served.

    Raises:
        InvitationError: the settings name no LiveKit server.
        CallbackSettingsError: what is posted would be unsigned.
    """
    check_livekit(settings)
    if settings.callback_url and not settings.callback_secret.get_secret_value():
        raise CallbackSettingsError


def main(mode: Mode) -> int:
    """Serve; returns an :class:`ExitCode`.

    Args:
        mode: ``start`` lets interviews that run come to their end before it ends, until it is told a
            second time; ``dev`` has them end with a goodbye at once.
    """
    settings = Settings()
    check(settings)
    logs.configure(
        "dispatch",
        settings.log_level,
        directory=settings.data_dir / "logs" if settings.log_files else None,
    )
    logging.getLogger("livekit.agents").addFilter(_told_of_our_way)
    # The models are for the workers' processes; here they would take 240 MB.
    tell_libraries({"LIVEKIT_AGENTS_PRELOAD_LOCAL_INFERENCE": "0"})
    return asyncio.run(_serve(settings, mode))


def _told_of_our_way(record: logging.LogRecord) -> bool:
    """Leaves out a warning that each job would cause: the worker's process joins the room, not this one."""
    return not str(record.msg).startswith("The room connection was not established")


def agent_server(settings: Settings, agent: DispatchedAgent) -> AgentServer:
    """LiveKit's side: explicit dispatch by name, as many interviews as the settings allow."""
    most = settings.max_live_interviews
    server = AgentServer(
        job_executor_type=JobExecutorType.THREAD,  # a job waits for its worker process, and does nothing else
        load_fnc=lambda it: len(it.active_jobs) / most,
        load_threshold=1.0 - 0.5 / most,
        num_idle_processes=most,
        ws_url=settings.livekit_url,
        api_key=settings.livekit_api_key.get_secret_value(),
        api_secret=settings.livekit_api_secret.get_secret_value(),
        host=LOOPBACK,
        port=0,
    )
    server.rtc_session(agent.serve, agent_name=settings.agent_name, on_request=agent.asked)
    return server


async def _serve(settings: Settings, mode: Mode) -> int:
    places = Places(settings.data_dir)
    target = Target(settings.callback_url, settings.callback_secret) if settings.callback_url else None
    desk = Desk(places, Headers(places.own), Delivery(places.transcripts, target))
    await desk.open()
    agent = DispatchedAgent(settings, desk)
    server = agent_server(settings, agent)
    ending = asyncio.Event()
    _listen_for_signals(agent, ending, at_once=mode == "dev")
    serving = asyncio.create_task(server.run(devmode=mode == "dev"))
    waiting = asyncio.create_task(ending.wait())
    try:
        await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            return _failed(serving)
        await server.drain(timeout=None)
    finally:
        waiting.cancel()
        await server.aclose()
        await asyncio.gather(serving, waiting, return_exceptions=True)
        await desk.aclose()
    return ExitCode.ENDED


def _listen_for_signals(agent: DispatchedAgent, ending: asyncio.Event, *, at_once: bool) -> None:
    def told() -> None:
        if at_once or ending.is_set():
            agent.ask_all_to_stop()
        ending.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told)


def _failed(serving: asyncio.Task[None]) -> int:
    """LiveKit can't be reached, or its keys are refused; texts of its errors may hold a token."""
    error = serving.exception()
    known = isinstance(error, aiohttp.ClientError | RuntimeError | OSError)
    log.error("livekit could not be served", error=type(error).__name__, expected=known)
    return ExitCode.COULD_NOT_BOOT
