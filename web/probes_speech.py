"""Tests of a Deepgram key and of an AssemblyAI key."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from pydantic import SecretStr

import outbound

from .probes_verdict import Complaint, Outcome, Vendor, Verdict, complaint, parsed

WAIT_S, TOTAL_S = 5.0, 15.0
DEEPGRAM_LISTEN = "https://api.deepgram.com/v1/listen"
ASSEMBLYAI_TRANSCRIPTS = "https://api.assemblyai.com/v2/transcript"
ASSEMBLYAI_TOKEN = "https://streaming.assemblyai.com/v3/token"  # noqa: S105 - an address
_SILENCE = bytes(3200)  # a tenth of a second: 16-bit samples, 16 kHz
_DEEPGRAM = Vendor("Deepgram", "console.deepgram.com", "console.deepgram.com")
_ASSEMBLYAI = Vendor("AssemblyAI", "assemblyai.com/app/api-keys", "assemblyai.com/app/billing")


def probe_deepgram(key: SecretStr, guard: outbound.Guard) -> Verdict:
    """Have a tenth of a second of silence transcribed.

    That costs less than a thousandth of a cent and answers all there is to ask. Listing projects or
    balances doesn't: a key made for transcription may do neither, and who pays by invoice has no balance.
    """

    def ask(client: httpx.Client) -> Outcome:
        answer = client.post(
            DEEPGRAM_LISTEN,
            params={"encoding": "linear16", "sample_rate": "16000"},
            headers={"Authorization": f"Token {key.get_secret_value()}", "Content-Type": "audio/raw"},
            content=_SILENCE,
        )
        return _judge(answer, "results")

    return _probe(_DEEPGRAM, ask, guard)


def probe_assemblyai(key: SecretStr, guard: outbound.Guard) -> Verdict:
    """List one transcript, then ask for a streaming token; both are free.

    The list says whether the key is known. It works without credit; the token, which is where an
    interview would begin, doesn't.
    """

    def ask(client: httpx.Client) -> Outcome:
        client.headers["Authorization"] = key.get_secret_value()
        outcome = _judge(client.get(ASSEMBLYAI_TRANSCRIPTS, params={"limit": "1"}), "transcripts")
        if outcome is Outcome.OK:
            outcome = _judge(client.get(ASSEMBLYAI_TOKEN, params={"expires_in_seconds": "60"}), "token")
        return outcome

    return _probe(_ASSEMBLYAI, ask, guard)


def _probe(vendor: Vendor, ask: Callable[[httpx.Client], Outcome], guard: outbound.Guard) -> Verdict:
    try:
        with outbound.client(timeout=WAIT_S, total_s=TOTAL_S, guard=guard) as client:
            return vendor.verdict(ask(client))
    except (outbound.AddressRefusedError, outbound.AnswerRefusedError, httpx.HTTPError) as error:
        return vendor.unreachable(error)


def _judge(answer: httpx.Response, expected: str) -> Outcome:
    """What an answer means that should hold the field ``expected``."""
    if answer.status_code == 200:
        body = parsed(answer)
        return Outcome.OK if isinstance(body, dict) and expected in body else Outcome.DOWN
    return _judge_error(answer.status_code, complaint(answer))


def _judge_error(status: int, said: Complaint) -> Outcome:
    """What an error means: Deepgram's errors reference, AssemblyAI's list of common errors."""
    match status:
        case 401 if "permission" in said.code + said.text:
            return Outcome.NO_PERMISSION
        case 401:
            return Outcome.WRONG_KEY
        case 402:
            return Outcome.NO_CREDIT
        case 400 if "balance" in said.text or "insufficient funds" in said.text:
            return Outcome.NO_CREDIT
        case 403:
            return Outcome.NO_PERMISSION
        case 429:
            return Outcome.TOO_MANY
        case _ if status >= 500:
            return Outcome.DOWN
    return Outcome.UNCLEAR
