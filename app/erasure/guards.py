"""Who may take a copy of their own data, and who may leave: written here once for all of its routes."""

from app.accounts.guards import joined_only, stepped_up

READING = (joined_only,)
TAKING = (joined_only, stepped_up)
LEAVING = (joined_only, stepped_up)
