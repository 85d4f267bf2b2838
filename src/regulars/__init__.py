"""Regulars turns one-time buyers into regulars without wearing out their welcome."""
