-- The rights of every function above, and which schema this is. A migration that adds functions runs
-- store_seal() again and raises the version, together with VERSION in store_supabase/api.py.

create or replace function public.store_version() returns json language sql as $$
  select public.store_data(to_json(1))
$$;

-- Nobody but service_role calls them; names mean what they say, whatever the caller's search path; and the
-- database gives up before the web app stops waiting.
create or replace function public.store_seal() returns void language plpgsql as $$
declare
  v_function regprocedure;
begin
  for v_function in
    select p.oid from pg_catalog.pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname like 'store\_%'
  loop
    execute format('alter function %s set search_path = ''''', v_function);
    execute format('alter function %s set statement_timeout = ''4s''', v_function);
    execute format('alter function %s set lock_timeout = ''4s''', v_function);
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end
$$;

select public.store_seal();
notify pgrst, 'reload schema';
