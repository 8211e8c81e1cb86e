"""The rules, one a kind of danger, in reading order."""

from app.danger.rules import child, suicide, threat

RULES = (suicide, child, threat)
