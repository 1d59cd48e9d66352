"""The Test button: one real, cheap call with an owner's key, and a verdict in words."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import SecretStr

import logs
import outbound

from .probes_livekit import probe_livekit
from .probes_openai import probe_openai
from .probes_speech import probe_assemblyai, probe_deepgram
from .probes_verdict import Outcome, Verdict
from .provider_keys import ProviderKeys

__all__ = ["Outcome", "Provider", "Verdict", "probe"]

Provider = Literal["livekit", "openai", "deepgram", "assemblyai"]
_KEY = re.compile(r"[!-~]{1,4096}")  # what fits in a header: printable, no space
_UNREADABLE = "This key can't be read any more. Enter it again."
_MISSING = "There is no key to test here. Save one first."
_NO_KEY = (
    "This holds a space, a line break or a letter that no key has. "
    "Copy the key once more, without anything around it."
)

log = logs.get(__name__)


def probe(
    provider: Provider,
    keys: ProviderKeys,
    *,
    allowed_hosts: str,
    model: str = "gpt-4o-mini",
    guard: outbound.Guard = outbound.PUBLIC,
) -> Verdict:
    """Try ``provider``'s key out; takes 20 seconds at most and raises nothing of the provider's.

    Args:
        allowed_hosts: the LIVEKIT_ALLOWED_HOSTS setting.
        model: the language model to try when the OpenAI key names none.
        guard: how addresses are judged; only tests pass another.
    """
    verdict = _verdict(provider, keys, allowed_hosts, model, guard)
    log.info("provider key tested", provider=provider, outcome=verdict.outcome.value)
    return verdict


def _verdict(
    provider: Provider, keys: ProviderKeys, allowed_hosts: str, model: str, guard: outbound.Guard
) -> Verdict:
    if any(field.startswith(f"{provider}_") for field in keys.unreadable):
        return Verdict(Outcome.MISSING, _UNREADABLE)
    secrets = _secrets(provider, keys)
    if not all(_KEY.fullmatch(secret.get_secret_value()) for secret in secrets):
        return Verdict(Outcome.WRONG_KEY, _NO_KEY)
    match provider:
        case "livekit" if keys.livekit:
            return probe_livekit(keys.livekit, allowed_hosts, guard)
        case "openai" if keys.openai:
            return probe_openai(keys.openai, keys.openai.model or model, guard)
        case "deepgram" if keys.deepgram:
            return probe_deepgram(keys.deepgram, guard)
        case "assemblyai" if keys.assemblyai:
            return probe_assemblyai(keys.assemblyai, guard)
    return Verdict(Outcome.MISSING, _MISSING)


def _secrets(provider: Provider, keys: ProviderKeys) -> list[SecretStr]:
    held: dict[Provider, list[SecretStr | None]] = {
        "livekit": [keys.livekit.api_key, keys.livekit.api_secret] if keys.livekit else [],
        "openai": [keys.openai.api_key] if keys.openai else [],
        "deepgram": [keys.deepgram],
        "assemblyai": [keys.assemblyai],
    }
    return [secret for secret in held[provider] if secret is not None]
