"""Lists in pages: which one is asked for, and how many there are."""

LAST_PAGE = 10_000


def page_number(typed: str | None) -> int:
    """Return which page was asked for; the first for whatever is no number of one."""
    if not typed or not typed.isascii() or not typed.isdigit() or len(typed) > 8:
        return 1
    return min(max(int(typed), 1), LAST_PAGE)


def pages(count: int, size: int) -> int:
    """Return how many pages of `size` a list of `count` has; an empty one has one."""
    return max(1, -(-count // size))
