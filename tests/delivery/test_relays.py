"""When a mail server cannot be spoken to, the next one takes the mail; nothing that had its dot goes twice (STANDARDS A6.5, A7.4)."""

import pytest

from regulars.delivery import outbox
from regulars.delivery.carriers.chosen import chosen
from regulars.delivery.carriers.relays import Relays
from regulars.delivery.carriers.smtp import SmtpCarrier
from regulars.delivery.models import Outbox
from regulars.project.sections import Smtp
from tests.delivery.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def servers():
    """Two mail servers."""
    both = [Sink(), Sink()]
    yield both
    for server in both:
        server.shutdown()
        server.server_close()


@pytest.fixture
def relays(servers, clock):
    made = Relays(
        [SmtpCarrier("127.0.0.1", server.port, security="none", patience=5) for server in servers], clock
    )
    yield made
    made.close()


def stop(server):
    """It hangs up on whoever comes, and on whoever is there with more mail."""
    server.script.says |= {"connect": [None] * 1000, "mail": [None] * 1000}


def taken(server):
    return [mail.recipient for mail in server.script.taken]


def test_the_preferred_server_takes_all_while_it_answers(write, people, clock, relays, servers):
    for number in range(20):
        write(people(address=f"r{number}@example.test"))
    assert outbox.send_due(clock, relays).counts == {"accepted": 20}
    assert (len(taken(servers[0])), len(taken(servers[1]))) == (20, 0)


def test_the_next_takes_what_the_first_cannot(write, clock, relays, servers):
    stop(servers[0])
    write()
    assert outbox.send_due(clock, relays).counts == {"accepted": 1}
    assert len(taken(servers[1])) == 1


@pytest.mark.both_databases
def test_a_server_that_dies_under_way_loses_and_doubles_nothing(write, people, clock, relays, servers):
    for number in range(40):
        write(people(address=f"r{number}@example.test"))
    servers[0].script.says["dot"] = [b"250 taken"] * 3 + [lambda: stop(servers[0])]
    counts = outbox.send_due(clock, relays).counts
    first, second = taken(servers[0]), taken(servers[1])
    assert sum(counts.values()) == 40
    assert counts.get("uncertain", 0) <= 8, "one a connection"
    assert not set(first) & set(second)
    clock.pass_seconds(600)
    again = outbox.send_due(clock, relays).counts
    assert len({*taken(servers[0]), *taken(servers[1])}) == len(taken(servers[0])) + len(taken(servers[1]))
    assert counts["accepted"] + again.get("accepted", 0) + counts.get("uncertain", 0) == 40
    assert Outbox.objects.filter(state="planned").count() == 0


def test_the_preferred_server_is_preferred_again_after_a_rest(write, clock, relays, servers):
    stop(servers[0])
    write()
    outbox.send_due(clock, relays)
    servers[0].script.says.clear()
    write()
    outbox.send_due(clock, relays)
    assert taken(servers[0]) == [], "it is left alone for a minute"
    clock.pass_seconds(61)
    write()
    assert outbox.send_due(clock, relays).counts == {"accepted": 1}
    assert len(taken(servers[0])) == 1


def test_where_none_answers_everything_waits(write, clock, relays, servers):
    for server in servers:
        stop(server)
    write()
    assert outbox.send_due(clock, relays).counts == {"unreachable": 1}
    assert Outbox.objects.get().state == "planned"
    assert outbox.send_due(clock, relays).total == 0


def test_the_shop_names_them(settings, clock):
    one, two = Smtp("one.example"), Smtp("two.example", 25, security="tls")
    settings.RELAYS = (one,)
    assert isinstance(chosen(clock), SmtpCarrier)
    settings.RELAYS = (one, two)
    assert [carrier.host for carrier, _ in chosen(clock).servers] == ["one.example", "two.example"]
