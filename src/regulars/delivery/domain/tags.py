"""`v=DKIM1; k=rsa; p=...`: the way DKIM and DMARC write their records."""


def tags(record: str) -> dict[str, str]:
    """Names and values, in the record's order; what is no pair is left out."""
    pairs = [part.partition("=") for part in record.split(";")]
    return {name.strip().lower(): value.strip() for name, equals, value in pairs if equals}
