-- One row of Alice's in every table, and what a second one needs to be inserted.
truncate public.users cascade;
alter table public.provider_keys alter nonce drop default, alter ciphertext drop default;
insert into public.users (id, subject, name, email) values ('alice', 'i|a', 'A', ''), ('charlie', 'i|c', 'C', '');
insert into public.sign_ins (id_hash, user_id) values ('hash', 'alice');
insert into public.interviews (id, owner_id, brief, plan)
values ('first', 'alice', '{}', '{}'), ('second', 'alice', '{}', '{}');
insert into public.worker_tokens (token_hash, interview_id, run) values ('token', 'first', 1);
insert into public.events (interview_id, run, seq, kind, at, body)
values ('first', 1, 1, 'turn', '2030-01-01 00:00+00', '{}');
insert into public.documents (
  id, owner_id, kind, filename, media_type, size_bytes, sha256, text, sections, notices
) values
  ('cv', 'alice', 'resume', 'cv.pdf', 'application/pdf', 1, 'a', '', '[]', '[]'),
  ('job', 'alice', 'job_description', 'job.pdf', 'application/pdf', 1, 'b', '', '[]', '[]');
insert into public.interview_documents (interview_id, document_id) values ('first', 'cv');
insert into public.recordings (id, owner_id, interview_id, name, media_type, size_bytes)
values ('sound', 'alice', 'first', 'answer', 'audio/ogg', 1);
insert into public.provider_keys (owner_id, field, key_id, nonce, ciphertext, updated_at)
values ('alice', 'openai_api_key', 'k1', '\x00', '\x00', '2030-01-01 00:00+00');
insert into public.preferences (owner_id, body) values ('alice', '{}');
insert into public.feedback (interview_id, status, step, percent, message)
values ('first', 'ready', '', 100, '');
insert into public.feedback_versions (interview_id, number, written_by, body) values ('first', 1, '', '{}');
insert into public.corrections (interview_id, turn, text) values ('first', '1.1', '');
insert into public.workers (interview_id, run, nonce, pid, process_started, state, created_at)
values ('first', 1, 'n', 0, 0, 'gone', '2030-01-01 00:00+00');
