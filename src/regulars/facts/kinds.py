"""Every kind of fact, declared once: the database tables, the lake's files and the Ibis schemas all come from here."""

import re
from dataclasses import dataclass
from typing import ClassVar

from regulars.facts.columns import (
    Code,
    Config,
    Day,
    Digest,
    Figure,
    Flag,
    Id,
    Key,
    Moment,
    Reference,
    Title,
    Word,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something that happened `at` a time, known from a `source` under a `key` of that source's own."""

    wakes: ClassVar[bool] = False  # whether the customer's next message should be thought about at once

    source: Word
    key: Key
    at: Moment
    storefront: Word
    customer_id: Id | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerKnown(Fact):
    """What a customer or their order told us about where they are and which language they read."""

    country: Word | None = None
    language: Word | None = None
    zone: Word | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxUsed(Fact):
    """The customer gave this mailbox; the latest one is where they are written to."""

    mailbox_id: Id


@dataclass(frozen=True, kw_only=True, slots=True)
class PostalAddressUsed(Fact):
    """The customer gave this postal address as theirs; letters go to the latest one."""

    postal_id: Id


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomersMerged(Fact):
    """Two customers turned out to be one (`joined`), or not after all. Resolved at read; facts are never rewritten."""

    into_customer_id: Figure
    joined: Flag


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantDescribed(Fact):
    """A thing on sale, as the catalogue describes it."""

    variant: Reference
    product: Code
    title: Title
    maker: Title | None = None
    category: Title | None = None
    size: Title | None = None
    colour: Title | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantPriced(Fact):
    """The price from now on, without discount, in millionths of the currency."""

    variant: Reference
    currency: Word
    unit_price_millionths: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantCosted(Fact):
    """What one costs the shop from now on, without tax, in millionths of the currency."""

    variant: Reference
    currency: Word
    unit_cost_millionths: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantStocked(Fact):
    """How many are on the shelf from now on."""

    variant: Reference
    quantity: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderPlaced(Fact):
    """A customer bought. The total is what they pay; tax, postage and discount stand apart within it."""

    wakes: ClassVar[bool] = True

    order_ref: Reference
    currency: Word
    total_minor: Figure
    tax_minor: Figure
    shipping_minor: Figure
    discount_minor: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderLine(Fact):
    """One line of an order. `sort` is goods, postage, fee, adjustment, write_off or gift_card; the line's total is the source's."""

    order_ref: Code
    sort: Word
    variant: Code
    title: Title
    quantity: Figure
    currency: Word
    unit_price_millionths: Figure
    total_minor: Figure
    tax_minor: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderStep(Fact):
    """How far an order has come: approved, picked, packed, on_truck, delivered or cancelled."""

    wakes: ClassVar[bool] = True

    order_ref: Reference
    step: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class LineReturned(Fact):
    """Things came back, or a line was cancelled. `match` says how sure we are of the order: matched, ambiguous, unmatched."""

    order_ref: Code | None
    sort: Word
    variant: Code
    quantity: Figure
    currency: Word
    total_minor: Figure
    match: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundPaid(Fact):
    """Money went back to the customer."""

    order_ref: Reference | None
    currency: Word
    total_minor: Figure


GIVES = ("grant", "confirm", "import")
TAKES = ("withdraw", "object", "expire")
SAYS_NOTHING = ("request", "claim")
"""Asked for and not yet confirmed; claimed by an import that cannot prove it. Neither allows anything, nor takes it back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentRecorded(Fact):
    """A permission given, confirmed, withdrawn or objected to, for one mailbox and purpose (STANDARDS C1.1).

    By the channel `post`, `mailbox_id` may name a postal address: the random numbers of both are one set.
    `action` is one of GIVES, TAKES or SAYS_NOTHING; `ground` is consent or soft_opt_in. Personal evidence (IP, browser) lies
    in the erasable store; the chain covers a salted `commitment` to it, so that it verifies after erasure.
    """

    mailbox_id: Id
    purpose: Word
    channel: Word
    scope: Word
    action: Word
    ground: Word
    actor: Word
    form: Word
    text_hash: Digest
    text_version: Word
    language: Word
    controls: Word
    page: Word
    evidence: Reference
    expires_at: Moment | None = None
    jurisdiction: Word = ""
    controller: Word = ""
    policy_version: Word = ""
    commitment: Digest = ""
    previous_hash: Digest = ""
    chain_hash: Digest = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PermissionWorded(Fact):
    """The shop chose other words to ask for a permission with, from now on: why, how, and the sentence one agrees to."""

    purpose: Word
    channel: Word
    language: Word
    version: Word
    words: Config


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressSuppressed(Fact):
    """A mailbox is not written to: `scope` is all (it does not exist) or marketing (they complained). `lifted` takes it back.

    With the scope `post` it is a postal address that letters come back from.
    """

    mailbox_id: Id
    scope: Word
    cause: Word
    lifted: Flag = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PreferenceSet(Fact):
    """How often a customer wants to hear about a topic: never, important, monthly, weekly or everything; or a pause until a day."""

    topic: Word
    sensitivity: Word
    paused_until: Day | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitSet(Fact):
    """How many marketing mails a month a customer wants at most, whatever they are about; none lifts the limit."""

    at_most: Figure | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LikeSaid(Fact):
    """A customer wants more or less of what a message was about. `aspect` is topic, thing, maker, category or price, and `which` one of them:
    a topic's key, a thing's number (for its price, too), or a name of the catalogue's.

    `direction` is more, less, or neither, which takes back the fact that has `undoes` for its key. `intent` and `variant` say of which message,
    and which thing in it; `named` and the price are what the thing was called and cost then.
    """

    intent: Reference | None
    variant: Code | None
    aspect: Word
    which: Title
    named: Title
    direction: Word
    undoes: Key | None = None
    currency: Word | None = None
    unit_price_millionths: Figure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureSet(Fact):
    """A customer switched a way of personalising on or off. Until they say, its own default holds."""

    feature: Word
    on: Flag


@dataclass(frozen=True, kw_only=True, slots=True)
class GiftMarked(Fact):
    """A customer said that a thing in an order of theirs was a gift for somebody else, or that it was not after all."""

    order_ref: Reference
    variant: Code
    gift: Flag


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected(Fact):
    """A customer corrected what we know of them. `insight` is lasts or favourite, `which` the thing's number; `said` is stated (after so many
    `days`), deleted (not to be known) or allowed (may be known again)."""

    insight: Word
    which: Code
    said: Word
    days: Figure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageDecided(Fact):
    """The arbiter chose to send this. `nature` is service or marketing; worth in the storefront's currency.

    By the channel `post` it is a letter, and `mailbox_id` names a postal address; where none is said it is a mail.
    """

    intent: Reference
    program: Word
    topic: Word
    nature: Word
    about: Reference
    occasion: Word
    mailbox_id: Figure
    currency: Word
    worth_minor: Figure
    purpose: Word | None = None
    channel: Word | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageOutcome(Fact):
    """What became of a message: accepted, rejected, expired, cancelled, suppressed, uncertain, bounced, complained, delivered, clicked, opened."""

    intent: Reference
    program: Word
    nature: Word
    outcome: Word
    detail: Word = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkFollowed(Fact):
    """A link of a message was followed: `number` is the first that was, `sign` tells a machine by what it did and is empty for a person.

    It names message and customer where they allowed that (`profiling`); else neither, and `at` is no more than the day.
    """

    program: Word
    intent: Reference | None
    number: Figure
    sign: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageReturned(Fact):
    """A mail came back about a message, or came in: `sort` is hard, soft, policy, content, complaint, unsubscribed, auto_reply, reply or none.

    `proven` says that it bore our signed name of the message; without it, it changes nothing (STANDARDS B1.2). `final` is false for a delay.
    """

    intent: Reference | None
    sort: Word
    cause: Word
    status: Word
    final: Flag
    proven: Flag


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedbackGiven(Fact):
    """A customer said how it was, from 1 (bad) to 5 (good). Their words lie in the erasable store."""

    wakes: ClassVar[bool] = True

    order_ref: Reference | None
    variant: Code | None
    score: Figure
    intent: Reference | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RightUsed(Fact):
    """A customer used a right of theirs (GDPR 15 to 21): `right` is access or erasure; `via` is their page, the office or the command line."""

    right: Word
    via: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestStep(Fact):
    """A customer asked the shop for a right of theirs (GDPR 15 to 21) by letter, telephone or mail: `step` is received, extended, answered or
    declined, and `number` ties the steps of one request together. `checked` is how the shop made sure who asked. Words lie in the erasable store.
    """

    number: Reference
    step: Word
    right: Word
    via: Word
    checked: Word


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsChanged(Fact):
    """The shop turned a program on or off or set its dials; `schema_hash` names the set of dials it had then."""

    program: Word
    schema_hash: Digest
    enabled: Flag
    settings: Config


@dataclass(frozen=True, kw_only=True, slots=True)
class RateSet(Fact):
    """One unit of `currency` is worth so many millionths of a unit of `base_currency` from now on."""

    currency: Word
    base_currency: Word
    rate_millionths: Figure


KINDS: tuple[type[Fact], ...] = (
    CustomerKnown, MailboxUsed, PostalAddressUsed, CustomersMerged,
    VariantDescribed, VariantPriced, VariantCosted, VariantStocked,
    OrderPlaced, OrderLine, OrderStep, LineReturned, RefundPaid,
    ConsentRecorded, PermissionWorded, AddressSuppressed, PreferenceSet, LimitSet, LikeSaid, FeatureSet, GiftMarked, Corrected,
    MessageDecided, MessageOutcome, LinkFollowed, MessageReturned, FeedbackGiven, RightUsed, RequestStep, SettingsChanged, RateSet,
)  # fmt: skip


def name_of(kind: type[Fact]) -> str:
    """`OrderPlaced` → `order_placed`: the name of its table, view and files."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
