"""Accounts and interviews put straight into the house's store, and the cookie of a sign-in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from pydantic import SecretStr

import fsm
import postprocess
from auth_helpers import SIGN_IN
from feedback import coach
from interview.events import (
    EndedData,
    Event,
    EventData,
    QuestionData,
    ReadyData,
    StageData,
    TurnData,
    envelope,
)
from interview.models import Brief, EndReason, Length
from interview.planner import plan
from settings import Settings
from simulation import personas
from simulation.house import House
from store.rows import InterviewRow, UserRow
from store.sqlite import SqliteStore
from tests.browser.recorded import recording_of, sound_of
from web.recordings import MEDIA_TYPE, name_of
from web.security import cookie_key
from wiring import open_vault

ADA = personas.load("ada")
BRIEF = Brief(
    role=ADA.role,
    company=ADA.company,
    length=Length.QUICK,
    resume_text=ADA.resume,
    job_description=ADA.job_description,
)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Archive:
    """The house's store, as a test fills it."""

    house: House
    store: SqliteStore

    def account(self, name: str) -> UserRow:
        """Somebody who signed in some other way than with the one button."""
        return self.store.upsert_user(subject=f"test|{name}", name=name, email="")

    def cookie(self, user: UserRow) -> str:
        """The value of the cookie of a new sign-in."""
        app = Flask("cookie")
        app.secret_key = cookie_key(self.house.data_dir)
        serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert serializer is not None
        signed = serializer.dumps({SIGN_IN: self.store.create_sign_in(user.id)})
        return signed if isinstance(signed, str) else signed.decode()

    def new(self, user: UserRow) -> InterviewRow:
        """An interview that wasn't started."""
        rules = fsm.rules_for(BRIEF.length)
        return self.store.create_interview(owner_id=user.id, brief=BRIEF, plan=plan(BRIEF, rules))

    def ended(
        self,
        user: UserRow,
        *,
        answers: int = 6,
        most_words: int = 100,
        reason: EndReason = EndReason.COMPLETED,
    ) -> InterviewRow:
        """An interview that is over, after so many answers of so many words."""
        row = self.new(user)
        self._began(row)
        self.store.append_events(row.id, conversation(row, answers, most_words, reason))
        return self.store.interview(user.id, row.id)

    def _began(self, row: InterviewRow) -> None:
        self.store.begin_run(
            *(row.owner_id, row.id),
            room=f"r-{row.id}",
            candidate_identity=f"c-{row.id}",
            token_hash=row.id,
        )

    def recorded(self, user: UserRow) -> InterviewRow:
        """One with feedback, and a recording that begins five seconds before its first turn."""
        row = self.new(user)
        self._began(row)
        said = conversation(row, 6, 100, EndReason.COMPLETED)
        self.store.append_events(row.id, recording_of(said))
        self.store.add_recording(user.id, row.id, name=name_of(1), media_type=MEDIA_TYPE, data=sound_of(said))
        return self._with_feedback(row)

    def reviewed(self, user: UserRow, *, answers: int = 6, most_words: int = 100) -> InterviewRow:
        """One that is over, with the feedback of the real coach."""
        return self._with_feedback(self.ended(user, answers=answers, most_words=most_words))

    def _with_feedback(self, row: InterviewRow) -> InterviewRow:
        user = row.owner_id
        events = self.store.events(user, row.id)
        turns = postprocess.merge(events)
        written = coach.write(
            row.brief, row.plan, turns, postprocess.measure(turns, events, language=row.brief.language)
        )
        body = written.model_dump(mode="json")
        if written.enough:
            self.store.set_feedback(row.id, status="ready", percent=100, body=body)
        else:
            message = f"{written.takeaway} {written.next_step}"
            self.store.set_feedback(row.id, status="too_short", percent=100, body=body, message=message)
        return row

    def give_keys(self, user: UserRow, **secrets: str) -> None:
        """Provider keys as the settings page stores them, by field."""
        vault = open_vault(Settings(_env_file=None, data_dir=self.house.data_dir))
        sealed = [vault.seal(user.id, field, SecretStr(secret)) for field, secret in secrets.items()]
        self.store.put_keys(user.id, sealed)

    def spoil(self, row: InterviewRow) -> None:
        """Make the interview's row unreadable, as no program of ours does."""
        engine = sqlalchemy.create_engine(f"sqlite:///{self.house.data_dir / 'mockflow.db'}")
        with engine.begin() as connection:
            connection.execute(
                sqlalchemy.text("UPDATE interviews SET brief = '{}' WHERE id = :id"), {"id": row.id}
            )
        engine.dispose()


def conversation(row: InterviewRow, answers: int, most_words: int, reason: EndReason) -> Sequence[Event]:
    """Questions of the plan with Ada's answers, then the end."""
    now, data = START, list[tuple[datetime, EventData]]()
    data.append((now, ReadyData(boot_s=0.2)))
    stage = ""
    said = [one.say for name in ("self_intro", "past_experience", "company_fit") for one in ADA.answers[name]]
    for number, (question, answer) in enumerate(zip(row.plan.questions[:answers], said, strict=False), 1):
        if question.stage != stage:
            cause = "start" if not stage else "transition"
            data.append((now, StageData(stage=question.stage, previous=stage, cause=cause)))
            stage = question.stage
        asked = QuestionData(
            stage=stage, kind="main", number=number, text=question.text, question_id=question.id
        )
        data.append((now, asked))
        reply = " ".join(" ".join(answer).split()[:most_words])
        for speaker, text in (("interviewer", question.text), ("candidate", reply)):
            ends = now + timedelta(seconds=len(text.split()) / 2.5)
            turn = TurnData.model_validate(
                {"speaker": speaker, "text": text, "stage": stage, "started_at": now, "ended_at": ends}
                | {"question_id": question.id}
            )
            data.append((ends, turn))
            now = ends + timedelta(seconds=1.2)
    data.append((now, EndedData(reason=reason)))
    return [envelope(item, run=1, seq=seq, at=at) for seq, (at, item) in enumerate(data)]
