"""Who may look at the record, and who may carry it out of the house: written here once for all of its routes."""

from app.accounts.guards import admins_only, stepped_up

READING = (admins_only,)
EXPORTING = (admins_only, stepped_up)
