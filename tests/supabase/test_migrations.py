"""The migrations apply on an empty database, in order, once; and may be applied again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from store.rows import InterviewRow
from store_supabase.api import VERSION
from supabase_client import SupabaseStore
from tests.store.belongings import fill
from tests.supabase.emulator import MIGRATIONS, Emulator

pytestmark = pytest.mark.process

FILES = sorted(MIGRATIONS.glob("*.sql"))


def schema(supabase: Emulator) -> list[dict[str, Any]]:
    """Columns, constraints, indexes, policies and functions, as text."""
    return supabase.ask(
        "select * from ("
        "select table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
        "coalesce(column_default, '') as line from information_schema.columns where table_schema = 'public' "
        "union all select indexdef from pg_catalog.pg_indexes where schemaname = 'public' "
        "union all select conname || pg_get_constraintdef(oid) from pg_catalog.pg_constraint "
        "where connamespace = 'public'::regnamespace "
        "union all select tablename || policyname || cmd || roles::text || coalesce(qual, '') "
        "from pg_catalog.pg_policies "
        "union all select pg_get_functiondef(oid) || coalesce(proacl::text, '') from pg_catalog.pg_proc "
        "where pronamespace = 'public'::regnamespace and proname like 'store\\_%'"
        ") all_of_it order by 1"
    )


def test_the_files_are_named_as_the_supabase_cli_wants_them() -> None:
    assert [path.name for path in FILES if not re.fullmatch(r"\d{14}_[a-z_]+\.sql", path.name)] == []


def test_every_file_was_applied_once_and_in_order(supabase: Emulator) -> None:
    rows = supabase.ask("select version from supabase_migrations.schema_migrations order by version")
    ours = [row["version"] for row in rows if not row["version"].startswith("9999")]
    assert ours == [path.name[:14] for path in FILES]


def test_applying_all_of_them_again_changes_nothing_and_loses_nothing(
    supabase: Emulator, store: SupabaseStore, interview: InterviewRow
) -> None:
    fill(store, interview)
    before, traces = schema(supabase), store.traces(interview.owner_id)
    assert len(before) > 150
    for path in FILES:
        supabase.run(path.read_text(encoding="utf-8"))
    assert schema(supabase) == before
    assert store.traces(interview.owner_id) == traces
    store.ping()


def test_the_schema_says_the_version_the_store_wants(supabase: Emulator) -> None:
    assert supabase.ask("select public.store_version() ->> 'data' as version") == [{"version": str(VERSION)}]
