"""Reads what comes back: bounces, complaints, automatic answers and replies."""
