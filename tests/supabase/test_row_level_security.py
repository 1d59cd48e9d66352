"""A stranger at the REST API with the public key, or with a token of their own, gets nothing of Alice's.

Privileges are opened wide for these tests, so that row-level security is shown to be enough alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.supabase.emulator import MIGRATIONS, Emulator
from tests.supabase.matrix import DECLARED, SAMPLES, declared, found, seed

pytestmark = pytest.mark.process

_WALLS = (
    "20261124120100_row_level_security",
    "20261125120000_versions_and_corrections",
    max(path.stem for path in MIGRATIONS.glob("*.sql")),  # the version of the schema is the last file's
)
# Named here too, so that a policy which is taken away or added is noticed at once.
POLICIES = {
    "users": "owners read themselves",
    "interviews": "owners read their interviews",
    "documents": "owners read their documents",
    "recordings": "owners read their recordings",
    "preferences": "owners read their preferences",
    "events": "owners read the events of their interviews",
    "interview_documents": "owners read what their interviews were set up with",
    "feedback": "owners read the feedback of their interviews",
    "feedback_versions": "owners read every version of their feedback",
    "corrections": "owners read their corrections",
}


def build_walls(supabase: Emulator) -> None:
    for name in _WALLS:
        supabase.run((MIGRATIONS / f"{name}.sql").read_text(encoding="utf-8"))


@pytest.fixture
def open_wide(supabase: Emulator) -> Iterator[Emulator]:
    """The server with every privilege given away, and the migration applied again afterwards."""
    supabase.run("grant all on all tables in schema public to anon, authenticated")
    yield supabase
    build_walls(supabase)


def tables_without_wall(supabase: Emulator) -> list[str]:
    rows = supabase.ask(
        "select relname from pg_catalog.pg_class where relnamespace = 'public'::regnamespace "
        "and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity) order by 1"
    )
    return [row["relname"] for row in rows]


def test_every_table_is_declared(supabase: Emulator) -> None:
    rows = supabase.ask("select tablename from pg_catalog.pg_tables where schemaname = 'public'")
    assert {row["tablename"] for row in rows} == DECLARED.keys() == SAMPLES.keys()


def test_every_policy_is_declared(supabase: Emulator) -> None:
    rows = supabase.ask(
        "select tablename, policyname from pg_catalog.pg_policies where schemaname = 'public'"
    )
    assert sorted((row["tablename"], row["policyname"]) for row in rows) == sorted(POLICIES.items())


def test_every_table_has_row_level_security_and_one_without_is_noticed(supabase: Emulator) -> None:
    assert tables_without_wall(supabase) == []
    supabase.run("create table public.forgotten (id text)")
    try:
        assert tables_without_wall(supabase) == ["forgotten"]
        supabase.run("alter table public.forgotten enable row level security")
        assert tables_without_wall(supabase) == ["forgotten"]
    finally:
        supabase.run("drop table public.forgotten")


@pytest.mark.parametrize("table", DECLARED)
def test_the_server_does_what_is_declared_for_every_role_and_verb(open_wide: Emulator, table: str) -> None:
    assert found(open_wide, table) == declared(table)


@pytest.mark.parametrize("table", POLICIES)
def test_dropping_a_policy_is_noticed(open_wide: Emulator, table: str) -> None:
    open_wide.run(f'drop policy "{POLICIES[table]}" on public.{table}')
    assert found(open_wide, table, "owner") != declared(table, "owner")


@pytest.mark.parametrize("table", DECLARED)
def test_a_table_whose_wall_is_taken_down_is_noticed(open_wide: Emulator, table: str) -> None:
    open_wide.run(f"alter table public.{table} disable row level security")
    assert found(open_wide, table, "stranger") == {"stranger": "siud"} != declared(table, "stranger")


def test_privileges_alone_keep_everybody_from_what_is_not_declared(supabase: Emulator) -> None:
    build_walls(supabase)
    verbs = {"s": "select", "i": "insert", "u": "update", "d": "delete"}
    for table, (anon, owner, _, service) in DECLARED.items():
        roles = {"anon": anon, "authenticated": owner, "service_role": service}
        rows = supabase.ask(
            " union all ".join(
                f"select '{role}' as role, '{letter}' as verb, "
                f"has_table_privilege('{role}', 'public.{table}', '{verb}') as may"
                for role in roles
                for letter, verb in verbs.items()
            )
        )
        assert {(row["role"], row["verb"]): row["may"] for row in rows} == {
            (role, letter): letter in may for role, may in roles.items() for letter in verbs
        }, table


def functions(supabase: Emulator) -> list[dict[str, Any]]:
    return supabase.ask(
        "select oid::regprocedure::text as signature, proname as name, prosecdef as definer, "
        "coalesce(proconfig, '{}') as settings, "
        "coalesce(proargnames, '{}') as arguments, "
        "has_function_privilege('anon', oid, 'execute') "
        "or has_function_privilege('authenticated', oid, 'execute') as open, "
        "has_function_privilege('service_role', oid, 'execute') as ours "
        "from pg_catalog.pg_proc where pronamespace = 'public'::regnamespace and proname like 'store\\_%'"
    )


def test_every_function_is_sealed(supabase: Emulator) -> None:
    rows = functions(supabase)
    assert len(rows) > 40
    for row in rows:
        assert not row["definer"], row["signature"]
        assert not row["open"], row["signature"]
        assert row["ours"], row["signature"]
        assert {'search_path=""', "statement_timeout=4s"} <= set(row["settings"]), row["signature"]


@pytest.mark.parametrize("role", ["anon", "authenticated"])
def test_no_function_answers_a_client(supabase: Emulator, role: str) -> None:
    seed(supabase)
    headers = supabase.headers(role, "alice")
    for row in functions(supabase):
        nothing = dict.fromkeys(row["arguments"])
        answer = supabase.request("POST", f"/rest/v1/rpc/{row['name']}", headers, json=nothing)
        assert answer.status_code in {401, 403, 404}, row["signature"]
        assert answer.json()["code"] in {"42501", "PGRST202"}, row["signature"]


def test_a_function_granted_by_mistake_shows_a_stranger_nothing(supabase: Emulator) -> None:
    seed(supabase)
    supabase.run("grant execute on all functions in schema public to authenticated")
    try:
        for role, subject in (("authenticated", "charlie"), ("anon", "")):
            answer = supabase.request(
                "POST",
                "/rest/v1/rpc/store_interviews",
                supabase.headers(role, subject),
                json={"p_owner": "alice"},
            )
            assert answer.status_code >= 400 or answer.json() == {"data": []}
    finally:
        supabase.run(
            "select public.store_seal(); revoke execute on function public.test_run(text), "
            "public.test_ask(text) from authenticated"
        )
