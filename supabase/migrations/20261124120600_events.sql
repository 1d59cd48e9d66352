-- The append-only list of an interview, and what an event changes in its row.

-- p_events: [{run, seq, kind, at, body}], body being the event's own JSON as a text; see
-- store/port.py on what is stored, dropped and refused.
create or replace function public.store_append_events(p_interview text, p_events json)
returns json language plpgsql as $$
declare
  v_end public.events;
  v_event public.events;
  v_known text;
  v_fresh public.events[] := '{}';
  v_early public.events[];
  v_duplicates integer := 0;
begin
  perform from public.interviews where id = p_interview for update;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  select * into v_end from public.events
  where interview_id = p_interview and kind = 'ended' order by at, run limit 1;

  for v_event in
    select
      p_interview, (e ->> 'run')::integer, (e ->> 'seq')::integer, e ->> 'kind', (e ->> 'at')::timestamptz,
      (e ->> 'body')::json
    from json_array_elements(p_events) with ordinality as t (e, place) order by place
  loop
    select body::text into v_known from (
      select run, seq, body from public.events where interview_id = p_interview
      union all
      select run, seq, body from unnest(v_fresh)
    ) known
    where run = v_event.run and seq = v_event.seq;
    if v_known is null then
      v_fresh := v_fresh || v_event;
    elsif v_known = v_event.body::text then
      v_duplicates := v_duplicates + 1;
    else
      perform public.store_refuse('event_conflict');
    end if;
  end loop;

  -- After an ending only what happened before it is stored. In the run that ended its own order tells
  -- what that is; for any other run the time does.
  v_early := array(
    select row(f.interview_id, f.run, f.seq, f.kind, f.at, f.body)::public.events
    from unnest(v_fresh) with ordinality as f (interview_id, run, seq, kind, at, body, place)
    where v_end.run is null
      or case when f.run = v_end.run then f.seq <= v_end.seq else f.at <= v_end.at end
    order by f.place
  );
  if cardinality(v_early) = 0 and exists (select from unnest(v_fresh) f where f.run <> 0) then
    perform public.store_refuse('interview_ended');
  end if;
  insert into public.events select * from unnest(v_early);
  foreach v_event in array v_early loop
    perform public.store_apply(v_event);
  end loop;
  return public.store_data(
    json_build_object('stored', cardinality(v_early), 'duplicates', v_duplicates)
  );
end
$$;

-- What an event changes in its interview's row. The worker's own word corrects our guess that it was lost.
create or replace function public.store_apply(p_event public.events) returns void language plpgsql as $$
begin
  if p_event.kind = 'ready' then
    update public.interviews set status = 'live'
    where id = p_event.interview_id and status = 'starting';
  elsif p_event.kind = 'ended' then
    update public.interviews set
      status = 'ended',
      ended_at = coalesce(ended_at, clock_timestamp()),
      end_reason = p_event.body -> 'data' ->> 'reason',
      end_detail = p_event.body -> 'data' ->> 'detail'
    where id = p_event.interview_id and (status <> 'ended' or end_reason = 'worker_lost');
  end if;
end
$$;

create or replace function public.store_events(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((
    select coalesce(json_agg(body order by run, seq), '[]')
    from public.events where interview_id = p_interview
  ));
end
$$;
