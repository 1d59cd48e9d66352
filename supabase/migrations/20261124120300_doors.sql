-- Functions named store_* are the Store port, one round trip and one transaction each; store_supabase calls
-- them as service_role. All of them:
--   * answer {"data": …}, so that an empty answer is never taken for an empty list;
--   * run as their caller (security invoker), so that one granted by mistake opens nothing;
--   * refuse with SQLSTATE PTnnn, which PostgREST answers as HTTP status nnn, and a word for the message.
-- Their rights, search path and time limit are set in *_rights.sql.

create or replace function public.store_refuse(p_word text) returns void language plpgsql as $$
begin
  raise exception '%', p_word using errcode = case p_word
    when 'not_found' then 'PT404'
    when 'interview_ended' then 'PT410'
    when 'at_capacity' then 'PT429'
    else 'PT409'
  end;
end
$$;

-- The user must be there and stays there until the transaction is over.
create or replace function public.store_hold_user(p_user text) returns void language plpgsql as $$
begin
  perform from public.users where id = p_user for key share;
  if not found then
    perform public.store_refuse('not_found');
  end if;
end
$$;

-- The one door to an interview; it stays there until the transaction is over.
create or replace function public.store_hold_interview(p_owner text, p_interview text)
returns void language plpgsql as $$
begin
  perform from public.interviews where id = p_interview and owner_id = p_owner for key share;
  if not found then
    perform public.store_refuse('not_found');
  end if;
end
$$;

-- The same for work of our own, with an id that came in no request.
create or replace function public.store_hold_any_interview(p_interview text)
returns void language plpgsql as $$
begin
  perform from public.interviews where id = p_interview for key share;
  if not found then
    perform public.store_refuse('not_found');
  end if;
end
$$;

create or replace function public.store_data(p_data json) returns json language sql as $$
  select json_build_object('data', p_data)
$$;
