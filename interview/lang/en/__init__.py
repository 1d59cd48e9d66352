"""English."""

from __future__ import annotations

from interview.lang.en.asking import ASKING
from interview.lang.en.follow_ups import FOLLOW_UPS
from interview.lang.en.hearing import HEARING
from interview.lang.en.matching import MATCHING
from interview.lang.en.naming import CLAIMS, NAMING
from interview.lang.en.neutral import NEUTRAL
from interview.lang.en.script import SCRIPT
from interview.lang.en.telling import TELLING
from interview.lang.en.tough import TOUGH
from interview.lang.en.warm import WARM
from interview.lang.shape import Language
from interview.models import Persona

ENGLISH = Language(
    code="en",
    asking=ASKING,
    hearing=HEARING,
    telling=TELLING,
    naming=NAMING,
    claims=CLAIMS,
    matching=MATCHING,
    script=SCRIPT,
    manners={Persona.NEUTRAL: NEUTRAL, Persona.WARM: WARM, Persona.TOUGH: TOUGH},
    follow_ups=FOLLOW_UPS,
)
