"""The site with files of its own comes from tests/security."""

from tests.security.conftest import own_site

__all__ = ["own_site"]
