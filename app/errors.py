"""Refusals: the forum saying no. `web/refusals.py` gives each its status and its page."""


class Refusal(Exception):
    """The forum says no. `key` names the sentence in the catalogues: `refusal.<key>`."""

    key = "refused"

    def __init__(self, key: str | None = None) -> None:
        super().__init__(key or self.key)
        self.key = key or self.key


class Missing(Refusal):
    """There is no such thing, or none that the viewer may know of: the two answer alike."""

    key = "missing"


class NotAllowed(Refusal):
    """The viewer may see it and may not do this."""

    key = "not_allowed"


class SignInFirst(Refusal):
    """The page is for members; a visitor is sent to the door and comes back here afterwards."""

    key = "sign_in_first"


class NotYet(Refusal):
    """The member is not verified, and sees their own status instead."""

    key = "not_yet"


class FactorFirst(Refusal):
    """Who moderates sets up a second factor before anything else."""

    key = "factor_first"


class ProveFirst(Refusal):
    """What was asked for wants a fresh proof. `fault` is a catalogue key, if the one that was given did not hold."""

    key = "prove_first"

    def __init__(self, *, codes: bool, passkeys: bool, fault: str = "") -> None:
        super().__init__()
        self.codes = codes
        self.passkeys = passkeys
        self.fault = fault


class OutOfDate(Refusal):
    """Somebody else was faster; what was typed is kept and what was decided is shown."""

    key = "out_of_date"


class Malformed(Refusal):
    """What arrived is not a form this forum sends."""

    key = "malformed"


class TooSlow(Refusal):
    """A form that did not arrive in the time a form takes."""

    key = "too_slow"


class TooOften(Refusal):
    """The same thing too many times in a while. `wait` is in seconds."""

    key = "too_often"

    def __init__(self, wait: int, key: str | None = None) -> None:
        super().__init__(key)
        self.wait = wait


class Busy(Refusal):
    """The disk, the database or a service does not answer now; nothing was written."""

    key = "busy"
