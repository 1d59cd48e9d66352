"""Recognition, thinking and voices of one interview, from the access its job carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from livekit.agents import inference, vad

import outbound
from voice.offline_llm import SceneOf
from voice.providers.connections import Connections
from voice.providers.hearing import HEARING
from voice.providers.speaking import SPEAKING
from voice.providers.thinking import minds, model
from voice.relay.chain import Chain, Switch
from voice.relay.ear import Heard
from voice.relay.hearing import HearingRelay, TroubleListener
from voice.relay.model import ModelRelay
from voice.relay.voice import VoiceRelay
from workers.protocol import Job

_TURN_SILENCE_S = 0.25
_REST_S = 120.0
_MODEL_REST_S = 45.0


class Providers:
    """Each purpose's providers as one; close with :meth:`aclose`.

    Args:
        scene_of: the moment the interviewer speaks in.
        tell: told when one fails and who goes on.
        on_trouble: told when nobody recognises speech any more, and what becomes of it.
        on_heard: told of every transcript.
    """

    def __init__(
        self,
        job: Job,
        *,
        scene_of: SceneOf,
        tell: Callable[[Switch], None],
        on_trouble: TroubleListener,
        on_heard: Callable[[Heard], None],
        guard: outbound.Guard = outbound.PUBLIC,
    ) -> None:
        self._connections = Connections(guard)
        language = job.brief.language
        hearing = [HEARING[access.provider](access, language, self._connections) for access in job.hearing]
        voices = [SPEAKING[access.provider](access, self._connections) for access in job.voice]
        models = minds([model(access, self._connections) for access in job.thinking], scene_of=scene_of)
        self._names = {link.plugin.provider: link.provider for link in hearing}
        self._names |= {link.plugin.provider: link.provider for link in voices}
        self._names |= {link.plugin.provider: link.provider for link in models}
        self.vad: vad.VAD = inference.VAD(min_silence_duration=_TURN_SILENCE_S)
        self.stt = HearingRelay(
            Chain("hearing", hearing, tell=tell, rest_s=_REST_S), on_trouble=on_trouble, on_heard=on_heard
        )
        self.tts = VoiceRelay(Chain("voice", voices, tell=tell, rest_s=_REST_S))
        self.llm = ModelRelay(Chain("model", models, tell=tell, rest_s=_MODEL_REST_S))

    def hurry(self) -> None:
        """Pass over the model and the voice that are being waited for."""
        self.llm.hurry()
        self.tts.hurry()

    def names(self) -> Mapping[str, str]:
        """Our name of each provider by what its plugin calls itself."""
        return self._names

    async def aclose(self) -> None:
        """Close the relays, their providers and the connections they use."""
        await self.tts.aclose()
        await self.stt.aclose()
        await self.llm.aclose()
        await self._connections.aclose()
