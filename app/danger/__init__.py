"""Whether somebody may be in danger now, as a text tells it — no web, no database, no opinion on what to do about it.

A forum answers in days. Words that speak of tonight, of tablets put by, of a child who is being hurt or of a knife in a
bag need somebody who answers at once, and this says that such words stand in a text and where.

It looks for what is live: a plan, a means, a date, a deed that goes on. Counsellors write of wishes to die every day, of
what was long ago, of scales and of theory; those are left alone, because a warning that comes with every second case is
read by nobody.
"""

from app.danger.finding import find
from app.danger.ruleset import RULESET
from app.danger.types import Alarm, Danger, Rule

__all__ = ["RULESET", "Alarm", "Danger", "Rule", "find"]
