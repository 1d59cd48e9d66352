-- Users, their sign-ins, their sealed keys and preferences.

create or replace function public.store_upsert_user(p_id text, p_subject text, p_name text, p_email text)
returns json language plpgsql as $$
declare
  v_user public.users;
begin
  insert into public.users (id, subject, name, email) values (p_id, p_subject, p_name, p_email)
  on conflict (subject) do update set name = excluded.name, email = excluded.email
  returning * into v_user;
  return public.store_data(row_to_json(v_user));
end
$$;

create or replace function public.store_user(p_user text) returns json language plpgsql as $$
begin
  perform public.store_hold_user(p_user);
  return public.store_data((select row_to_json(users) from public.users where id = p_user));
end
$$;

create or replace function public.store_create_sign_in(
  p_user text, p_hash text, p_idle_s double precision, p_absolute_s double precision
) returns json language plpgsql as $$
begin
  perform public.store_hold_user(p_user);
  delete from public.sign_ins
  where seen_at < clock_timestamp() - make_interval(secs => p_idle_s)
    or created_at < clock_timestamp() - make_interval(secs => p_absolute_s);
  insert into public.sign_ins (id_hash, user_id) values (p_hash, p_user);
  return public.store_data(null);
end
$$;

-- p_seen_every_s: how exactly seen_at is kept, since a write a request would be waste.
create or replace function public.store_sign_in_owner(
  p_hash text, p_idle_s double precision, p_absolute_s double precision, p_seen_every_s double precision
) returns json language plpgsql as $$
declare
  v_now timestamptz := clock_timestamp();
  v_sign_in public.sign_ins;
begin
  select * into v_sign_in from public.sign_ins
  where id_hash = p_hash
    and seen_at >= v_now - make_interval(secs => p_idle_s)
    and created_at >= v_now - make_interval(secs => p_absolute_s);
  if not found then
    return public.store_data(null);
  end if;
  if v_sign_in.seen_at < v_now - make_interval(secs => p_seen_every_s) then
    update public.sign_ins set seen_at = v_now where id_hash = p_hash;
  end if;
  return public.store_data((select row_to_json(users) from public.users where id = v_sign_in.user_id));
end
$$;

create or replace function public.store_end_sign_in(p_hash text) returns json language plpgsql as $$
begin
  delete from public.sign_ins where id_hash = p_hash;
  return public.store_data(null);
end
$$;

create or replace function public.store_end_sign_ins(p_user text) returns json language plpgsql as $$
declare
  v_count integer;
begin
  delete from public.sign_ins where user_id = p_user;
  get diagnostics v_count = row_count;
  return public.store_data(to_json(v_count));
end
$$;

-- A sealed key as it travels: its bytes in hexadecimal.
create or replace function public.store_sealed(p_key public.provider_keys) returns json language sql as $$
  select json_build_object(
    'owner_id', p_key.owner_id, 'field', p_key.field, 'key_id', p_key.key_id,
    'nonce', encode(p_key.nonce, 'hex'), 'ciphertext', encode(p_key.ciphertext, 'hex'),
    'updated_at', p_key.updated_at
  )
$$;

create or replace function public.store_keys(p_owner text) returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(public.store_sealed(k) order by k.field collate "C"), '[]')
    from public.provider_keys k where k.owner_id = p_owner
  ))
$$;

create or replace function public.store_put_keys(p_owner text, p_keys json) returns json language plpgsql as $$
begin
  perform public.store_hold_user(p_owner);
  insert into public.provider_keys (owner_id, field, key_id, nonce, ciphertext, updated_at)
  select p_owner, k.field, k.key_id, decode(k.nonce, 'hex'), decode(k.ciphertext, 'hex'), k.updated_at
  from json_to_recordset(p_keys)
    as k (field text, key_id text, nonce text, ciphertext text, updated_at timestamptz)
  on conflict (owner_id, field) do update set
    key_id = excluded.key_id, nonce = excluded.nonce, ciphertext = excluded.ciphertext,
    updated_at = excluded.updated_at;
  return public.store_data(null);
end
$$;

create or replace function public.store_delete_keys(p_owner text, p_fields json)
returns json language plpgsql as $$
declare
  v_count integer;
begin
  delete from public.provider_keys
  where owner_id = p_owner and field in (select json_array_elements_text(p_fields));
  get diagnostics v_count = row_count;
  return public.store_data(to_json(v_count));
end
$$;

create or replace function public.store_keys_not_under(p_key_id text, p_limit integer)
returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(public.store_sealed(k) order by k.owner_id collate "C", k.field collate "C"), '[]')
    from (
      select * from public.provider_keys where key_id <> p_key_id
      order by owner_id collate "C", field collate "C" limit p_limit
    ) k
  ))
$$;

-- Compare and swap: whether p_old was still in its place and p_new is there now.
create or replace function public.store_replace_key(p_old json, p_new json)
returns json language plpgsql as $$
begin
  update public.provider_keys set
    key_id = p_new ->> 'key_id',
    nonce = decode(p_new ->> 'nonce', 'hex'),
    ciphertext = decode(p_new ->> 'ciphertext', 'hex'),
    updated_at = (p_new ->> 'updated_at')::timestamptz
  where owner_id = p_old ->> 'owner_id'
    and field = p_old ->> 'field'
    and key_id = p_old ->> 'key_id'
    and nonce = decode(p_old ->> 'nonce', 'hex')
    and ciphertext = decode(p_old ->> 'ciphertext', 'hex');
  return public.store_data(to_json(found));
end
$$;

create or replace function public.store_preferences(p_owner text) returns json language sql as $$
  select public.store_data(coalesce((select body from public.preferences where owner_id = p_owner), '{}'))
$$;

create or replace function public.store_set_preferences(p_owner text, p_body text)
returns json language plpgsql as $$
begin
  perform public.store_hold_user(p_owner);
  insert into public.preferences (owner_id, body) values (p_owner, p_body::json)
  on conflict (owner_id) do update set body = excluded.body, updated_at = clock_timestamp();
  return public.store_data(null);
end
$$;
