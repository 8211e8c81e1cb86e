"""How old people are told to be, in either language: where it stands, what to write instead, and what it tells of the client."""
