-- What MockFlow keeps, table by table as store/port.py speaks of it. Every file here may be run again.
--
-- Columns of type json hold exactly what was written, to the byte (jsonb would refuse "\u0000" and reorder):
-- events are compared by their bodies.

create table if not exists public.users (
  id text primary key,
  subject text not null unique, -- "local" or an OIDC issuer|sub
  name text not null,
  email text not null,
  created_at timestamptz not null default clock_timestamp()
);

create table if not exists public.sign_ins (
  id_hash text primary key, -- SHA-256 of the id in the cookie
  user_id text not null references public.users on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp()
);
create index if not exists sign_ins_by_user on public.sign_ins (user_id);

create table if not exists public.interviews (
  id text primary key,
  owner_id text not null references public.users on delete cascade,
  brief json not null,
  plan json not null,
  status text not null default 'new' check (status in ('new', 'starting', 'live', 'ended')),
  room text not null default '',
  candidate_identity text not null default '',
  run integer not null default 0,
  lease_tab text not null default '',
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  end_detail text not null default ''
);
create index if not exists interviews_by_owner on public.interviews (owner_id, created_at);
create index if not exists interviews_by_status on public.interviews (status);

create table if not exists public.worker_tokens (
  token_hash text primary key,
  interview_id text not null references public.interviews on delete cascade,
  run integer not null
);
create index if not exists worker_tokens_by_interview on public.worker_tokens (interview_id);

create table if not exists public.events (
  interview_id text not null references public.interviews on delete cascade,
  run integer not null,
  seq integer not null,
  kind text not null,
  at timestamptz not null,
  body json not null,
  primary key (interview_id, run, seq)
);

create table if not exists public.documents (
  id text primary key,
  owner_id text not null references public.users on delete cascade,
  kind text not null check (kind in ('resume', 'job_description')),
  filename text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  text text not null,
  sections json not null,
  notices json not null,
  created_at timestamptz not null default clock_timestamp(),
  unique (owner_id, kind, sha256)
);

create table if not exists public.interview_documents (
  interview_id text not null references public.interviews on delete cascade,
  document_id text not null references public.documents on delete cascade,
  linked_at timestamptz not null default clock_timestamp(),
  primary key (interview_id, document_id)
);
create index if not exists interview_documents_by_document on public.interview_documents (document_id);

create table if not exists public.recordings (
  id text primary key,
  owner_id text not null references public.users on delete cascade,
  interview_id text not null references public.interviews on delete cascade,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  created_at timestamptz not null default clock_timestamp()
);
create index if not exists recordings_by_owner on public.recordings (owner_id);
create index if not exists recordings_by_interview on public.recordings (interview_id, created_at);

create table if not exists public.provider_keys (
  owner_id text not null references public.users on delete cascade,
  field text not null,
  key_id text not null,
  nonce bytea not null,
  ciphertext bytea not null,
  updated_at timestamptz not null,
  primary key (owner_id, field)
);

create table if not exists public.preferences (
  owner_id text primary key references public.users on delete cascade,
  body json not null,
  updated_at timestamptz not null default clock_timestamp()
);

create table if not exists public.feedback (
  interview_id text primary key references public.interviews on delete cascade,
  status text not null,
  step text not null,
  percent integer not null,
  body json,
  message text not null,
  updated_at timestamptz not null default clock_timestamp()
);

create table if not exists public.workers (
  interview_id text not null references public.interviews on delete cascade,
  run integer not null,
  nonce text not null,
  pid integer not null,
  process_started double precision not null,
  state text not null,
  exit_code integer,
  heartbeat_at timestamptz,
  created_at timestamptz not null,
  primary key (interview_id, run)
);
