"""A running shop in virtual time: orders come in at the door, mail goes out over SMTP, and the customer presses the links in it."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from regulars.kernel.clock import PlayedClock
from tests.delivery.sink import Sink

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Street:
    """The shop, its clock, and everything that was delivered."""

    def __init__(self, shop, clock, carrier, sink, client):
        self.shop, self.clock, self.carrier, self.sink, self.client = shop, clock, carrier, sink, client

    def orders(self, number, *, placed_at=None, allowed=True):
        """Ana's order arrives at the door, signed."""
        from regulars.intake import api
        from tests.journeys.door import document, signed

        body = document(number, placed_at or self.clock.now(), allowed=allowed)
        api.receive(signed(f"msg_{number}", body, self.clock.now()), body, self.clock)

    def work(self):
        """Let the worker do all there is to do."""
        from regulars.engine import worker

        while not worker.tick(self.shop, self.clock, self.carrier).idle:
            pass

    def day(self, days=1):
        """Let days pass, the worker looking in at six in the morning and at ten."""
        for _ in range(days):
            for hour in (6, 10):
                tomorrow = (self.clock.now() + timedelta(days=hour == 6)).replace(hour=hour, minute=0)
                self.clock.move_to(tomorrow)
                self.work()

    def mails(self):
        """What was delivered, as parsed mails."""
        return [message_from_bytes(mail.content, policy=policy.default) for mail in self.sink.script.taken]

    def one_click(self, mail):
        """The path of a mail's one-click address."""
        return re.search(r"<https?://[^/>]+(/[^>]+)>", str(mail["List-Unsubscribe"])).group(1)


@pytest.fixture
def street(settings, client, transactional_db, tmp_path):
    from regulars.delivery.carriers.smtp import SmtpCarrier
    from regulars.engine.shop import shop
    from regulars.kernel.storefront import Storefront

    store = Storefront(sender="hello@shop.example", postal_address="1 Market Street", zone="Europe/Berlin")
    settings.STOREFRONTS = {"shop": store}
    settings.REGULARS_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CLOCK = PlayedClock(START, seed=3)
    sink = Sink()
    carrier = SmtpCarrier("127.0.0.1", sink.port, security="none", patience=5)
    yield Street(shop(), settings.CLOCK, carrier, sink, client)
    carrier.close()
    sink.shutdown()
    sink.server_close()
