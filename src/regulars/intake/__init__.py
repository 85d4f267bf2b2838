"""Translates the outside into facts; one source per file."""
