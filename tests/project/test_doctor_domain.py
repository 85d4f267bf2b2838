"""`regulars doctor --domain`, from the command line to a name server on this machine (STANDARDS A1.1)."""

import re
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from regulars.kernel.clock import PlayedClock
from regulars.project.cli import main
from regulars.project.sections import Smtp
from tests.delivery.domain.dns_server import DnsServer
from tests.delivery.domain.relay import RelayServer

RECORD = re.compile(r"^ *(?P<name>\S+)\. (?P<kind>TXT|MX|A) (?P<text>.+)$", re.MULTILINE)


@pytest.fixture
def server(settings, tmp_path):
    """A name server; the shop hands its mail to a relay on this machine."""
    with DnsServer() as running, RelayServer() as relay:
        settings.REGULARS_HOME, settings.CLOCK = (
            tmp_path,
            PlayedClock(datetime(2026, 11, 26, 8, 0, tzinfo=UTC)),
        )
        settings.RELAYS = (Smtp(host="127.0.0.1", port=relay.port, security="none"),)
        yield running
        running.shutdown()
        relay.shutdown()


def regulars(server, *words):
    done = CliRunner().invoke(main, [*words, "--nameserver", "127.0.0.1", "--port", str(server.port)])
    return done.exit_code, done.output


def put_into_dns(server, output):
    server.zone |= {(found["name"], found["kind"]): [found["text"]] for found in RECORD.finditer(output)}


def test_a_domain_is_ready_once_what_was_printed_is_in_dns(server):
    """Nothing but copying: every record the two commands print, into an empty DNS."""
    doctor = ("doctor", "--domain", "Tee.Example", "--address", "192.0.2.25")
    code, said = regulars(server, *doctor)
    assert (code, said.splitlines()[-1]) == (1, "Do not send bulk mail from tee.example yet.")
    assert [line[:32] for line in said.splitlines() if line.startswith("✗")] == [
        "✗ tee.example has no SPF record,",
        "✗ Mails from tee.example are not",
        "✗ tee.example has no DMARC recor",
        "✗ Mail to tee.example arrives no",
        "✗ 192.0.2.25 has no name (PTR), ",
    ]
    put_into_dns(server, said)
    put_into_dns(server, CliRunner().invoke(main, ["dkim", "new", "tee.example"]).output)
    assert regulars(server, "dkim", "use", "tee.example")[0] == 0
    server.zone |= {
        ("25.2.0.192.in-addr.arpa", "PTR"): ["mail.tee.example."],
        ("mail.tee.example", "A"): ["192.0.2.25"],
    }
    code, said = regulars(server, *doctor)
    assert (code, said.splitlines()[-1]) == (0, "✓ tee.example is ready for bulk mail."), said
    assert "✗" not in said
    plan, kept = said.splitlines()[-3:-1]
    assert plan.startswith("· A new sender begins with 200 marketing mails a day to each mailbox provider")
    assert kept.startswith("· Regulars keeps to this plan: write the day you begin under [warm_up]")


def test_no_network_is_told_in_a_sentence(server):
    server.rcode = 2
    assert regulars(server, "doctor", "--domain", "tee.example") == (
        1,
        (
            "✗ DNS cannot be asked: the name servers failed when asked for tee.example. Nothing is known about tee.example; try again once this "
            "machine has a network.\nDo not send bulk mail from tee.example yet.\n"
        ),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--domain", "tee"), "regulars doctor: “tee” is not a domain, such as shop.example\n"),
        (
            ("--domain", "tee.example", "--address", "mail"),
            "regulars doctor: 'mail' does not appear to be an IPv4 or IPv6 address\n",
        ),
    ],
)
def test_what_is_no_domain_or_address_is_told(server, words, said):
    assert regulars(server, "doctor", *words) == (2, said)
