-- What is finished stays so: a straggler's steps, failure or "too short" change nothing.
-- Only 'waiting' begins anew, and 'ready' is said by who knows better.

create or replace function public.store_set_feedback(
  p_interview text, p_status text, p_step text, p_percent integer, p_body text, p_message text
) returns json language plpgsql as $$
begin
  perform public.store_hold_any_interview(p_interview);
  insert into public.feedback (interview_id, status, step, percent, body, message)
  values (p_interview, p_status, p_step, p_percent, p_body::json, p_message)
  on conflict (interview_id) do update set
    status = excluded.status, step = excluded.step, percent = excluded.percent, body = excluded.body,
    message = excluded.message, updated_at = clock_timestamp()
  where excluded.status in ('waiting', 'ready') or public.feedback.status in ('waiting', 'writing');
  return public.store_data(null);
end
$$;

create or replace function public.store_version() returns json language sql as $$
  select public.store_data(to_json(4))
$$;

select public.store_seal();
notify pgrst, 'reload schema';
