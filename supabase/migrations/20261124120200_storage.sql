-- The original documents and the recordings: two private buckets, objects named <owner id>/<row id>.
-- Their owner may read them; only the web app (service_role) puts and removes them, for the same reasons
-- as with tables. Row-level security of storage.objects is on in every Supabase project.

insert into storage.buckets (id, name, public)
values ('documents', 'documents', false), ('recordings', 'recordings', false)
on conflict (id) do update set public = false;

drop policy if exists "owners read their original documents" on storage.objects;
create policy "owners read their original documents" on storage.objects
  for select to authenticated using (
    bucket_id = 'documents' and (storage.foldername(name))[1] = (select auth.jwt() ->> 'sub')
  );

drop policy if exists "owners listen to their recordings" on storage.objects;
create policy "owners listen to their recordings" on storage.objects
  for select to authenticated using (
    bucket_id = 'recordings' and (storage.foldername(name))[1] = (select auth.jwt() ->> 'sub')
  );
