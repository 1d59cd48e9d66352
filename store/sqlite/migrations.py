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
    (
        "0002_accounts",
        (
            "CREATE INDEX sign_ins_by_user ON sign_ins (user_id)",
            "CREATE INDEX worker_tokens_by_interview ON worker_tokens (interview_id)",
            # An upload of before belongs to one interview and has no original. The same one again
            # becomes one document of its owner's library, linked to each of its interviews.
            "ALTER TABLE documents RENAME TO uploads",
            """CREATE TABLE documents (
                id TEXT PRIMARY KEY, owner_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('resume', 'job_description')),
                filename TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
                sha256 TEXT, text TEXT NOT NULL, sections TEXT NOT NULL, notices TEXT NOT NULL,
                created_at TEXT NOT NULL, UNIQUE (owner_id, kind, sha256)) STRICT""",
            """INSERT INTO documents
                SELECT min(id), owner_id, 'resume', filename, media_type, size_bytes, NULL, text,
                    '[]', '[]', min(created_at)
                FROM uploads GROUP BY owner_id, filename, media_type, size_bytes, text""",
            """CREATE TABLE interview_documents (
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
                linked_at TEXT NOT NULL, PRIMARY KEY (interview_id, document_id)) STRICT""",
            """INSERT OR IGNORE INTO interview_documents
                SELECT uploads.interview_id, documents.id, uploads.created_at
                FROM uploads JOIN documents USING (owner_id, filename, media_type, size_bytes, text)""",
            "CREATE INDEX interview_documents_by_document ON interview_documents (document_id)",
            "DROP TABLE uploads",
            """CREATE TABLE recordings (
                id TEXT PRIMARY KEY, owner_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                name TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
                created_at TEXT NOT NULL) STRICT""",
            "CREATE INDEX recordings_by_owner ON recordings (owner_id)",
            "CREATE INDEX recordings_by_interview ON recordings (interview_id, created_at)",
            """CREATE TABLE provider_keys (
                owner_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE, field TEXT NOT NULL,
                key_id TEXT NOT NULL, nonce BLOB NOT NULL, ciphertext BLOB NOT NULL,
                updated_at TEXT NOT NULL, PRIMARY KEY (owner_id, field)) STRICT""",
            """CREATE TABLE preferences (
                owner_id TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
                body TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT""",
        ),
    ),
    (
        "0003_versions_and_corrections",
        (
            """CREATE TABLE feedback_versions (
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                number INTEGER NOT NULL, written_by TEXT NOT NULL, body TEXT NOT NULL,
                created_at TEXT NOT NULL, PRIMARY KEY (interview_id, number)) STRICT""",
            """INSERT INTO feedback_versions
                SELECT interview_id, 1, coalesce(body ->> 'written_by', ''), body, updated_at
                FROM feedback WHERE status = 'ready' AND body IS NOT NULL""",
            """CREATE TABLE corrections (
                interview_id TEXT NOT NULL REFERENCES interviews ON DELETE CASCADE,
                turn TEXT NOT NULL, text TEXT NOT NULL, corrected_at TEXT NOT NULL,
                PRIMARY KEY (interview_id, turn)) STRICT""",
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
