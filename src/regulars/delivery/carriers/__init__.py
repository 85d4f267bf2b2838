"""Who takes our messages; one carrier per file."""
