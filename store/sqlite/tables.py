"""The tables of the SQLite store, as SQLAlchemy Core sees them; :mod:`.migrations` makes them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Column, Dialect, Float, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime kept as ISO text of fixed width in UTC, so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text; a naive time is a mistake of ours and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times in the store are aware")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Back from text."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("id", String, primary_key=True),
    Column("subject", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("id_hash", String, primary_key=True),
    Column("user_id", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

interviews = Table(
    "interviews",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner_id", String, nullable=False),
    Column("brief", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("room", String, nullable=False),
    Column("candidate_identity", String, nullable=False),
    Column("run", Integer, nullable=False),
    Column("lease_tab", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("end_reason", String),
    Column("end_detail", Text, nullable=False),
)

worker_tokens = Table(
    "worker_tokens",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("interview_id", String, nullable=False),
    Column("run", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("run", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("body", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("filename", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", String),
    Column("text", Text, nullable=False),
    Column("sections", Text, nullable=False),
    Column("notices", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

interview_documents = Table(
    "interview_documents",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("document_id", String, primary_key=True),
    Column("linked_at", UtcTime, nullable=False),
)

recordings = Table(
    "recordings",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner_id", String, nullable=False),
    Column("interview_id", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

provider_keys = Table(
    "provider_keys",
    metadata,
    Column("owner_id", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("key_id", String, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("owner_id", String, primary_key=True),
    Column("body", Text, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("step", Text, nullable=False),
    Column("percent", Integer, nullable=False),
    Column("body", Text),
    Column("message", Text, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

feedback_versions = Table(
    "feedback_versions",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("written_by", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("turn", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("corrected_at", UtcTime, nullable=False),
)

workers = Table(
    "workers",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("run", Integer, primary_key=True),
    Column("nonce", String, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started", Float, nullable=False),
    Column("state", String, nullable=False),
    Column("exit_code", Integer),
    Column("heartbeat_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
)
