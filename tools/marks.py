"""Marks, for pytest, each test that asks the database: whatever asks for its fixture, itself or through another."""

import pytest

FIXTURES = {"database", "migrated"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("database")
