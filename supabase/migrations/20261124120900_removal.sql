-- Deletion: rows go by cascade, in one transaction with the count of them. Files lie in Storage and go
-- first, by its own API: who is interrupted finds the rows still there, and deletes again.

-- Files as Storage knows them: [{bucket, name, size_bytes}].
create or replace function public.store_files(p_prefix text) returns json language sql as $$
  select coalesce(
    json_agg(json_build_object(
      'bucket', o.bucket_id, 'name', o.name, 'size_bytes', coalesce((o.metadata ->> 'size')::bigint, 0)
    )),
    '[]'
  )
  from storage.objects o
  where o.bucket_id in ('documents', 'recordings') and starts_with(o.name, p_prefix)
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
    union all select 'workers', count(*) from public.workers where interview_id = p_interview
  )
  select coalesce(json_object_agg(name, count), '{}') from counts where count > 0
$$;

-- The interview, held against any change; refused while it runs.
create or replace function public.store_hold_ended_interview(p_owner text, p_interview text)
returns void language plpgsql as $$
declare
  v_status text;
begin
  select status into v_status from public.interviews
  where id = p_interview and owner_id = p_owner for update;
  if not found then
    perform public.store_refuse('not_found');
  elsif v_status in ('starting', 'live') then
    perform public.store_refuse('interview_running');
  end if;
end
$$;

-- The user and all their interviews, held against any change; refused while one runs.
create or replace function public.store_hold_idle_user(p_user text) returns void language plpgsql as $$
begin
  perform from public.users where id = p_user for update;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  perform from public.interviews where owner_id = p_user order by id for update;
  if exists (select from public.interviews where owner_id = p_user and status in ('starting', 'live')) then
    perform public.store_refuse('account_running');
  end if;
end
$$;

create or replace function public.store_removable_interview(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_ended_interview(p_owner, p_interview);
  return public.store_data((
    select coalesce(json_agg(json_build_object(
      'bucket', 'recordings', 'name', owner_id || '/' || id, 'size_bytes', size_bytes
    )), '[]')
    from public.recordings where interview_id = p_interview
  ));
end
$$;

create or replace function public.store_delete_interview(p_owner text, p_interview text)
returns json language plpgsql as $$
declare
  v_counts json;
begin
  perform public.store_hold_ended_interview(p_owner, p_interview);
  v_counts := public.store_rows_of_interview(p_interview);
  delete from public.interviews where id = p_interview;
  return public.store_data(v_counts);
end
$$;

create or replace function public.store_removable_user(p_user text) returns json language plpgsql as $$
begin
  perform public.store_hold_idle_user(p_user);
  return public.store_data(public.store_files(p_user || '/'));
end
$$;

-- The count of rows, and the files that came while the others were removed.
create or replace function public.store_delete_user(p_user text) returns json language plpgsql as $$
declare
  v_counts json;
begin
  perform public.store_hold_idle_user(p_user);
  v_counts := public.store_rows_of_user(p_user);
  delete from public.users where id = p_user;
  return public.store_data(json_build_object('counts', v_counts, 'files', public.store_files(p_user || '/')));
end
$$;

create or replace function public.store_traces(p_user text) returns json language sql as $$
  select public.store_data(json_build_object(
    'counts', public.store_rows_of_user(p_user), 'files', public.store_files(p_user || '/')
  ))
$$;

-- Files no row speaks of, older than an upload can last: a crash between file and row leaves one.
create or replace function public.store_orphans(p_older_than_s double precision)
returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(json_build_object(
      'bucket', o.bucket_id, 'name', o.name, 'size_bytes', coalesce((o.metadata ->> 'size')::bigint, 0)
    )), '[]')
    from storage.objects o
    where o.bucket_id in ('documents', 'recordings')
      and o.created_at < clock_timestamp() - make_interval(secs => p_older_than_s)
      and not exists (
        select from public.documents d where o.bucket_id = 'documents' and o.name = d.owner_id || '/' || d.id
      )
      and not exists (
        select from public.recordings r where o.bucket_id = 'recordings' and o.name = r.owner_id || '/' || r.id
      )
  ))
$$;
