"""Puts the stages together: settings, addresses, the command line."""
