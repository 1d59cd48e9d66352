-- Every finished version of feedback, and what owners say they said beside what was heard.

create table if not exists public.feedback_versions (
  interview_id text not null references public.interviews on delete cascade,
  number integer not null,
  written_by text not null,
  body json not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (interview_id, number)
);

create table if not exists public.corrections (
  interview_id text not null references public.interviews on delete cascade,
  turn text not null, -- run and seq of the turn's first event
  text text not null,
  corrected_at timestamptz not null default clock_timestamp(),
  primary key (interview_id, turn)
);

insert into public.feedback_versions (interview_id, number, written_by, body, created_at)
select interview_id, 1, coalesce(body ->> 'written_by', ''), body, updated_at
from public.feedback where status = 'ready' and body is not null
on conflict do nothing;

alter table public.feedback_versions enable row level security;
alter table public.feedback_versions force row level security;
alter table public.corrections enable row level security;
alter table public.corrections force row level security;

revoke all on table public.feedback_versions, public.corrections from public, anon, authenticated;
grant select, insert, update, delete on table public.feedback_versions, public.corrections to service_role;
grant select on table public.feedback_versions, public.corrections to authenticated;

drop policy if exists "owners read every version of their feedback" on public.feedback_versions;
create policy "owners read every version of their feedback" on public.feedback_versions
  for select to authenticated using (exists (
    select from public.interviews
    where interviews.id = feedback_versions.interview_id
      and interviews.owner_id = (select auth.jwt() ->> 'sub')
  ));

drop policy if exists "owners read their corrections" on public.corrections;
create policy "owners read their corrections" on public.corrections
  for select to authenticated using (exists (
    select from public.interviews
    where interviews.id = corrections.interview_id and interviews.owner_id = (select auth.jwt() ->> 'sub')
  ));

-- The number of the newest version. Stored only while the feedback is waited for or written: the row that
-- says so is held, so that of two writers one is first.
create or replace function public.store_finish_feedback(p_interview text, p_written_by text, p_body text)
returns json language plpgsql as $$
declare
  v_status text;
  v_number integer;
begin
  perform public.store_hold_any_interview(p_interview);
  select status into v_status from public.feedback where interview_id = p_interview for update;
  select coalesce(max(number), 0) into v_number
  from public.feedback_versions where interview_id = p_interview;
  if v_status in ('waiting', 'writing') then
    v_number := v_number + 1;
    insert into public.feedback_versions (interview_id, number, written_by, body)
    values (p_interview, v_number, p_written_by, p_body::json);
    update public.feedback set
      status = 'ready', step = '', percent = 100, body = p_body::json, message = '',
      updated_at = clock_timestamp()
    where interview_id = p_interview;
  end if;
  return public.store_data(to_json(v_number));
end
$$;

create or replace function public.store_feedback_versions(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((
    select coalesce(json_agg(row_to_json(v) order by v.number desc), '[]')
    from public.feedback_versions v where v.interview_id = p_interview
  ));
end
$$;

create or replace function public.store_correct_turn(
  p_owner text, p_interview text, p_turn text, p_text text
) returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  if p_text is null then
    delete from public.corrections where interview_id = p_interview and turn = p_turn;
  else
    insert into public.corrections (interview_id, turn, text) values (p_interview, p_turn, p_text)
    on conflict (interview_id, turn) do update set
      text = excluded.text, corrected_at = clock_timestamp();
  end if;
  return public.store_data(null);
end
$$;

create or replace function public.store_corrections(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((
    select coalesce(json_agg(row_to_json(c) order by c.turn collate "C"), '[]')
    from public.corrections c where c.interview_id = p_interview
  ));
end
$$;

-- Rows of a user by table, tables with none left out.
create or replace function public.store_rows_of_user(p_user text) returns json language sql as $$
  with theirs as (select id from public.interviews where owner_id = p_user),
  counts (name, count) as (
    select 'users', count(*) from public.users where id = p_user
    union all select 'sign_ins', count(*) from public.sign_ins where user_id = p_user
    union all select 'interviews', count(*) from theirs
    union all select 'documents', count(*) from public.documents where owner_id = p_user
    union all select 'provider_keys', count(*) from public.provider_keys where owner_id = p_user
    union all select 'preferences', count(*) from public.preferences where owner_id = p_user
    union all select 'worker_tokens', count(*) from public.worker_tokens join theirs on interview_id = theirs.id
    union all select 'events', count(*) from public.events join theirs on interview_id = theirs.id
    union all select 'interview_documents', count(*)
      from public.interview_documents join theirs on interview_id = theirs.id
    union all select 'recordings', count(*) from public.recordings where owner_id = p_user
    union all select 'feedback', count(*) from public.feedback join theirs on interview_id = theirs.id
    union all select 'feedback_versions', count(*)
      from public.feedback_versions join theirs on interview_id = theirs.id
    union all select 'corrections', count(*) from public.corrections join theirs on interview_id = theirs.id
    union all select 'workers', count(*) from public.workers join theirs on interview_id = theirs.id
  )
  select coalesce(json_object_agg(name, count), '{}') from counts where count > 0
$$;

-- What hangs on an interview, by table, tables with none left out.
create or replace function public.store_rows_of_interview(p_interview text) returns json language sql as $$
  with counts (name, count) as (
    select 'interviews', count(*) from public.interviews where id = p_interview
    union all select 'worker_tokens', count(*) from public.worker_tokens where interview_id = p_interview
    union all select 'events', count(*) from public.events where interview_id = p_interview
    union all select 'interview_documents', count(*)
      from public.interview_documents where interview_id = p_interview
    union all select 'recordings', count(*) from public.recordings where interview_id = p_interview
    union all select 'feedback', count(*) from public.feedback where interview_id = p_interview
    union all select 'feedback_versions', count(*)
      from public.feedback_versions where interview_id = p_interview
    union all select 'corrections', count(*) from public.corrections where interview_id = p_interview
    union all select 'workers', count(*) from public.workers where interview_id = p_interview
  )
  select coalesce(json_object_agg(name, count), '{}') from counts where count > 0
$$;

create or replace function public.store_version() returns json language sql as $$
  select public.store_data(to_json(2))
$$;

select public.store_seal();
notify pgrst, 'reload schema';
