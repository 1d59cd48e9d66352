"""Writes down what was said: each committed item of the conversation becomes a turn."""

from __future__ import annotations

from typing import Any

from livekit.agents import AgentSession, ConversationItemAddedEvent, UserStateChangedEvent, llm

import logs
from interview.events import TurnData, Word
from interview.models import TurnSource
from interview.scene import Said, Scene
from voice.board import Board
from voice.clock import Clock
from voice.floor import Floor
from voice.outbox import Outbox
from voice.progress import Progress
from voice.words import Words

log = logs.get(__name__)

_TIMINGS = (
    "transcription_delay",
    "end_of_turn_delay",
    "llm_node_ttft",
    "tts_node_ttfb",
    "e2e_latency",
)
"""LiveKit's timings of a turn, in seconds; it reads the last one 0.25 to 0.3 s too low."""


class Scribe:
    """Turns LiveKit's conversation items into turn and question events, and into scenes."""

    def __init__(
        self,
        session: AgentSession[None],
        *,
        progress: Progress,
        outbox: Outbox,
        floor: Floor,
        board: Board,
        clock: Clock,
        words: Words,
    ) -> None:
        self._board = board
        self._words = words
        self._progress = progress
        self._outbox = outbox
        self._floor = floor
        self._clock = clock
        self._stage_of: dict[str, str] = {}
        self._typed: set[str] = set()
        self._speaking_in = ""
        session.on("user_state_changed", self._on_user)
        session.on("conversation_item_added", self._on_item)

    def typed(self, message_id: str) -> None:
        """The candidate's message with this id was typed, not spoken."""
        self._typed.add(message_id)

    def scene(self, chat_ctx: llm.ChatContext) -> Scene:
        """What the offline interviewer decides on; words not yet committed count as this stage's."""
        progress = self._progress
        return Scene(
            brief=progress.brief,
            plan=progress.plan,
            stage=progress.stage,
            questions_in_stage=progress.machine.questions,
            elapsed_s=progress.elapsed_s(),
            can_move=progress.can_move(),
            wrapping_up=progress.machine.wrapping_up,
            last=progress.machine.last,
            history=tuple(
                Said(
                    speaker="candidate" if message.role == "user" else "interviewer",
                    text=message.text_content or "",
                    stage=self._stage_of.get(message.id, progress.stage.name),
                )
                for message in chat_ctx.messages()
                if message.role in ("user", "assistant") and message.text_content
            ),
        )

    def _on_user(self, event: UserStateChangedEvent) -> None:
        """An answer belongs to the stage it was begun in, even when that stage is over before it is."""
        if event.new_state == "speaking" and not self._floor.words_waiting:
            self._speaking_in = self._progress.stage.name

    def _on_item(self, event: ConversationItemAddedEvent) -> None:
        item = event.item
        if not isinstance(item, llm.ChatMessage) or item.role not in ("user", "assistant"):
            return
        text = (item.text_content or "").strip()
        if not text:
            return
        candidate = item.role == "user"
        source: TurnSource = "typed" if item.id in self._typed else "speech"
        stage = self._progress.stage.name
        if candidate and source == "speech":
            stage, self._speaking_in = self._speaking_in or stage, ""
        self._stage_of[item.id] = stage
        if not candidate:
            self._board.show(said=text)
        question_id = "" if candidate or item.interrupted else self._progress.heard(text)
        if candidate:
            self._floor.turn_committed()
        timings = {name: took for name, took in item.metrics.items() if name in _TIMINGS}
        log.info(
            "turn committed",
            speaker=item.role,
            stage=stage,
            characters=len(text),
            interrupted=item.interrupted,
            **timings,
        )
        self._outbox.add(
            TurnData(
                speaker="candidate" if candidate else "interviewer",
                text=text,
                stage=stage,
                source=source,
                interrupted=item.interrupted,
                question_id=question_id,
                **(self._spoken(item, text) if source == "speech" else {}),
            )
        )

    def _spoken(self, item: llm.ChatMessage, text: str) -> dict[str, Any]:
        """When a spoken turn was, and of the candidate's also each of its words and who recognised them."""
        started, ended = item.metrics.get("started_speaking_at"), item.metrics.get("stopped_speaking_at")
        words, provider = self._words.of(text) if item.role == "user" else ((), "")
        if words:
            started = min(started or words[0].start_s, words[0].start_s)
            ended = max(ended or words[-1].end_s, words[-1].end_s)
        return {
            "started_at": self._clock.at(started) if started else None,
            "ended_at": self._clock.at(ended) if ended else None,
            "provider": provider,
            "words": tuple(
                Word(
                    text=word.text,
                    start_s=round(word.start_s - (started or 0.0), 3),
                    end_s=round(word.end_s - (started or 0.0), 3),
                    confidence=word.confidence,
                )
                for word in words
            ),
        }
