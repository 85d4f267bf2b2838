"""`regulars setup`"""

import click
from django.conf import settings
from django.core.management import call_command

TEMPLATE = """# The shop. `regulars doctor` says what is missing.
[shop]
name = "Our shop"
# sender = "hello@shop.example"        # what your mails come from
# bounces = "bounces@shop.example"     # where mail servers report what they could not deliver, and [mailbox] reads it
# site = "https://shop.example"        # your shop; buttons in mails lead there
# url = "https://mail.shop.example"    # where customers reach the pages of Regulars
language = "en"                        # en or de
currency = "EUR"
zone = "Europe/Berlin"
# postal_address = "1 Market Street, 10115 Berlin, Germany"   # the law wants it under every mail

# [smtp]
# host = "smtp.example"
# port = 587
# user = ""
# password = ""                        # or REGULARS_SMTP_PASSWORD in the environment
# security = "starttls"                # tls or starttls
# connections = 8                      # at once, for each worker
# in_hand = 64                         # messages a crash may leave in doubt, for each worker
# With [[smtp]] instead, once for each, there may be several: the next takes the mail while the first does not answer.

# [service]                            # instead of [smtp]: a mail service
# name = "postmark"                    # brevo, mailgun, postmark, resend, sendgrid or ses
# key = ""                             # or REGULARS_SERVICE_KEY in the environment
# secret = ""                          # proves that events are theirs; or REGULARS_SERVICE_SECRET
# region = "eu-west-1"                 # SES; with user and key, or those of the machine
# topic = "arn:aws:sns:…"              # SES: the SNS topic of its events, instead of a secret
# domain = "mg.shop.example"           # Mailgun, if it is not the sender's
# stream = "broadcast"                 # Postmark: the stream of advertising; SES: a configuration set
# endpoint = "https://…"               # where theirs is not the usual one, e.g. https://api.eu.mailgun.net/v3
# connections = 8
# in_hand = 64

# [warm_up]                            # a new sender: few marketing mails a day at first, as `regulars doctor --domain` tells
# since = 2026-11-30

# [mailbox]                            # where bounces and replies arrive, read by IMAP once a minute
# host = "imap.example"
# port = 993
# user = ""
# password = ""                        # or REGULARS_MAILBOX_PASSWORD in the environment
# folder = "INBOX"
# security = "tls"                     # tls or starttls
# largest_megabytes = 30               # of a mail that is posted to /api/mail instead

# [database]                           # without it: one SQLite file in this folder
# url = "postgresql://regulars:secret@127.0.0.1:5432/regulars"

# [policy]
# at_most = 4                          # marketing mails to a customer in window_days
# window_days = 30
# gap_days = 3
# quiet_from = "20:00"
# quiet_until = "08:00"
# margin_rate = 0.35                   # taken where a thing's cost is unknown

# [web]
# hosts = ["mail.shop.example"]
"""


@click.command("setup", short_help="Make the data folder, its settings and its database.")
def command() -> None:
    """Make the data folder (REGULARS_HOME), a settings file to fill in, the shop's keys, and the tables. Safe to repeat; it overwrites nothing."""
    path = settings.REGULARS_HOME / "regulars.toml"
    if not path.exists():
        path.write_text(TEMPLATE, encoding="utf-8")
    prepare()
    click.echo(
        f"The shop's folder is {settings.REGULARS_HOME}. Fill in {path.name} there, then ask `regulars doctor`."
    )


def prepare() -> None:
    """Bring the tables and the pages' static files up to date."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
