"""What goes for good: a case, a post or a version of it on request, a member who leaves, and what is kept long enough.

A room above every feature, because erasing one thing reaches whatever points to it, in tables of all of them.
"""
