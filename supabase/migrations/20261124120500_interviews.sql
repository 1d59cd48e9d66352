-- Interviews: rows, runs, leases and what a worker's token opens.

create or replace function public.store_create_interview(
  p_owner text, p_interview text, p_brief text, p_plan text
) returns json language plpgsql as $$
declare
  v_row public.interviews;
begin
  perform public.store_hold_user(p_owner);
  insert into public.interviews (id, owner_id, brief, plan)
  values (p_interview, p_owner, p_brief::json, p_plan::json)
  returning * into v_row;
  return public.store_data(row_to_json(v_row));
end
$$;

create or replace function public.store_interview(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((select row_to_json(i) from public.interviews i where id = p_interview));
end
$$;

create or replace function public.store_interview_of_any_owner(p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_any_interview(p_interview);
  return public.store_data((select row_to_json(i) from public.interviews i where id = p_interview));
end
$$;

create or replace function public.store_interviews(p_owner text) returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(row_to_json(i) order by i.created_at desc, i.id), '[]')
    from public.interviews i where i.owner_id = p_owner
  ))
$$;

create or replace function public.store_live_interviews() returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(row_to_json(i) order by i.created_at, i.id), '[]')
    from public.interviews i where i.status in ('starting', 'live')
  ))
$$;

-- One start at a time counts the places, so that the last one is given once.
create or replace function public.store_begin_run(
  p_owner text, p_interview text, p_room text, p_candidate_identity text, p_token_hash text, p_capacity integer
) returns json language plpgsql as $$
declare
  v_row public.interviews;
begin
  perform pg_advisory_xact_lock(hashtext('mockflow store_begin_run'));
  select * into v_row from public.interviews where id = p_interview and owner_id = p_owner for update;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  if v_row.status <> 'new' then
    return public.store_data(null);
  end if;
  if p_capacity <= (select count(*) from public.interviews where status in ('starting', 'live')) then
    perform public.store_refuse('at_capacity');
  end if;
  update public.interviews set
    status = 'starting', room = p_room, candidate_identity = p_candidate_identity, run = run + 1,
    started_at = clock_timestamp()
  where id = p_interview
  returning * into v_row;
  insert into public.worker_tokens (token_hash, interview_id, run)
  values (p_token_hash, p_interview, v_row.run);
  return public.store_data(row_to_json(v_row));
end
$$;

create or replace function public.store_abort_run(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform from public.interviews where id = p_interview and owner_id = p_owner for update;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  update public.interviews set status = 'new', room = '', candidate_identity = '', started_at = null
  where id = p_interview and status = 'starting';
  if found then
    delete from public.worker_tokens where interview_id = p_interview;
  end if;
  return public.store_data(null);
end
$$;

create or replace function public.store_take_lease(
  p_owner text, p_interview text, p_tab text, p_takeover boolean
) returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  update public.interviews set lease_tab = p_tab
  where id = p_interview and (p_takeover or lease_tab in ('', p_tab));
  return public.store_data(to_json(found));
end
$$;

create or replace function public.store_worker_grant(p_token_hash text) returns json language sql as $$
  select public.store_data((
    select json_build_object(
      'interview_id', t.interview_id, 'owner_id', i.owner_id, 'run', t.run, 'ended_at', i.ended_at
    )
    from public.worker_tokens t join public.interviews i on i.id = t.interview_id
    where t.token_hash = p_token_hash
  ))
$$;
