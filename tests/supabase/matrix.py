"""Every table, role and verb at the REST API: what is declared, and what the server does.

A verb "works" when a read shows Alice's row, or when a write changed the table. The roles: nobody (anon),
Alice (owner), Charlie, who is signed in too (stranger), and the web app (service).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.supabase.emulator import HERE, Emulator

ROLES = ("anon", "owner", "stranger", "service")
SUBJECTS = {"owner": "alice", "stranger": "charlie"}
WRITES = {"i": "POST", "u": "PATCH", "d": "DELETE"}
WHEN = "2030-01-01T00:00:00+00:00"

# Per table, which verbs work for each of ROLES: s(elect), i(nsert), u(pdate), d(elete).
DECLARED: dict[str, tuple[str, str, str, str]] = {
    "users": ("", "s", "", "siud"),
    "sign_ins": ("", "", "", "siud"),
    "interviews": ("", "s", "", "siud"),
    "worker_tokens": ("", "", "", "siud"),
    "events": ("", "s", "", "siud"),
    "documents": ("", "s", "", "siud"),
    "interview_documents": ("", "s", "", "siud"),
    "recordings": ("", "s", "", "siud"),
    "provider_keys": ("", "", "", "siud"),
    "preferences": ("", "s", "", "siud"),
    "feedback": ("", "s", "", "siud"),
    "feedback_versions": ("", "s", "", "siud"),
    "corrections": ("", "s", "", "siud"),
    "workers": ("", "", "", "siud"),
}


@dataclass(frozen=True)
class Sample:
    """How Alice's row of a table is named, changed, and joined by another one of hers."""

    row: str
    change: dict[str, Any]
    another: dict[str, Any]
    before_insert: str = ""


_FILE = {"owner_id": "alice", "media_type": "", "size_bytes": 1}
SAMPLES = {
    "users": Sample("id=eq.alice", {"name": "B"}, {"id": "bob", "subject": "i|b", "name": "", "email": ""}),
    "sign_ins": Sample("id_hash=eq.hash", {"seen_at": WHEN}, {"id_hash": "other", "user_id": "alice"}),
    "interviews": Sample(
        "id=eq.first", {"run": 7}, {"id": "third", "owner_id": "alice", "brief": {}, "plan": {}}
    ),
    "worker_tokens": Sample(
        "token_hash=eq.token", {"run": 7}, {"token_hash": "other", "interview_id": "first", "run": 2}
    ),
    "events": Sample(
        "interview_id=eq.first",
        {"kind": "forged"},
        {"interview_id": "first", "run": 1, "seq": 2, "kind": "turn", "at": WHEN, "body": {}},
    ),
    "documents": Sample(
        "id=eq.cv",
        {"text": "forged"},
        {"id": "x", "kind": "resume", "filename": "", "sha256": "c", "text": "", **_FILE}
        | {"sections": [], "notices": []},
    ),
    "interview_documents": Sample(
        "interview_id=eq.first", {"linked_at": WHEN}, {"interview_id": "first", "document_id": "job"}
    ),
    "recordings": Sample(
        "id=eq.sound", {"name": "forged"}, {"id": "x", "interview_id": "first", "name": "", **_FILE}
    ),
    "provider_keys": Sample(
        "owner_id=eq.alice",
        {"key_id": "forged"},
        {"owner_id": "alice", "field": "deepgram_api_key", "key_id": "k", "updated_at": WHEN},
        # @supabase/lite takes no bytea in a body; the seed takes these defaults away again
        "alter table public.provider_keys alter nonce set default '', alter ciphertext set default ''",
    ),
    "preferences": Sample(
        "owner_id=eq.alice",
        {"body": {"voice": "forged"}},
        {"owner_id": "alice", "body": {}},
        "delete from public.preferences",
    ),
    "feedback": Sample(
        "interview_id=eq.first",
        {"message": "forged"},
        {"interview_id": "second", "status": "ready", "step": "", "percent": 1, "message": ""},
    ),
    "feedback_versions": Sample(
        "interview_id=eq.first",
        {"written_by": "forged"},
        {"interview_id": "first", "number": 2, "written_by": "", "body": {}},
    ),
    "corrections": Sample(
        "interview_id=eq.first", {"text": "forged"}, {"interview_id": "first", "turn": "1.2", "text": ""}
    ),
    "workers": Sample(
        "interview_id=eq.first",
        {"pid": 7},
        {"interview_id": "first", "run": 2, "nonce": "", "pid": 0, "process_started": 0.0}
        | {"state": "gone", "created_at": WHEN},
    ),
}


def seed(supabase: Emulator) -> None:
    """Alice's rows, and nothing else."""
    supabase.run((HERE / "seed.sql").read_text(encoding="utf-8"))


def works(supabase: Emulator, table: str, role: str, verb: str) -> bool:
    """Whether the verb has its effect on the seeded table; what it changed is seeded anew."""
    sample = SAMPLES[table]
    headers = supabase.headers("authenticated" if role in SUBJECTS else role, SUBJECTS.get(role, ""))
    headers |= {"Prefer": "return=minimal"}
    if verb == "s":
        answer = supabase.request("GET", f"/rest/v1/{table}?{sample.row}", headers)
        return answer.status_code == 200 and len(answer.json()) > 0
    if verb == "i" and sample.before_insert:
        supabase.run(sample.before_insert)
    before = _contents(supabase, table)
    body = {"i": sample.another, "u": sample.change, "d": None}[verb]
    where = "" if verb == "i" else f"?{sample.row}"
    supabase.request(WRITES[verb], f"/rest/v1/{table}{where}", headers, json=body)
    changed = _contents(supabase, table) != before
    if changed or verb == "i":
        seed(supabase)
    return changed


def found(supabase: Emulator, table: str, *roles: str) -> dict[str, str]:
    """What works on a table for each role, all of them if none is named."""
    seed(supabase)
    return {
        role: "".join(verb for verb in "siud" if works(supabase, table, role, verb))
        for role in roles or ROLES
    }


def declared(table: str, *roles: str) -> dict[str, str]:
    """The same, as DECLARED says it."""
    says = dict(zip(ROLES, DECLARED[table], strict=True))
    return {role: says[role] for role in roles or ROLES}


def _contents(supabase: Emulator, table: str) -> list[dict[str, Any]]:
    return supabase.ask(f"select t::text as row from public.{table} t order by 1")  # noqa: S608 - our own names
