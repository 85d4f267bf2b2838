"""Decide what is best, often nothing: gates, worth, and a reason for every verdict."""
