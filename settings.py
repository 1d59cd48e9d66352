"""Every setting, in one table; nothing else reads the environment.

``env.template`` holds the same names (a test compares them). Values come from the environment,
then ``.env``, then the defaults here. Bad values are all named in one message.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from interview.models import Family, Length, Patience


class Settings(BaseSettings):
    """The settings table. Seconds end in ``_S``; sizes are bytes."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    # where things live and listen
    data_dir: Path = Field(Path("data"), description="Database, spool, logs, generated secrets.")
    host: str = Field("127.0.0.1", pattern="^(::|[^:]*)$", description="Address the web app listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web app listens on.")
    public_url: str = Field("", description="Address browsers use, if a proxy stands in front.")
    proxy_hops: int = Field(0, ge=0, le=5, description="Proxies in front whose X-Forwarded-* is believed.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe line.")
    log_files: bool = Field(False, description="Also write logs to DATA_DIR/logs.")

    # sign-in
    local_sign_in: bool = Field(True, description="One-click sign-in from this computer only.")
    oidc_issuer: str = Field(
        "https://accounts.google.com",
        pattern=r"^(https://[^\s/?#|@]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(/[^\s?#|]*)?$",
        description="OpenID Connect provider.",
    )
    oidc_name: str = Field("Google", description="What the sign-in page calls that provider.")
    oidc_client_id: str = Field("", description="Client id at the provider; empty switches it off.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Client secret at the provider.")
    sign_in_idle_s: float = Field(43_200.0, gt=0, description="Seconds unused until a sign-in ends.")
    sign_in_absolute_s: float = Field(604_800.0, gt=0, description="Seconds until any sign-in ends.")

    # where data is kept; without Supabase it is SQLite under DATA_DIR
    supabase_url: str = Field("", description="Address of a Supabase project.")
    supabase_secret_key: SecretStr = Field(SecretStr(""), description="Its secret (service) key.")
    master_keys: SecretStr = Field(
        SecretStr(""), description="Keys that seal provider keys: base64 of 32 bytes, newest first, commas."
    )

    # whose provider keys are used
    share_operator_keys: bool = Field(False, description="Owners without a key use the operator's below.")
    openai_api_key: SecretStr = Field(SecretStr(""), description="The operator's OpenAI key.")
    deepgram_api_key: SecretStr = Field(SecretStr(""), description="The operator's Deepgram key.")
    assemblyai_api_key: SecretStr = Field(SecretStr(""), description="The operator's AssemblyAI key.")
    llm_base_url: str = Field(
        "", description="The operator's OpenAI-compatible chat API, such as Ollama's; empty means OpenAI."
    )
    llm_api_key: SecretStr = Field(SecretStr(""), description="Key of that chat API, if it wants one.")
    livekit_allowed_hosts: str = Field(
        "*.livekit.cloud", description="LiveKit hosts an owner may name, commas between them."
    )

    # LiveKit; empty means the embedded server that `make run` starts
    livekit_url: str = Field("", description="ws:// or wss:// address; empty uses the embedded server.")
    livekit_api_key: SecretStr = Field(SecretStr(""), description="Key of that server.")
    livekit_api_secret: SecretStr = Field(SecretStr(""), description="Secret of that server.")

    # dispatch mode, `python agent_worker.py start`: agents of that LiveKit server, without the web app
    agent_name: str = Field(
        "mockflow", min_length=1, max_length=64, description="Name a token or a dispatch asks for."
    )
    callback_url: str = Field(
        "", pattern=r"^(https?://[^\s/?#@]+([/?]\S*)?)?$", description="Where transcripts are posted to."
    )
    callback_secret: SecretStr = Field(SecretStr(""), description="Signs what is posted there.")

    # speech; empty means the embedded server
    speech_url: str = Field("", description="OpenAI-compatible audio API; empty uses the embedded server.")
    stt_model: str = Field("tiny.en", description="Recognition model the speech server runs.")
    tts_model: str = Field("piper", description="Synthesis model the speech server runs.")
    tts_voice: str = Field(
        "joe", description="The interviewer's voice, at OpenAI too where it has that name."
    )

    # preferences of an owner who hasn't chosen any
    default_length: Length = Field(Length.STANDARD, description="Length chosen on a fresh form.")
    default_family: Family = Field(Family.GENERAL, description="Kind of work chosen on a fresh form.")
    default_patience: Patience = Field(Patience.NORMAL, description="Patience chosen on a fresh form.")
    interview_language: str = Field(
        "en", pattern="^[a-z]{2}$", description="Language of the interview; SPEECH_URL knows it."
    )
    tts_speed: float = Field(1.0, ge=0.5, le=2.0, description="How fast the interviewer speaks.")
    llm_model: str = Field("gpt-4o-mini", min_length=1, max_length=120, description="Language model.")
    llm_temperature: float = Field(0.7, ge=0.0, le=2.0, description="How freely the model words things.")

    # limits
    max_live_interviews: int = Field(4, ge=1, description="Interviews this box runs at once.")
    max_upload_bytes: int = Field(5 * 1024 * 1024, ge=1024, description="Largest résumé accepted.")
    max_readers: int = Field(2, ge=1, description="Documents read at once, each in 512 MB at most.")
    limit_uploads: str = Field("20 per hour", description="Uploads of one owner.")
    limit_interviews: str = Field("60 per hour", description="Interviews one owner sets up.")
    limit_starts: str = Field("30 per hour", description="Interviews one owner starts.")
    limit_hearing_checks: str = Field("60 per hour", description="Microphone checks of one owner.")
    limit_key_tests: str = Field("20 per 10 minutes", description="Key tests of one owner.")
    limit_exports: str = Field("20 per hour", description="Downloads of everything by one owner.")
    limit_sign_ins: str = Field("20 per minute", description="Sign-in attempts from one address.")
    limit_requests: str = Field("1200 per minute", description="Requests from one address.")
    worker_silent_s: float = Field(15.0, gt=0, description="No heartbeat for this long: worker is hung.")

    # stages; each overrides one cell of fsm's table at standard length
    greeting_limit: float = Field(90.0, gt=0, description="Seconds the greeting may take.")
    self_intro_limit: float = Field(180.0, gt=0, description="Seconds the self-introduction may take.")
    past_experience_limit: float = Field(300.0, gt=0, description="Seconds past experience may take.")
    company_fit_limit: float = Field(240.0, gt=0, description="Seconds company fit may take.")
    closing_limit: float = Field(60.0, gt=0, description="Seconds the closing may take.")
    self_intro_min_time: float = Field(30.0, ge=0, description="Least seconds of the self-introduction.")
    past_experience_min_time: float = Field(45.0, ge=0, description="Least seconds of past experience.")
    company_fit_min_time: float = Field(30.0, ge=0, description="Least seconds of company fit.")
    self_intro_min_questions: int = Field(
        2, ge=0, description="Least questions of the self-introduction, at standard length."
    )
    self_intro_min_questions_quick: int = Field(
        1, ge=0, description="Least questions of the self-introduction, at quick length."
    )
    self_intro_min_questions_full: int = Field(
        2, ge=0, description="Least questions of the self-introduction, at full length."
    )
    past_experience_min_questions: int = Field(
        3, ge=0, description="Least questions of past experience, at standard length."
    )
    past_experience_min_questions_quick: int = Field(
        2, ge=0, description="Least questions of past experience, at quick length."
    )
    past_experience_min_questions_full: int = Field(
        5, ge=0, description="Least questions of past experience, at full length."
    )
    company_fit_min_questions: int = Field(
        2, ge=0, description="Least questions of company fit, at standard length."
    )
    company_fit_min_questions_quick: int = Field(
        1, ge=0, description="Least questions of company fit, at quick length."
    )
    company_fit_min_questions_full: int = Field(
        3, ge=0, description="Least questions of company fit, at full length."
    )
    self_intro_timeout: float = Field(45.0, gt=0, description="Silence that ends the self-introduction.")
    past_experience_timeout: float = Field(60.0, gt=0, description="Silence that ends past experience.")


_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "TMPDIR")


def inherited_environment() -> dict[str, str]:
    """The only variables our own child processes get: an allow-list, without settings or secrets."""
    return {
        name: value for name, value in os.environ.items() if name in _INHERITED or name.startswith("PYTHON")
    }


def secret_named(name: str) -> SecretStr:
    """The value of the environment variable ``name``; empty when it isn't set."""
    return SecretStr(os.environ.get(name, ""))


def tell_libraries(values: dict[str, str]) -> None:
    """Set variables that libraries in this process read, where they offer no other way."""
    os.environ.update(values)
