-- Who may do what at the REST API. Two walls, each enough alone: privileges, and row-level security.
--
-- The web app comes with the secret key as service_role, which passes row-level security. A person's own
-- token (role authenticated, its "sub" is users.id) may read what is theirs and change nothing: a row
-- changed past the web app would miss its checks, and a document deleted past it would leave its file.
--
--   read by their owner    users, interviews, events, documents, interview_documents, recordings,
--                          preferences, feedback
--   read by no client      sign_ins and worker_tokens (what opens a door), provider_keys (sealed, and
--                          nobody's business but the vault's), workers (processes of the box)
--   anon                   nothing at all

alter table public.users enable row level security;
alter table public.users force row level security;
alter table public.sign_ins enable row level security;
alter table public.sign_ins force row level security;
alter table public.interviews enable row level security;
alter table public.interviews force row level security;
alter table public.worker_tokens enable row level security;
alter table public.worker_tokens force row level security;
alter table public.events enable row level security;
alter table public.events force row level security;
alter table public.documents enable row level security;
alter table public.documents force row level security;
alter table public.interview_documents enable row level security;
alter table public.interview_documents force row level security;
alter table public.recordings enable row level security;
alter table public.recordings force row level security;
alter table public.provider_keys enable row level security;
alter table public.provider_keys force row level security;
alter table public.preferences enable row level security;
alter table public.preferences force row level security;
alter table public.feedback enable row level security;
alter table public.feedback force row level security;
alter table public.workers enable row level security;
alter table public.workers force row level security;

revoke all on table
  public.users, public.sign_ins, public.interviews, public.worker_tokens,
  public.events, public.documents, public.interview_documents, public.recordings,
  public.provider_keys, public.preferences, public.feedback, public.workers
from public, anon, authenticated;

grant select, insert, update, delete on table
  public.users, public.sign_ins, public.interviews, public.worker_tokens,
  public.events, public.documents, public.interview_documents, public.recordings,
  public.provider_keys, public.preferences, public.feedback, public.workers
to service_role;

grant select on table
  public.users, public.interviews, public.events, public.documents, public.interview_documents,
  public.recordings, public.preferences, public.feedback
to authenticated;

drop policy if exists "owners read themselves" on public.users;
create policy "owners read themselves" on public.users
  for select to authenticated using (id = (select auth.jwt() ->> 'sub'));

drop policy if exists "owners read their interviews" on public.interviews;
create policy "owners read their interviews" on public.interviews
  for select to authenticated using (owner_id = (select auth.jwt() ->> 'sub'));

drop policy if exists "owners read their documents" on public.documents;
create policy "owners read their documents" on public.documents
  for select to authenticated using (owner_id = (select auth.jwt() ->> 'sub'));

drop policy if exists "owners read their recordings" on public.recordings;
create policy "owners read their recordings" on public.recordings
  for select to authenticated using (owner_id = (select auth.jwt() ->> 'sub'));

drop policy if exists "owners read their preferences" on public.preferences;
create policy "owners read their preferences" on public.preferences
  for select to authenticated using (owner_id = (select auth.jwt() ->> 'sub'));

drop policy if exists "owners read the events of their interviews" on public.events;
create policy "owners read the events of their interviews" on public.events
  for select to authenticated using (exists (
    select from public.interviews
    where interviews.id = events.interview_id and interviews.owner_id = (select auth.jwt() ->> 'sub')
  ));

drop policy if exists "owners read what their interviews were set up with" on public.interview_documents;
create policy "owners read what their interviews were set up with" on public.interview_documents
  for select to authenticated using (exists (
    select from public.interviews
    where interviews.id = interview_documents.interview_id
      and interviews.owner_id = (select auth.jwt() ->> 'sub')
  ));

drop policy if exists "owners read the feedback of their interviews" on public.feedback;
create policy "owners read the feedback of their interviews" on public.feedback
  for select to authenticated using (exists (
    select from public.interviews
    where interviews.id = feedback.interview_id and interviews.owner_id = (select auth.jwt() ->> 'sub')
  ));
