"""Who takes our messages; one carrier per file."""

from regulars.delivery.carrier import Answer, Carrier, Envelope

__all__ = ["Answer", "Carrier", "Envelope"]
