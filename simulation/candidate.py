"""A simulated candidate: joins the room as a browser would, listens, and answers aloud in turn."""

from __future__ import annotations

import asyncio
import time

import httpx
from livekit import rtc

from simulation.audio import Clip, quiet_middle
from simulation.diary import Diary
from simulation.ear import Caption, Ear
from simulation.manners import Manners, Watcher
from simulation.mouth import Mouth
from simulation.personas import Mind, Persona
from simulation.synthesis import Speaks
from simulation.turns import TurnTaking

INTERRUPT_AFTER_S = 1.0
ORDERLY = ("the interviewer left", "the room is closed", "the interview has ended")
"""Why an interview that was not cut short is over for the candidate."""


class Candidate:
    """One simulated candidate for one interview.

    Args:
        persona: who they are.
        voice: what they speak with.
        diary: their own log.
        started_at: epoch time at which Start was pressed.
        manners: tests ask for bad ones here.
    """

    def __init__(
        self,
        persona: Persona,
        voice: Speaks,
        diary: Diary,
        *,
        started_at: float,
        manners: Manners | None = None,
        watcher: Watcher | None = None,
    ) -> None:
        self._persona, self._voice, self._diary = persona, voice, diary
        self._mind = Mind(persona)
        self._manners = manners or Manners()
        self._watcher = watcher or Watcher()
        self._started_at = started_at
        self._turns = TurnTaking()
        self._answers = 0
        self._utterances = 0
        self._last_utterance = 0.0
        self._interrupted_at = 0.0
        self._speaking = False
        self._my_turn = asyncio.Event()
        self._silent = asyncio.Event()
        self._over = asyncio.Event()
        self._why = ""
        self.room = rtc.Room()
        self.mouth = Mouth(diary, self._tick)
        self._ear = Ear(
            self.room,
            on_sound=self._sound,
            on_caption=self._caption,
            on_attributes=self._attributes,
            on_gone=self.leave,
        )

    async def run(self, url: str, token: str, *, limit_s: float) -> str:
        """Take the interview; returns why it was over for the candidate.

        Raises:
            TimeoutError: it was not over after ``limit_s`` seconds.
            rtc.ConnectError: the room could not be joined.
        """
        try:
            async with asyncio.timeout(limit_s):
                await self._join(url, token)
                async with asyncio.TaskGroup() as group:
                    await self._take(group)
        finally:
            await self.mouth.aclose()
            await self._ear.aclose()
            await self.room.disconnect()
            self._diary.write("left", at=time.time(), why=self._why)
        return self._why

    async def _take(self, group: asyncio.TaskGroup) -> None:
        work = [group.create_task(self.mouth.run()), group.create_task(self._converse())]
        await self._over.wait()
        for task in work:
            task.cancel()

    async def _join(self, url: str, token: str) -> None:
        await self.room.connect(url, token)
        track = rtc.LocalAudioTrack.create_audio_track("microphone", self.mouth.source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        self._diary.write("joined", at=time.time())
        self._ear.look()

    async def _converse(self) -> None:
        while True:
            await self._my_turn.wait()
            answer = self._mind.answer(self._turns.stage, self._turns.words)
            if answer is None:
                self._turns.spoke()
                self._my_turn.clear()
                continue
            self._answers += 1
            try:
                clips = await self._prepare(answer.say)
            except httpx.HTTPError as error:
                self.leave(f"their speech could not be made ({type(error).__name__})")
                return
            await self._my_turn.wait()  # the interviewer may have gone on meanwhile
            await self._speak(clips)
            if self._answers == self._manners.leave_after:
                self.leave("the candidate walked out")

    async def _prepare(self, sentences: tuple[str, ...]) -> list[Clip]:
        """The whole answer as sound, so that no synthesis makes a pause in its middle."""
        clips = []
        for n, text in enumerate(sentences):
            pcm = await self._voice.say(text)
            rests = n == 0 and self._answers in self._manners.rest_in
            clips.append(
                Clip(
                    text,
                    pcm,
                    self._answers,
                    pause_s=self._persona.pause_s if n + 1 < len(sentences) else 0.0,
                    rest_at=quiet_middle(pcm) if rests else 0.0,
                    rest_s=self._manners.rest_s if rests else 0.0,
                )
            )
        return clips

    async def _speak(self, clips: list[Clip]) -> None:
        self._speaking = True
        self._turns.spoke()
        self._my_turn.clear()
        self._silent.clear()
        self.mouth.muted = self._answers in self._manners.mute_in
        for clip in clips:
            self.mouth.say(clip)
            self._watcher.said(clip.text)
        await self._silent.wait()
        self.mouth.muted = False
        self._turns.spoke()
        self._speaking = False

    def _tick(self, now: float) -> None:
        if self.mouth.idle:
            self._silent.set()
        if self._speaking or not (self._barging or self._turns.mine(now)):
            self._my_turn.clear()
        else:
            self._my_turn.set()

    @property
    def _barging(self) -> bool:
        """Told to talk over the interviewer, and not yet heard doing so."""
        return bool(self._interrupted_at) and self.mouth.last_word_at < self._interrupted_at

    def _sound(self, now: float, audible: bool) -> None:
        first_ever = audible and not self._last_utterance
        if self._turns.hear(now, audible) and not self._speaking and self.mouth.last_word_at:
            reply_s = now - self.mouth.last_word_at
            self._diary.write("reply", answer=self._answers, seconds=round(reply_s, 3))
        if first_ever:
            self._diary.write("first_sound", seconds=round(now - self._started_at, 3))
        if audible and self._turns.utterance_at != self._last_utterance:
            self._last_utterance = self._turns.utterance_at
            self._utterances += 1
        self._maybe_interrupt(now, audible)

    def _maybe_interrupt(self, now: float, audible: bool) -> None:
        due = self._manners.interrupt_at and self._utterances == self._manners.interrupt_at
        if due and audible and not self._interrupted_at and now - self._last_utterance >= INTERRUPT_AFTER_S:
            self._interrupted_at = now
        elif self._interrupted_at and not self._diary.of("silenced") and not self._turns.is_speaking(now):
            first = next(
                (s for s in self._diary.of("sentence") if s["ended_at"] > self._interrupted_at), None
            )
            if first:
                seconds = max(0.0, self._turns.last_audible - first["started_at"])
                self._diary.write("silenced", seconds=round(seconds, 3))

    def _caption(self, caption: Caption) -> None:
        self._watcher.caption(caption)
        if caption.mine:
            return
        self._turns.caption(caption.segment, caption.text)
        if caption.final:
            self._diary.write("heard", text=caption.text, at=time.time())

    def _attributes(self, attributes: dict[str, str]) -> None:
        self._turns.state = attributes.get("lk.agent.state", self._turns.state)
        stage = attributes.get("mf.stage", self._turns.stage)
        if stage != self._turns.stage:
            self._turns.stage = stage
            self._diary.write("stage", stage=stage, at=time.time())
        self._watcher.attributes(attributes)

    def leave(self, why: str) -> None:
        """End :meth:`run` soon; the first ``why`` counts."""
        self._why = self._why or why
        self._over.set()
