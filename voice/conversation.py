"""One spoken interview in one room: providers, LiveKit's session, and the parts that follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from livekit import rtc
from livekit.agents import AgentSession, room_io
from livekit.agents.llm import ChatContext, ChatMessage

import fsm
from interview.events import UsageData
from interview.hello import hello
from interview.models import Patience
from interview.offline import next_move
from interview.scene import Scene
from voice import controls, usage
from voice.agent import Interviewer
from voice.announcer import Announcer
from voice.attempt import attempt
from voice.board import Board
from voice.clock import Clock
from voice.floor import Floor, endpointing
from voice.greeting import PreparedSpeech
from voice.outbox import Outbox
from voice.pause import FIRST, Pause
from voice.progress import Progress
from voice.providers import Providers
from voice.relay.hearing import Trouble
from voice.scribe import Scribe
from voice.spending import NOTICE, TOLD, Spending
from voice.watchdog import Watchdog
from voice.words import Words
from workers.protocol import Job

_LAST_WORDS_S = 4.0
_CLOSE_S = 5.0
_STEPS = 2
"""Times one reply may ask for the next stage; the last word is always spoken."""


def _session(providers: Providers, patience: Patience) -> AgentSession[None]:
    return AgentSession(
        stt=providers.stt,
        vad=providers.vad,
        llm=providers.llm,
        tts=providers.tts,
        turn_handling={
            "turn_detection": "vad",
            "endpointing": endpointing(patience),
            "interruption": {
                "mode": "vad",
                "min_duration": 0.2,
                "false_interruption_timeout": 0.8,
            },
            "preemptive_generation": {"max_speech_duration": 600.0, "max_retries": 12},
        },
        tts_text_transforms=None,
        aec_warmup_duration=None,
        user_away_timeout=None,
        session_close_transcript_timeout=0.5,
        max_tool_steps=_STEPS,
    )


class Conversation:
    """Owns LiveKit's session; knows how to start, be steered and close, not when to end."""

    def __init__(self, job: Job, *, room: rtc.Room, clock: Clock, outbox: Outbox) -> None:
        self._job = job
        self._room = room
        self._outbox = outbox
        self._closed = False
        self.board = Board(room)
        self.progress = Progress(
            brief=job.brief, plan=job.plan, rules=job.stages, clock=clock, outbox=outbox, board=self.board
        )
        self._words = Words()
        self._announcer = Announcer(self.progress, self.board)
        self._providers = Providers(
            job,
            scene_of=self._scene,
            tell=self._announcer.switched,
            on_trouble=self._on_recognition,
            on_heard=self._words.take,
        )
        self.session = _session(self._providers, job.brief.patience)
        self.floor = Floor(self.session, patience=job.brief.patience, clock=clock)
        self._scribe = Scribe(
            self.session,
            progress=self.progress,
            outbox=outbox,
            floor=self.floor,
            board=self.board,
            clock=clock,
            words=self._words,
        )
        self.floor.on_hold = self._on_hold
        self._agent = Interviewer(progress=self.progress)
        self.watchdog = self._watch(clock)
        self.pause = Pause(
            self.session,
            progress=self.progress,
            clock=clock,
            limit_s=job.limits.pause_s,
            fall_silent=self._fall_silent,
            go_on=self._speak_again,
        )
        self.spending = Spending(self._used, job.limits.cap_usd)
        self.on_recognition_lost: Callable[[], None] = lambda: None
        self._greeting = self._prepare_greeting()

    def _watch(self, clock: Clock) -> Watchdog:
        """Let those who have to know follow both speakers' states."""
        watchdog = Watchdog(
            self.floor,
            clock=clock,
            hurry=self._providers.hurry,
            tell=self._announcer.silent,
            speak_up=self._speak_up,
        )
        self.session.on("agent_state_changed", self._announcer.on_agent_state)
        self.session.on("agent_state_changed", watchdog.on_agent_state)
        self.session.on("user_state_changed", self._providers.stt.on_user_state)
        self.session.on("user_state_changed", watchdog.on_user_state)
        return watchdog

    async def start(self) -> None:
        """Attach to the connected room; nothing is said yet."""
        await self.session.start(
            self._agent,
            room=self._room,
            room_options=room_io.RoomOptions(
                participant_identity=self._job.room.candidate_identity,
                close_on_disconnect=False,
                delete_room_on_close=False,
                text_input=False,
                audio_input=room_io.AudioInputOptions(
                    sample_rate=16000, frame_size_ms=50, auto_gain_control=False, pre_connect_audio=False
                ),
            ),
            session_host=False,
            record=False,
        )

    def _prepare_greeting(self) -> PreparedSpeech | None:
        """The greeting on its way to audio; None when it has to come from the model."""
        scene = self._scene(ChatContext.empty())
        text = hello(scene) if self._job.thinking else next_move(scene).text
        return PreparedSpeech(text, self._providers.tts) if text else None

    def greet(self) -> None:
        """Begin the first stage and say hello."""
        self.progress.begin()
        self.watchdog.expect()
        if self._greeting is None:
            self.session.generate_reply()
            return
        self._greeting.on_failure = self._greeting_unheard
        self.session.say(self._greeting.text, audio=self._greeting.frames())

    def welcome_back(self, away_s: float) -> None:
        """The candidate is in the room again; the time away counts for nothing, and once only."""
        self.floor.touch()
        if not self.pause.on:
            self.progress.pause(away_s)

    async def go_on(self) -> None:
        """Speak in the stage the interview has just been moved to."""
        await self._keep_words()
        await self._hush()
        self.floor.touch()
        self.session.generate_reply()

    async def break_silence(self) -> None:
        """Say something to a candidate who has said nothing for a while."""
        self._speak_again()

    async def skip(self, _payload: str) -> controls.Reply:
        """``mf.skip``."""
        if self.pause.on:
            return controls.refusal(FIRST)
        outcome = self.progress.skip()
        if isinstance(outcome, fsm.Refused):
            return controls.refusal(outcome.reason)
        await self.go_on()
        return controls.OK

    async def hold(self, payload: str) -> controls.Reply:
        """``mf.hold``."""
        asked = controls.HoldAsked.model_validate_json(payload)
        if self.pause.on:
            return controls.refusal(FIRST)
        if asked.on:
            self.floor.hold()
        else:
            self.floor.release()
        return controls.OK

    async def typing(self, _payload: str) -> controls.Reply:
        """``mf.typing``: an answer is being written; nobody hurries the candidate."""
        self.floor.typing()
        return controls.OK

    async def answer(self, payload: str) -> controls.Reply:
        """``mf.answer``: interrupts the interviewer, like speaking does."""
        typed = controls.AnswerTyped.model_validate_json(payload)
        if self.pause.on:
            return controls.refusal(FIRST)
        await self._keep_words()
        await self._hush()
        message = ChatMessage(role="user", content=[typed.text.strip()])
        self._scribe.typed(message.id)
        self.session.generate_reply(user_input=message)
        return controls.OK

    async def goodbye(self, text: str, timeout_s: float) -> None:
        """Say one last sentence that can't be interrupted, as far as the voice still works."""
        await attempt(self._hush(), within_s=_CLOSE_S)
        await attempt(self._say_finally(text), within_s=timeout_s)

    async def _say_finally(self, text: str) -> None:
        await self.session.say(text, allow_interruptions=False)

    async def aclose(self) -> None:
        """Keep the last words, write down usage and close, once; never takes longer than its timers."""
        if self._closed:
            return
        self._closed = True
        await self._keep_words()
        await attempt(self._hush(), within_s=_CLOSE_S)
        for used in self._used():
            self._outbox.add(used)
        await attempt(self.session.aclose(), within_s=_CLOSE_S)
        await attempt(self._close_providers(), within_s=_CLOSE_S)

    async def close_for_cost(self) -> None:
        """Come to the closing, since no more may be spent than that needs."""
        if isinstance(self.progress.close(TOLD), fsm.Refused):
            return
        self.spending.closed = True
        self.progress.tell(NOTICE, TOLD)
        await self.go_on()

    def _used(self) -> Iterator[UsageData]:
        return usage.events(self.session.usage, self._providers.names())

    def _greeting_unheard(self) -> None:
        self.watchdog.relax()
        self._announcer.voice_down()

    async def _fall_silent(self) -> None:
        """Keep what was said so far and say nothing more; a reply begun in between is ended too."""
        await attempt(self._hush(), within_s=_CLOSE_S)
        await self._keep_words()
        self.floor.release()
        await attempt(self._hush(), within_s=_CLOSE_S)
        self.watchdog.relax()

    def _speak_again(self) -> None:
        self.floor.touch()
        self.session.generate_reply()

    async def _speak_up(self) -> None:
        """Begin the reply anew that didn't come."""
        await attempt(self._hush(), within_s=_CLOSE_S)
        self.session.generate_reply()

    async def _hush(self) -> None:
        await self.session.interrupt(force=True)

    async def _close_providers(self) -> None:
        if self._greeting is not None:
            await self._greeting.aclose()
        await self._providers.aclose()

    async def _keep_words(self) -> None:
        """Turn what the candidate has said so far into a turn without a reply."""
        await attempt(self.floor.take_words(), within_s=_LAST_WORDS_S)

    def _scene(self, chat_ctx: ChatContext) -> Scene:
        return self._scribe.scene(chat_ctx)

    def _on_recognition(self, trouble: Trouble) -> None:
        if trouble == "down":
            self._announcer.hearing_down()
        elif trouble == "back":
            self._announcer.hearing_back()
        else:
            self.on_recognition_lost()

    def _on_hold(self, held: bool) -> None:
        self.board.show(hold=int(held))
