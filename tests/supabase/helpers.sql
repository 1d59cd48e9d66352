-- What the tests may do besides the product's own functions: any statement, as the database's owner.

create or replace function public.test_run(p_sql text) returns json
language plpgsql security definer set search_path = '' as $$
begin
  execute p_sql;
  return json_build_object('done', true);
end
$$;

create or replace function public.test_ask(p_sql text) returns json
language plpgsql security definer set search_path = '' as $$
declare
  v_rows json;
begin
  execute format('select coalesce(json_agg(t), ''[]'') from (%s) t', p_sql) into v_rows;
  return json_build_object('rows', v_rows);
end
$$;

revoke execute on function public.test_run(text), public.test_ask(text) from public, anon, authenticated;
grant execute on function public.test_run(text), public.test_ask(text) to service_role;
