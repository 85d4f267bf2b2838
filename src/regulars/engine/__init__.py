"""Runs the stages: a day for everybody, a moment for whoever something just happened to."""
