"""Tables of who allowed what: those that other tools export, and any other by a small mapping."""

from pathlib import Path
from typing import Any

from regulars.intake.csv_columns import Layout
from regulars.intake.csv_file import NotReadable
from regulars.intake.csv_mapping import said_in

YES, NO, BOUNCED, COMPLAINED, NOTHING = MEANT = ("yes", "no", "bounced", "complained", "nothing")
"""What a row can mean. Nothing: somebody who was never asked, or never answered."""

STATUSES = {
    **dict.fromkeys(("yes", "y", "true", "1", "subscribed", "enabled", "active", "granted", "opt_in", "opted_in", "allowed", "confirmed"), YES),
    **dict.fromkeys(("no", "n", "false", "0", "unsubscribed", "unsubscribe", "blocklisted", "blacklisted", "blocked", "disabled", "withdrawn", "objected",
                     "opt_out", "opted_out", "user_suppressed", "suppressed", "archived"), NO),
    **dict.fromkeys(("bounced", "bounce", "hard_bounce", "hardbounce", "hard_bounced", "invalid_email", "invalid", "cleaned"), BOUNCED),
    **dict.fromkeys(("complained", "complaint", "spam", "spam_complaint", "spam_report", "marked_as_spam"), COMPLAINED),
    **dict.fromkeys(("", "never_subscribed", "not_subscribed", "nonsubscribed", "transactional", "pending", "unconfirmed"), NOTHING),
}  # fmt: skip
EVIDENCE = (
    "at",
    "no_at",
    "confirmed",
    "form",
    "page",
    "text",
    "text_version",
    "language",
    "ip",
    "user_agent",
)
WORDS = ("email", "status", "number", "name", "country", "purpose", "channel", *EVIDENCE)

MAILCHIMP = {
    "email": ("Email Address",), "language": ("LANGUAGE",), "at": ("OPTIN_TIME",), "ip": ("CONFIRM_IP", "OPTIN_IP"), "confirmed": ("CONFIRM_TIME",),
}  # fmt: skip
LAYOUTS = (
    Layout(
        name="a Mailchimp list of unsubscribed contacts", source="import-consents-mailchimp",
        columns=MAILCHIMP | {"no_at": ("UNSUB_TIME",)}, needed=frozenset(("email", "no_at")), sorts={"": NO},
    ),
    Layout(
        name="a Mailchimp list of cleaned contacts", source="import-consents-mailchimp",
        columns=MAILCHIMP | {"no_at": ("CLEAN_TIME",)}, needed=frozenset(("email", "no_at")), sorts={"": BOUNCED},
    ),
    Layout(
        name="a Mailchimp list of subscribed contacts", source="import-consents-mailchimp",
        columns=MAILCHIMP, needed=frozenset(("email", "at", "confirmed")), sorts={"": YES},
    ),
    Layout(
        name="Shopify’s export of customers", source="import-consents-shopify",
        columns={"email": ("Email",), "status": ("Accepts Email Marketing", "Accepts Marketing"), "number": ("Customer ID",), "country": ("Default Address Country Code",)},
        needed=frozenset(("email", "status", "number")), sorts={**STATUSES, "no": NOTHING, "false": NOTHING},
    ),
    Layout(
        name="listmonk’s export of subscribers", source="import-consents-listmonk",
        columns={"email": ("email",), "status": ("status",), "number": ("uuid",), "name": ("name",), "at": ("created_at",), "no_at": ("updated_at",)},
        needed=frozenset(("email", "status", "number")), sorts=STATUSES,
    ),
    Layout(
        name="a table of permissions", source="import-consents",
        columns={word: (word, *ALSO) if (ALSO := {
            "email": ("e-mail", "email address", "mail", "e-mail-adresse"), "status": ("Email Marketing Consent", "consent", "reason", "suppression reason"),
            "at": ("given_at", "Email Marketing Consent Timestamp", "consent timestamp", "timestamp", "created", "created_at"),
        }.get(word, ())) else (word,) for word in WORDS},
        needed=frozenset(("email", "status")), sorts=STATUSES,
    ),
)  # fmt: skip


def described(path: Path) -> Layout:
    """The table a mapping file describes. Raises NotReadable.

    `[columns]` gives for each of WORDS the name of its column, `[statuses]` what else a status can say (`Ja = "yes"`), `date_format` is Python's, ISO 8601
    where it is missing, `every` says what each row means where no column does, and `source` keeps the records of different systems apart.
    """
    said: dict[str, Any] = said_in(path, ("source", "date_format", "every", "columns", "statuses"))
    columns, statuses, every = said.get("columns", {}), said.get("statuses", {}), said.get("every", "")
    if others := columns.keys() - set(WORDS):
        raise NotReadable(f"{path.name}: [columns] knows {', '.join(WORDS)}, not “{min(others)}”")
    if "email" not in columns or not ("status" in columns or every):
        raise NotReadable(
            f'{path.name}: [columns] must name email and status; or say every = "no" if each row means the same'
        )
    if any(meant not in MEANT for meant in (*statuses.values(), *([every] if every else []))):
        raise NotReadable(f"{path.name}: a status can mean {', '.join(MEANT)}")
    own = {spelled(status): meant for status, meant in statuses.items()}
    return Layout(
        name=f"the table of {path.name}",
        source=f"import-consents-{said['source']}",
        columns={word: (column,) for word, column in columns.items()},
        needed=frozenset(columns),
        sorts={"": every} if every and "status" not in columns else STATUSES | own,
        formats=(said["date_format"],) if "date_format" in said else ("iso",),
    )


def spelled(status: str) -> str:
    """A status as it is looked up."""
    return status.strip().casefold().replace(" ", "_").replace("-", "_")
