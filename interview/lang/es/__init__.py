"""Spanish, with tú."""

from __future__ import annotations

from interview.lang.es.asking import ASKING
from interview.lang.es.follow_ups import FOLLOW_UPS
from interview.lang.es.hearing import HEARING
from interview.lang.es.matching import MATCHING
from interview.lang.es.naming import CLAIMS, NAMING
from interview.lang.es.neutral import NEUTRAL
from interview.lang.es.script import SCRIPT
from interview.lang.es.telling import TELLING
from interview.lang.es.tough import TOUGH
from interview.lang.es.warm import WARM
from interview.lang.shape import Language
from interview.models import Persona

SPANISH = Language(
    code="es",
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
