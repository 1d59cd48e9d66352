-- Feedback, one row an interview, and the registry of worker processes.

create or replace function public.store_set_feedback(
  p_interview text, p_status text, p_step text, p_percent integer, p_body text, p_message text
) returns json language plpgsql as $$
begin
  perform public.store_hold_any_interview(p_interview);
  insert into public.feedback (interview_id, status, step, percent, body, message)
  values (p_interview, p_status, p_step, p_percent, p_body::json, p_message)
  on conflict (interview_id) do update set
    status = excluded.status, step = excluded.step, percent = excluded.percent, body = excluded.body,
    message = excluded.message, updated_at = clock_timestamp();
  return public.store_data(null);
end
$$;

create or replace function public.store_feedback(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((select row_to_json(f) from public.feedback f where interview_id = p_interview));
end
$$;

create or replace function public.store_unfinished_feedback() returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(row_to_json(i) order by i.ended_at, i.id), '[]')
    from public.interviews i left join public.feedback f on f.interview_id = i.id
    where i.status = 'ended' and (f.status is null or f.status in ('waiting', 'writing'))
  ))
$$;

create or replace function public.store_put_worker(p_row json) returns json language plpgsql as $$
begin
  perform public.store_hold_any_interview(p_row ->> 'interview_id');
  insert into public.workers select * from json_populate_record(null::public.workers, p_row)
  on conflict (interview_id, run) do update set
    nonce = excluded.nonce, pid = excluded.pid, process_started = excluded.process_started,
    state = excluded.state, exit_code = excluded.exit_code, heartbeat_at = excluded.heartbeat_at,
    created_at = excluded.created_at;
  return public.store_data(null);
end
$$;

create or replace function public.store_worker(p_interview text) returns json language sql as $$
  select public.store_data((
    select row_to_json(w) from public.workers w where interview_id = p_interview order by run desc limit 1
  ))
$$;

create or replace function public.store_workers() returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(row_to_json(w) order by w.created_at), '[]')
    from public.workers w where w.state <> 'gone'
  ))
$$;
