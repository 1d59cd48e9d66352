-- Documents, what interviews were set up with, and recordings. Their bytes lie in Storage.

create or replace function public.store_find_document(p_owner text, p_kind text, p_sha256 text)
returns json language plpgsql as $$
begin
  perform public.store_hold_user(p_owner);
  return public.store_data((
    select row_to_json(d) from public.documents d
    where owner_id = p_owner and kind = p_kind and sha256 = p_sha256
  ));
end
$$;

-- The row that is there afterwards: an older one if the same bytes as the same kind were there already.
create or replace function public.store_add_document(
  p_owner text, p_document text, p_kind text, p_filename text, p_media_type text, p_size_bytes bigint,
  p_sha256 text, p_text text, p_sections text, p_notices text
) returns json language plpgsql as $$
begin
  perform public.store_hold_user(p_owner);
  insert into public.documents (
    id, owner_id, kind, filename, media_type, size_bytes, sha256, text, sections, notices
  ) values (
    p_document, p_owner, p_kind, p_filename, p_media_type, p_size_bytes, p_sha256, p_text,
    p_sections::json, p_notices::json
  ) on conflict (owner_id, kind, sha256) do nothing;
  return public.store_find_document(p_owner, p_kind, p_sha256);
end
$$;

create or replace function public.store_documents(p_owner text) returns json language sql as $$
  select public.store_data((
    select coalesce(json_agg(row_to_json(d) order by d.created_at desc, d.id), '[]')
    from public.documents d where d.owner_id = p_owner
  ))
$$;

create or replace function public.store_document(p_owner text, p_document text)
returns json language plpgsql as $$
declare
  v_row public.documents;
begin
  select * into v_row from public.documents where id = p_document and owner_id = p_owner for key share;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  return public.store_data(row_to_json(v_row));
end
$$;

create or replace function public.store_delete_document(p_owner text, p_document text)
returns json language plpgsql as $$
declare
  v_links integer;
begin
  perform from public.documents where id = p_document and owner_id = p_owner for update;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  select count(*) into v_links from public.interview_documents where document_id = p_document;
  delete from public.documents where id = p_document;
  return public.store_data(json_build_object('documents', 1, 'interview_documents', v_links));
end
$$;

create or replace function public.store_link_document(p_owner text, p_interview text, p_document text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  perform public.store_document(p_owner, p_document);
  insert into public.interview_documents (interview_id, document_id) values (p_interview, p_document)
  on conflict do nothing;
  return public.store_data(null);
end
$$;

create or replace function public.store_interview_documents(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((
    select coalesce(json_agg(row_to_json(d) order by l.linked_at, d.id), '[]')
    from public.interview_documents l join public.documents d on d.id = l.document_id
    where l.interview_id = p_interview
  ));
end
$$;

create or replace function public.store_add_recording(
  p_owner text, p_interview text, p_recording text, p_name text, p_media_type text, p_size_bytes bigint
) returns json language plpgsql as $$
declare
  v_row public.recordings;
begin
  perform public.store_hold_interview(p_owner, p_interview);
  insert into public.recordings (id, owner_id, interview_id, name, media_type, size_bytes)
  values (p_recording, p_owner, p_interview, p_name, p_media_type, p_size_bytes)
  returning * into v_row;
  return public.store_data(row_to_json(v_row));
end
$$;

create or replace function public.store_recordings(p_owner text, p_interview text)
returns json language plpgsql as $$
begin
  perform public.store_hold_interview(p_owner, p_interview);
  return public.store_data((
    select coalesce(json_agg(row_to_json(r) order by r.created_at, r.id), '[]')
    from public.recordings r where r.interview_id = p_interview
  ));
end
$$;

create or replace function public.store_recording(p_owner text, p_recording text)
returns json language plpgsql as $$
declare
  v_row public.recordings;
begin
  select * into v_row from public.recordings where id = p_recording and owner_id = p_owner;
  if not found then
    perform public.store_refuse('not_found');
  end if;
  return public.store_data(row_to_json(v_row));
end
$$;
