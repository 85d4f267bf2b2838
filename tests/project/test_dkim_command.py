"""`regulars dkim`, with a name server on this machine (STANDARDS A4.4, A4.5)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from regulars.kernel.clock import PlayedClock
from regulars.project.cli import main
from tests.delivery.domain.dns_server import DnsServer

RECORD = re.compile(r"^(?P<name>\S+)\. TXT (?P<text>.+)$", re.MULTILINE)
PRINTED = "Put these into DNS:\n\nr20261126._domainkey.tee.example. TXT "


@pytest.fixture
def clock(settings, tmp_path):
    settings.REGULARS_HOME, settings.CLOCK = tmp_path, PlayedClock(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    return settings.CLOCK


@pytest.fixture
def server():
    with DnsServer() as running:
        yield running
        running.shutdown()


def dkim(*words):
    done = CliRunner().invoke(main, ["dkim", *words])
    return done.exit_code, done.output


def published(output):
    """The records as they were printed, for the zone."""
    return {(found["name"], "TXT"): [found["text"]] for found in RECORD.finditer(output)}


def test_a_pair_of_keys_from_new_to_removed(clock, server):
    ask = ("--nameserver", "127.0.0.1", "--port", str(server.port))
    code, printed = dkim("new", "Tee.Example")
    assert (code, printed[: len(PRINTED)]) == (0, PRINTED)
    assert dkim("use", "tee.example", *ask) == (
        1,
        (
            "r20261126 does not sign yet: r20261126._domainkey.tee.example has no DKIM record.\n"
            "e20261126 does not sign yet: e20261126._domainkey.tee.example has no DKIM record.\n"
        ),
    )
    server.zone |= published(printed)
    assert len(server.zone) == 2
    assert dkim("use", "tee.example", *ask) == (
        0,
        "r20261126 signs from now on.\ne20261126 signs from now on.\n",
    )
    assert dkim("use", "tee.example", *ask) == (
        1,
        "regulars dkim: tee.example has no new keys: regulars dkim new tee.example\n",
    )

    clock.pass_seconds(timedelta(days=90).total_seconds())
    server.zone |= published(dkim("new", "tee.example")[1])
    assert dkim("use", "tee.example", *ask) == (
        0,
        (
            "r20270224 signs from now on.\ne20270224 signs from now on.\n"
            "r20261126 has retired; leave its record in DNS until 2027-03-08.\n"
            "e20261126 has retired; leave its record in DNS until 2027-03-08.\n"
        ),
    )
    assert dkim("remove", "tee.example") == (0, "No key of tee.example retired 12 days ago or earlier.\n")
    clock.pass_seconds(timedelta(days=12).total_seconds())
    assert dkim("remove", "tee.example") == (
        0,
        (
            "r20261126 is deleted; r20261126._domainkey.tee.example can leave DNS.\n"
            "e20261126 is deleted; e20261126._domainkey.tee.example can leave DNS.\n"
        ),
    )
    code, shown = dkim("show", "tee.example")
    assert (code, re.findall(r"^(\w+) signs, since 2027-02-24 08:00 UTC\.$", shown, re.MULTILINE)) == (
        0,
        ["r20270224", "e20270224"],
    )


def test_without_an_answer_nothing_signs_unless_told_to(clock, server):
    dkim("new", "tee.example")
    server.rcode = 2
    code, said = dkim("use", "tee.example", "--nameserver", "127.0.0.1", "--port", str(server.port))
    assert (code, said) == (
        1,
        (
            "regulars dkim: the name servers failed when asked for r20261126._domainkey.tee.example; try again later, "
            "or with --trust-me if you have seen the records yourself\n"
        ),
    )
    assert dkim("use", "tee.example", "--trust-me") == (
        0,
        "r20261126 signs from now on.\ne20261126 signs from now on.\n",
    )


def test_what_cannot_be_done_is_told_in_a_sentence(clock, tmp_path):
    assert dkim("new", "tee") == (1, "regulars dkim: “tee” is not a domain, such as shop.example\n")
    assert dkim("show", "tee.example") == (
        1,
        "regulars dkim: tee.example has no keys yet: regulars dkim new tee.example\n",
    )
    dkim("new", "tee.example")
    code, said = dkim("new", "tee.example")
    assert (code, said) == (
        1,
        "regulars dkim: r20261126 and e20261126 of tee.example are new and do not sign yet; use them first: regulars dkim use tee.example\n",
    )
    path = tmp_path / "dkim" / "tee.example" / "r20261126.pem"
    path.chmod(0o644)
    assert dkim("show", "tee.example")[1].endswith(
        f"{path} can be read by others on this machine: chmod 600 {path}\n"
    )


@pytest.mark.django_db
def test_a_private_key_is_in_its_file_and_neither_printed_nor_in_the_database(clock, tmp_path, capfd):
    from django.core.management import call_command

    printed = [dkim(*words, "tee.example")[1] for words in (["new"], ["use", "--trust-me"], ["show"])]
    call_command("dumpdata")
    everything = "".join([*printed, *capfd.readouterr()])
    files = sorted((tmp_path / "dkim" / "tee.example").glob("*.pem"))
    assert [path.stat().st_mode & 0o777 for path in files] == [0o600, 0o600]
    lines = {line for path in files for line in path.read_text().splitlines() if "-----" not in line}
    assert len(lines) > 20
    assert [line for line in lines if line in everything] == []
    assert "PRIVATE" not in everything
