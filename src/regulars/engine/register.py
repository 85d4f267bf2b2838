"""The register of processing, written from what the program is and how this shop has set it up (GDPR Art. 30(1); STANDARDS C4.8)."""

from collections.abc import Iterator
from itertools import chain

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from regulars.engine.shop import Shop
from regulars.facts.asking import asking
from regulars.facts.columns import columns_of
from regulars.facts.models import MODEL_OF
from regulars.facts.personal import PERSONAL_STORE
from regulars.kernel.law import law_for
from regulars.kernel.purposes import PURPOSES, TITLES, ways
from regulars.knowledge.feature import Feature
from regulars.programs.base import Program

LANGUAGE = "en"
INTRODUCTION = (
    "Written by Regulars from its own code and settings. Add what it cannot know: your data protection officer, your contracts with those named "
    "under Recipients, and where your server stands."
)
OWED = "owed: needed for the order (GDPR Art. 6(1)(b))"
AGREED = "their consent (GDPR Art. 6(1)(a))"
KIND_OF = {model: kind for kind, model in MODEL_OF.items()}
INTEREST = "legitimate interest, weighed against theirs (GDPR Art. 6(1)(f)); each customer can switch it off"


def register(shop: Shop) -> str:
    """All of it, in Markdown. What only the shop can know (its data protection officer, its contracts) is left for it to fill in."""
    parts = (_controller(shop), _messages(shop), _permissions(shop), _features(shop), _recipients(), _kept())
    return "\n".join(
        ["# Register of processing activities", "", INTRODUCTION, "", *chain.from_iterable(parts), ""]
    )


def tables() -> list[type[Model]]:
    """Every table of ours."""
    return [model for model in apps.get_models() if model.__module__.startswith("regulars.")]


def _controller(shop: Shop) -> Iterator[str]:
    yield from ("## Controller", "")
    for store in shop.storefronts.values():
        address = ", ".join(store.postal_address.splitlines()) or "postal address not set"
        yield f"* **{store.name}**, {address}, {store.sender or 'sender not set'}"
    yield ""


def _messages(shop: Shop) -> Iterator[str]:
    yield from ("## Messages", "", "| Message | What for | Ground |", "|---|---|---|")
    for loaded in shop.programs().values():
        if loaded.program is not None:
            yield f"| {_cell(_said(loaded.program.title))} (`{loaded.key}`) | {_cell(_summary(loaded.program))} | {_ground(loaded.program, shop)} |"
    yield ""


def _ground(program: type[Program], shop: Shop) -> str:
    if program.nature == "service":
        return OWED
    soft = sorted(
        {store.country for store in shop.storefronts.values() if law_for(store.country).soft_opt_in}
    )
    by_purchase = (
        f", or a purchase where the law allows it ({', '.join(filter(None, soft)) or 'see the country’s table'})"
        if soft
        else ""
    )
    return f"{AGREED} to “{TITLES[program.purpose][LANGUAGE]}”{by_purchase}"


def _permissions(shop: Shop) -> Iterator[str]:
    yield from (
        "## Permissions asked for",
        "",
        "| For | By | Why, and how it is used | Words, version |",
        "|---|---|---|---|",
    )
    for purpose in PURPOSES:
        for channel in ways(purpose):
            said = asking(purpose, channel, LANGUAGE).at(shop.first)
            yield f"| {TITLES[purpose][LANGUAGE]} | {channel} | {_cell(f'{said.why} {said.how}')} | {_cell(said.yes)} ({said.version}) |"
    yield ""


def _features(shop: Shop) -> Iterator[str]:
    yield from (
        "## Ways of personalising",
        "",
        "| Way | Data used | What for | Profiling | Ground |",
        "|---|---|---|---|---|",
    )
    for feature in shop.features().values():
        texts = (feature.title, feature.uses, feature.why)
        yield f"| {' | '.join(_cell(_said(text)) for text in texts)} | {'yes' if feature.profiling else 'no'} | {_allowed_by(feature)} |"
    yield ""


def _allowed_by(feature: Feature) -> str:
    return INTEREST if feature.by_default else AGREED


def _recipients() -> Iterator[str]:
    yield from ("## Recipients", "")
    if settings.SERVICE.name:
        yield f"* The mail service **{settings.SERVICE.name}**: address, name and words of each message."
    elif settings.SMTP.host:
        for server in settings.RELAYS:
            yield f"* The mail server **{server.host}**: address, name and words of each message."
    else:
        yield "* Nobody: no mail server is set up."
    yield from ("* No data leaves for anybody else, and no other country, by Regulars itself.", "")


def _kept() -> Iterator[str]:
    yield from (
        "## What is kept, and how long",
        "",
        "Erasing a person empties the rows marked *personal* and leaves the others without a name: totals stay, nobody is in them.",
        "",
    )
    for model in tables():
        sort = "personal, until erased" if model in PERSONAL_STORE else "no personal text"
        yield f"* **{model._meta.db_table}** ({sort}): {_cell(_first_line(model))}"
        yield f"  {', '.join(_columns(model))}"


def _columns(model: type[Model]) -> Iterator[str]:
    kind = KIND_OF.get(model)
    holds = {column.name: column.holds for column in columns_of(kind)} if kind else {}
    holds |= getattr(model, "classified", {})
    for field in model._meta.concrete_fields:
        yield f"`{field.name}`" + (f" ({holds[field.name]})" if field.name in holds else "")


def _first_line(model: type[Model]) -> str:
    described = KIND_OF.get(model, model).__doc__ or ""
    return described.strip().partition("\n\n")[0]


def _summary(program: type[Program]) -> str:
    return (program.__doc__ or "").strip().partition("\n")[0]


def _said(texts: dict[str, str]) -> str:
    return texts.get(LANGUAGE) or next(iter(texts.values()))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
