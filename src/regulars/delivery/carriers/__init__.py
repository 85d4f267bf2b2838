"""Who takes our messages; one carrier per file."""

from regulars.delivery.carrier import Answer, Carrier, Envelope, OneByOne

__all__ = ["Answer", "Carrier", "Envelope", "OneByOne"]
