"""The schema's history. Each migration and its record are one transaction; a shipped one is never edited."""

from __future__ import annotations

from datetime import UTC, datetime

from .database import Database

MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "0001_first",
        (
            """CREATE TABLE users (
                id TEXT PRIMARY KEY, subject TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                email TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
            """CREATE TABLE sign_ins (
                id_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                created_at TEXT NOT NULL, seen_at TEXT NOT NULL) STRICT""",
            """CREATE TABLE interviews (
                id TEXT PRIMARY KEY, owner_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                brief TEXT NOT NULL, plan TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('new', 'starting', 'live', 'ended')),
                room TEXT NOT NULL, candidate_identity TEXT NOT NULL, run INTEGER NOT NULL,
                lease_tab TEXT NOT NULL, created_at TEXT NOT NULL, started_at TEXT, ended_at TEXT,
                end_reason TEXT, end_detail TEXT NOT NULL) STRICT""",
            "CREATE INDEX interviews_by_owner ON interviews (owner_id, created_at)",
            "CREATE INDEX interviews_by_status ON interviews (status)",
            """CREATE TABLE worker_tokens (
                token_hash TEXT PRIMARY KEY,
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                run INTEGER NOT NULL) STRICT""",
            """CREATE TABLE events (
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                run INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
                body TEXT NOT NULL, PRIMARY KEY (interview_id, run, seq)) STRICT""",
            """CREATE TABLE documents (
                id TEXT PRIMARY KEY, owner_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                filename TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
                text TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
            """CREATE TABLE feedback (
                interview_id TEXT PRIMARY KEY REFERENCES interviews ON DELETE CASCADE,
                status TEXT NOT NULL, step TEXT NOT NULL, percent INTEGER NOT NULL, body TEXT,
                message TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT""",
            """CREATE TABLE workers (
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                run INTEGER NOT NULL, nonce TEXT NOT NULL, pid INTEGER NOT NULL,
                process_started REAL NOT NULL, state TEXT NOT NULL, exit_code INTEGER,
                heartbeat_at TEXT, created_at TEXT NOT NULL, PRIMARY KEY (interview_id, run)) STRICT""",
        ),
    ),
)


def migrate(database: Database) -> list[str]:
    """Apply what is missing, in order, and return the names applied.

    Raises:
        StoreError: the database doesn't answer or refuses a statement.
    """
    with database.write() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT"
        )
    applied = []
    for name, statements in MIGRATIONS:
        with database.write() as connection:
            if connection.exec_driver_sql("SELECT 1 FROM migrations WHERE name = ?", (name,)).first():
                continue
            for statement in statements:
                connection.exec_driver_sql(statement)
            now = datetime.now(UTC).isoformat(timespec="microseconds")
            connection.exec_driver_sql("INSERT INTO migrations VALUES (?, ?)", (name, now))
        applied.append(name)
    return applied
