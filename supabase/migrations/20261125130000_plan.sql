-- A plan that is written in the background takes the place of the question bank's until the interview begins.

create or replace function public.store_set_plan(p_owner text, p_interview text, p_plan text)
returns json language plpgsql as $$
begin
  perform from public.interviews where id = p_interview and owner_id = p_owner for update;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  update public.interviews set plan = p_plan::json where id = p_interview and status = 'new';
  return public.store_data(to_json(found));
end
$$;

create or replace function public.store_version() returns json language sql as $$
  select public.store_data(to_json(3))
$$;

select public.store_seal();
notify pgrst, 'reload schema';
