"""What was heard so far in one stream of recognition, whoever recognised it: no word lost, none twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from livekit import rtc
from livekit.agents import stt
from livekit.agents.language import LanguageCode
from livekit.agents.types import TimedString

from voice.relay.spans import Spans, Unheard
from voice.relay.tape import Tape

_BEFORE_S = 0.6
_SLACK_S = 1.5


@dataclass(frozen=True)
class HeardWord:
    """One recognised word; times in epoch seconds, confidence None where the provider gives none."""

    text: str
    start_s: float
    end_s: float
    confidence: float | None


@dataclass(frozen=True)
class Heard:
    """One transcript: final, or the latest guess at what is being said."""

    text: str
    final: bool
    provider: str
    words: tuple[HeardWord, ...] = ()


class Ear:
    """Keeps the audio that isn't settled, and turns a provider's events into those of the whole stream.

    Args:
        send: where events go.
        on_heard: told of every transcript.
    """

    def __init__(
        self,
        tape: Tape,
        *,
        send: Callable[[stt.SpeechEvent], None],
        on_heard: Callable[[Heard], None],
    ) -> None:
        self.tape = tape
        self.spans = Spans(int(_SLACK_S * tape.rate))
        self.settled = 0
        self.guessing = False
        self.offset_s = 0.0
        self._began_s = time.time()
        self._send = send
        self._on_heard = on_heard

    def record(self, frame: rtc.AudioFrame) -> None:
        """More audio came."""
        self.tape.push(frame, time.time())
        self.tape.forget_before(self.replay_from() - self.tape.rate)

    def unheard(self) -> Unheard | None:
        """Speech that no words were found for yet."""
        return self.spans.unheard()

    def replay_from(self) -> int:
        """Where a provider must begin so that it misses nothing."""
        start = self.settled
        if self.spans.told:
            unheard = self.unheard()
            since = unheard.start if unheard else self.tape.end
            start = max(start, since - int(_BEFORE_S * self.tape.rate), min(self.spans.past, since))
        return max(start, self.tape.start)

    def settle(self, position: int) -> None:
        """Everything up to ``position`` has become words, or holds none."""
        self.settled = max(self.settled, min(position, self.tape.end))
        self.spans.settle(self.settled)

    def forget_guess(self) -> None:
        """Who guessed at words has gone: they are heard again, so no turn may take the guess for them."""
        if self.guessing:
            self.guessing = False
            self._on_heard(Heard("", False, ""))
            nothing = stt.SpeechData(language=LanguageCode(""), text="")
            self._send(stt.SpeechEvent(stt.SpeechEventType.INTERIM_TRANSCRIPT, alternatives=[nothing]))

    def take(self, event: stt.SpeechEvent, *, origin: int, provider: str) -> str:
        """Pass on what a provider heard.

        Args:
            origin: position of the provider's first audio.

        Returns:
            The words that are final now, if any.
        """
        if event.type is stt.SpeechEventType.FINAL_TRANSCRIPT and event.alternatives:
            return self._final(event, origin, provider)
        guess = event.type in (
            stt.SpeechEventType.INTERIM_TRANSCRIPT,
            stt.SpeechEventType.PREFLIGHT_TRANSCRIPT,
        )
        text = event.alternatives[0].text.strip() if event.alternatives else ""
        if guess and (text or self.guessing):
            self.guessing = bool(text)
            self._pass_on(event, self._since(event.alternatives[0], origin), origin, provider)
        return ""

    def _final(self, event: stt.SpeechEvent, origin: int, provider: str) -> str:
        data = self._since(event.alternatives[0], origin)
        timed = event.alternatives[0].end_time > 0
        end = origin + int(event.alternatives[0].end_time * self.tape.rate) if timed else self.tape.end
        self.guessing = False
        if data.text.strip():
            self._pass_on(event, data, origin, provider)
        self.settle(end)
        return data.text.strip()

    def _since(self, data: stt.SpeechData, origin: int) -> stt.SpeechData:
        """Without the words that were settled before, which a replay may bring once more."""
        words = data.words or []
        old = [
            word for word in words if origin + _middle_s(word) * self.tape.rate < self.settled
        ]  # a word is where its middle is
        if not old:
            return data
        rest = words[len(old) :]
        return replace(data, words=rest, text=" ".join(rest))

    def _pass_on(self, event: stt.SpeechEvent, data: stt.SpeechData, origin: int, provider: str) -> None:
        def epoch_s(stream_s: float) -> float:
            return self.tape.time_of(origin + stream_s * self.tape.rate)

        words = tuple(
            HeardWord(str(word), epoch_s(word.start_time), epoch_s(word.end_time), _confidence(word))
            for word in data.words or []
            if isinstance(word.start_time, int | float) and isinstance(word.end_time, int | float)
        )
        final = event.type is stt.SpeechEventType.FINAL_TRANSCRIPT
        self._on_heard(Heard(data.text.strip(), final, provider, words))
        shift_s = self.offset_s - self._began_s
        timed = data.end_time > 0
        moved = replace(
            data,
            start_time=epoch_s(data.start_time) + shift_s if timed else 0.0,
            end_time=epoch_s(data.end_time) + shift_s if timed else 0.0,
            words=[
                TimedString(word.text, word.start_s + shift_s, word.end_s + shift_s, word.confidence or 0.0)
                for word in words
            ],
        )
        ended_s = epoch_s(data.end_time) if timed else event.speech_end_time
        self._send(replace(event, alternatives=[moved], speech_end_time=ended_s))


def _middle_s(word: TimedString) -> float:
    if isinstance(word.start_time, int | float) and isinstance(word.end_time, int | float):
        return (word.start_time + word.end_time) / 2
    return float("inf")


def _confidence(word: TimedString) -> float | None:
    found = word.confidence
    return float(found) if isinstance(found, int | float) and found > 0 else None
