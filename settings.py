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

from interview.models import Length


class Settings(BaseSettings):
    """The settings table. Seconds end in ``_S``; sizes are bytes."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    # where things live and listen
    data_dir: Path = Field(Path("data"), description="Database, spool, logs, generated secrets.")
    host: str = Field("127.0.0.1", pattern="^(::|[^:]*)$", description="Address the web app listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web app listens on.")
    public_url: str = Field("", description="Address browsers use, if a proxy stands in front.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe line.")
    log_files: bool = Field(False, description="Also write logs to DATA_DIR/logs.")

    # sign-in
    local_sign_in: bool = Field(True, description="One-click sign-in from this computer only.")

    # LiveKit; empty means the embedded server that `make run` starts
    livekit_url: str = Field("", description="ws:// or wss:// address; empty uses the embedded server.")
    livekit_api_key: SecretStr = Field(SecretStr(""), description="Key of that server.")
    livekit_api_secret: SecretStr = Field(SecretStr(""), description="Secret of that server.")

    # speech; empty means the embedded server
    speech_url: str = Field("", description="OpenAI-compatible audio API; empty uses the embedded server.")
    stt_model: str = Field("tiny.en", description="Recognition model the speech server runs.")
    tts_model: str = Field("piper", description="Synthesis model the speech server runs.")
    tts_voice: str = Field("joe", description="The interviewer's voice.")

    # limits
    max_live_interviews: int = Field(4, ge=1, description="Interviews this box runs at once.")
    max_upload_bytes: int = Field(5 * 1024 * 1024, ge=1024, description="Largest résumé accepted.")
    default_length: Length = Field(Length.STANDARD, description="Length chosen on a fresh form.")
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
    past_experience_min_questions: int = Field(
        3, ge=0, description="Least questions of past experience, at standard length."
    )
    company_fit_min_questions: int = Field(
        2, ge=0, description="Least questions of company fit, at standard length."
    )
    self_intro_timeout: float = Field(45.0, gt=0, description="Silence that ends the self-introduction.")
    past_experience_timeout: float = Field(60.0, gt=0, description="Silence that ends past experience.")


_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "TMPDIR")


def inherited_environment() -> dict[str, str]:
    """The only variables our own child processes get: an allow-list, without settings or secrets."""
    return {
        name: value for name, value in os.environ.items() if name in _INHERITED or name.startswith("PYTHON")
    }
