"""Copies of everything that can be restored elsewhere, and do not bring back what was erased."""
