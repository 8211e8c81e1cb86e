"""The site with files of its own comes from tests/security."""

from tests.security.conftest import new_site, own_site

__all__ = ["new_site", "own_site"]
