"""How the office's templates show money, moments and numbers, and the bar at the top."""

from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from regulars.kernel import money
from regulars.office import shop, words

register = template.Library()

PAGES = (
    ("today", "Today", ("today",)),
    ("customers", "Customers", ("customers", "customer", "allowed", "requests")),
    ("programs", "Programs", ("programs", "program")),
    ("sent", "Sent mail", ("sent", "message", "mailbox", "mail")),
    ("delivery", "Delivery", ("delivery", "letters")),
    ("wordings", "Permissions", ("wordings", "wording")),
)


@register.filter
def coins(amount_minor: float | None, currency: str) -> str:
    """An amount of money, in words of the office's language."""
    if amount_minor is None:
        return ""
    return money.show(round(amount_minor), currency, words.LANGUAGE)


@register.filter
def worth(worth_minor: float, currency: str) -> str:
    """What a message was expected to be worth."""
    if worth_minor <= 0:
        return "might cost more than it brings"
    least = money.show(1, currency, words.LANGUAGE)
    return (
        f"worth {money.show(round(worth_minor), currency, words.LANGUAGE)}"
        if worth_minor >= 0.5
        else f"worth less than {least}"
    )


@register.filter
def program(key: str) -> str:
    """What the shop calls a program."""
    return words.program_title(key)


@register.filter
def state(key: str) -> str:
    """The state of a message, in words."""
    return words.STATES.get(key, key)


@register.filter
def look(key: str) -> str:
    """How the state of a message looks: good, warn, bad or plain."""
    return words.LOOKS.get(key, "")


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A calendar day, said as people say it; text as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        value = shop.local(value).date()
    return shop.told_day(value) if value else ""


@register.filter
def moment(value: datetime | str | None) -> str:
    """A day and time on the shop's clock; text as it is."""
    if isinstance(value, str):
        return value
    return shop.told_moment(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """The time of day on the shop's clock."""
    return f"{shop.local(value):%H:%M}" if value else ""


@register.filter
def ago(value: date | datetime | None) -> str:
    """How long ago that was, about."""
    if value is None:
        return ""
    days = (shop.today() - (shop.local(value).date() if isinstance(value, datetime) else value)).days
    return (
        "today" if days == 0 else f"in {shop.told_span(-days)}" if days < 0 else f"{shop.told_span(days)} ago"
    )


@register.filter
def count(value: int | None) -> str:
    """A whole number with its thousands apart."""
    return f"{value or 0:,}"


@register.filter
def times(value: int, what: str) -> str:
    """`3|times:"order"` → `3 orders`; `1|times:"reply,replies"` → `1 reply`."""
    one, _, many = what.partition(",")
    return f"{value:,} {one if value == 1 else many or one + 's'}"


@register.simple_tag(takes_context=True)
def office_pages(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages of the bar, and which of them we are on."""
    request: HttpRequest = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"title": title, "url": reverse(f"office:{name}"), "here": here in below}
        for name, title, below in PAGES
    ]
