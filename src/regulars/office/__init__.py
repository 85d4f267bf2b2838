"""Screens for the people who run the shop."""
