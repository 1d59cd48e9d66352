"""One worker's run: connect, greet, follow the interview to its end, and leave nothing open."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any

import aiohttp
from livekit import rtc
from livekit.agents import CloseEvent, ErrorEvent, utils

import logs
from interview.events import EndedData, ReadyData
from interview.models import EndReason
from voice import calls, controls
from voice import ending as endings
from voice.beside import beside
from voice.clock import Clock
from voice.control import control_lines
from voice.conversation import Conversation
from voice.deadlines import Presence, Verifier, first_ending
from voice.ending import Ending, Outcome
from voice.meter import Meter
from voice.outbox import Outbox
from voice.recorder import Recorder
from voice.room import connect, delete_room
from voice.silence import Ladder
from voice.spool import Spool
from workers.protocol import RECORDING, ExitCode, Job

log = logs.get(__name__)

_GOODBYE_S = 12.0
_FLUSH_S = 15.0


async def run(job: Job, *, booted_s: float, control_head: bytes) -> int:
    """Run the interview of ``job``.

    Args:
        booted_s: seconds since this process began.
        control_head: what came through the pipe behind the job already.

    Returns:
        An :class:`ExitCode`.
    """
    clock = Clock()
    async with contextlib.AsyncExitStack() as stack:
        http = await stack.enter_async_context(utils.http_context.open())
        spool = stack.enter_context(Spool(job.spool_dir, job.interview_id, job.run))
        outbox = Outbox(callback=job.callback, run=job.run, spool=spool, clock=clock, http=http)
        room = rtc.Room()
        conversation = Conversation(job, room=room, clock=clock, outbox=outbox)
        calls.log_synthesis(conversation.session)
        recorder = Recorder(
            conversation.session,
            spool.path.with_suffix(RECORDING),
            clock=clock,
            outbox=outbox,
            board=conversation.board,
            tell=conversation.progress.tell,
        )
        stack.push_async_callback(recorder.aclose)
        stack.push_async_callback(conversation.aclose)
        if not await connect(room, job.room):
            return ExitCode.COULD_NOT_BOOT
        outcome = Outcome()
        posting, showing = outbox.run(heartbeat_s=job.limits.heartbeat_s), conversation.board.run()
        async with beside(posting, showing, on_failure=outcome.broken):
            async with beside(_obey_parent(outcome, control_head), on_failure=outcome.broken):
                await _open(job, conversation, outcome, recorder, room=room)
                outbox.add(ReadyData(boot_s=round(booted_s, 3)))
                ending = await _interview(job, conversation, outcome, room=room, clock=clock, outbox=outbox)
            await _end(job, conversation, ending, recorder, room=room, outbox=outbox, http=http)
        await room.disconnect()
    log.info("worker ends", reason=ending.reason, exit_code=int(ending.exit_code))
    return ending.exit_code


async def _open(
    job: Job, conversation: Conversation, outcome: Outcome, recorder: Recorder, *, room: rtc.Room
) -> None:
    """Listen for everything that may end the interview, then take part in the room."""
    _watch(conversation, outcome, room=room)
    _accept_controls(job, conversation, outcome, room=room)
    await conversation.start()
    if job.brief.record:
        await recorder.start()


async def _interview(
    job: Job, conversation: Conversation, outcome: Outcome, *, room: rtc.Room, clock: Clock, outbox: Outbox
) -> Ending:
    """From an open room to the reason it is over."""
    presence = Presence(room, identity=job.room.candidate_identity, clock=clock)
    presence.on_return = conversation.welcome_back
    presence.look()
    await outcome.or_first(presence.arrived, within_s=job.limits.join_s)
    if outcome.decided:
        return await outcome.wait()
    if not presence.arrived.is_set():
        return endings.NEVER_CAME
    conversation.greet()
    verifier = Verifier(
        progress=conversation.progress,
        floor=conversation.floor,
        presence=presence,
        clock=clock,
        verify_s=job.limits.verify_s,
        ladder=Ladder(job.brief.patience),
        on_moved=conversation.go_on,
        on_silence=conversation.break_silence,
        pause=conversation.pause,
        spending=conversation.spending,
        on_spent=conversation.close_for_cost,
    )
    own_deadlines = first_ending(
        presence=presence,
        pause=conversation.pause,
        outbox=outbox,
        clock=clock,
        limits=job.limits,
        interview_s=sum(rule.limit_s for rule in job.stages),
    )
    watching = conversation.watchdog.run()
    metering = Meter(conversation.spending, conversation.board).run()
    deciding = _decide(outcome, own_deadlines)
    async with beside(verifier.run(), watching, metering, deciding, on_failure=outcome.broken):
        return await outcome.wait()


async def _end(
    job: Job,
    conversation: Conversation,
    ending: Ending,
    recorder: Recorder,
    *,
    room: rtc.Room,
    outbox: Outbox,
    http: aiohttp.ClientSession,
) -> None:
    """Say goodbye if someone is there, hand in every event, and close the room if nobody else will."""
    heard = room.isconnected() and job.room.candidate_identity in room.remote_participants
    if ending.goodbye and heard:
        await conversation.goodbye(ending.goodbye, _GOODBYE_S)
    await conversation.aclose()
    await recorder.aclose()  # before the ending is told: who hears of that takes the recording
    outbox.add(EndedData(reason=ending.reason, detail=ending.detail))
    if not await outbox.flush(_FLUSH_S):
        log.warning("events are left in the spool")
        await delete_room(http, job.room)


def _watch(conversation: Conversation, outcome: Outcome, *, room: rtc.Room) -> None:
    """Let failures and the machine decide the outcome."""
    conversation.progress.on_finished = lambda: outcome.decide(
        endings.CAP_REACHED if conversation.spending.closed else endings.COMPLETED
    )

    def on_error(event: ErrorEvent) -> None:
        kind = getattr(event.error, "type", "unknown")
        log.warning("provider failed", kind=kind, error=type(getattr(event.error, "error", None)).__name__)

    def on_close(event: CloseEvent) -> None:
        if event.error is not None:
            stt = getattr(event.error, "type", "") == "stt_error"
            outcome.decide(endings.RECOGNITION_FAILED if stt else endings.VOICE_FAILED)

    conversation.watchdog.give_up = lambda: outcome.decide(endings.VOICE_FAILED)
    conversation.on_recognition_lost = lambda: outcome.decide(endings.RECOGNITION_FAILED)
    conversation.session.on("error", on_error)
    conversation.session.on("close", on_close)
    room.on("disconnected", lambda _reason: outcome.decide(endings.ROOM_LOST))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, outcome.decide, endings.STOPPED)


def _accept_controls(job: Job, conversation: Conversation, outcome: Outcome, *, room: rtc.Room) -> None:
    async def end(_payload: str) -> controls.Reply:
        over = conversation.progress.machine.last
        outcome.decide(endings.COMPLETED if over else endings.ENDED_BY_CANDIDATE)
        return controls.OK

    controls.register(
        room,
        candidate_identity=job.room.candidate_identity,
        handlers={
            "skip": conversation.skip,
            "hold": conversation.hold,
            "pause": conversation.pause.asked,
            "typing": conversation.typing,
            "answer": conversation.answer,
            "end": end,
        },
    )


async def _obey_parent(outcome: Outcome, head: bytes) -> None:
    async for asked in control_lines(head):
        log.info("parent asks to stop", reason=asked.reason)
        if asked.reason == "cap_reached":
            outcome.decide(Ending(EndReason.CAP_REACHED, "The limit of this account was reached."))
        else:
            outcome.decide(endings.STOPPED)


async def _decide(outcome: Outcome, source: Coroutine[Any, Any, Ending]) -> None:
    outcome.decide(await source)
