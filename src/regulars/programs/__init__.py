"""Propose what could help a customer; one program per folder or file."""
