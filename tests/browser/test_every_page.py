"""Every page of the customers', as the addresses list them: nothing for axe to find, and nothing wider than the window."""

import json
import re
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from regulars.pages.hand_over import signature
from tests.office import shelf
from tests.office.shelf import NOON

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]
NO_PAGES = {
    "api-preferences": "for machines",
    "download": "a file, which tests/browser/test_my_data.py opens",
    "go": "leads on to the shop",
    "picture": "a dot in a mail",
}
MAILED = {
    "unsubscribe": "unsub",
    "your-page": "prefs",
    "feedback": "feedback",
    "more": "more",
    "less": "less",
}
FRAMED = "with-and-without-mail"
OF_WHOLE_PAGES = {"landmark-one-main", "region"}
"""Rules that axe itself does not apply inside frames, where the mail is shown."""
LOOKS = list(product([320, 390, 1000], ["light", "dark"]))


@pytest.fixture
def ana(clock, settings, live_server):
    """Ana, with a reminder that is due, something she wants less of, and a permission that waits for her."""
    from dataclasses import replace

    from regulars.facts.kinds import CustomerKnown, LikeSaid, VariantDescribed
    from regulars.facts.record import record

    store = next(iter(settings.STOREFRONTS.values()))
    settings.STOREFRONTS = {store.key: replace(store, url=live_server.url, sender="hello@shop.example")}
    customer = shelf.customer(clock)
    shelf.consent(clock, customer, ago=200)
    for n in range(6):
        shelf.order(
            clock,
            customer,
            ref=f"2{n}",
            ago=28 + 30 * n,
            things=(("TEA", "Assam tea, 250 g", 1, 1500),),
            total=1500,
        )
    of = {"source": "test", "at": clock.now(), "storefront": store.key}
    record(
        [
            CustomerKnown(**of, key="lives", customer_id=customer, country="DE"),
            VariantDescribed(**of, key="tea", variant="TEA", product="TEA", title="Assam tea, 250 g", maker="Leaf & Co", category="Tea"),
            LikeSaid(**of, key="less", customer_id=customer, intent=None, variant=None, aspect="maker", which="Pots & Co", named="Pots & Co",
                     direction="less"),
        ],
        clock.now(),
        wake=False,
    )  # fmt: skip
    return customer


@pytest.fixture
def reader(ana):
    from django.conf import settings

    from regulars.delivery.links import Reader
    from regulars.facts.models import Mailbox

    return Reader(storefront=next(iter(settings.STOREFRONTS)), customer_id=ana, mailbox_id=Mailbox.objects.get().id, intent=f"{1:032x}",
                  topic="reminders", about="TEA", minted="2026-03-10")  # fmt: skip


@pytest.fixture
def window(opened, reader, live_server, clock):
    """Opens windows in a visit inside."""
    from django.http import HttpResponse

    from regulars.pages.visiting import begin

    def open_inside(**how):
        answer = HttpResponse()
        begin(answer, reader, how="link", clock=clock)
        page = opened(**how)
        page.context.add_cookies(
            [
                {"name": each.key, "value": each.value, "url": f"{live_server.url}/"}
                for each in answer.cookies.values()
            ]
        )
        return page

    return open_inside


@pytest.fixture
def addresses(reader, clock):
    """Every page's address by its name, as they are seen inside or by a mail."""
    from django.conf import settings
    from django.urls import reverse

    def hand_over():
        said = {
            "storefront": reader.storefront,
            "customer": "17850",
            "email": "",
            "time": str(int(clock.now().timestamp())),
            "nonce": clock.token(),
        }
        said |= {"signature": signature(said, settings.API_SECRETS[0])}
        return "?" + "&".join(f"{name}={value}" for name, value in said.items())

    mailed = {
        name: reverse(name, args=[reader.token(purpose, settings.LINK_KEYS)])
        for name, purpose in MAILED.items()
    }
    inside = {name: reverse(name) for name in ("inside", "why", "erasure", "ask", "letter")}
    of = "of=reorder_predictions"
    return mailed | inside | {
        "hand-over": reverse("hand-over") + hand_over(),
        "confirm": confirmation,
        "open": fresh_link,
        "no-letters": reverse("no-letters", args=[held_letter(reader)]),
        "with-and-without": f"{reverse('with-and-without')}?{of}",
        "with-and-without-mail": f"{reverse('with-and-without-mail')}?{of}&side=with&program=reorder",
    }  # fmt: skip


def held_letter(reader):
    """The code of a letter that Ana holds."""
    from regulars.delivery.models import LetterBatch, Outbox, PrintedLetter

    batch = LetterBatch.objects.create(storefront=reader.storefront, made_at=NOON, finished_at=NOON)
    Outbox.objects.create(
        intent=f"{7:032x}", program="win_back", topic="offers", nature="marketing", purpose="promotions", channel="post", about="customer",
        occasion="x", customer_id=reader.customer_id, mailbox_id=7, storefront=reader.storefront, language="en", plan_id="", state="accepted",
        decided_at=NOON, send_after=NOON, expires_at=NOON, message_id="",
    )  # fmt: skip
    return PrintedLetter.objects.create(intent=f"{7:032x}", batch=batch, place=1, code="ABCDEFGHJK").code


def newest(program):
    """Whom the newest message of a program was written to, as its links name them."""
    from regulars.delivery import filling
    from regulars.delivery.held import held
    from regulars.delivery.models import Outbox
    from regulars.facts.models import Letter

    (row,) = held(Outbox.objects.filter(program=program).order_by("-decided_at")[:1])
    return filling.reader(row, json.loads(Letter.objects.get(intent=row.intent).values))


def fresh_link(window):
    """The address in the mail that brings a link asked for just now."""
    from django.conf import settings
    from django.urls import reverse

    window.goto("/you/link")
    window.get_by_label("Your e-mail address").fill("ana@example.test")
    window.get_by_role("button", name="Send me a link").click()
    window.get_by_text("Please look into your mailbox").wait_for()
    return reverse("open", args=[newest("fresh_link").token("open", settings.LINK_KEYS)])


def confirmation(window):
    """The address in the mail that asks to confirm what was just allowed on her page."""
    from django.conf import settings
    from django.urls import reverse

    window.goto("/you")
    window.locator("[name=open_tracking-email][value=yes]").check()
    window.get_by_role("button", name="Set my permissions").click()
    window.get_by_role("status").wait_for()
    return reverse("confirm", args=[newest("confirm").token("confirm", settings.LINK_KEYS)])


def test_no_page_is_forgotten(addresses):
    from regulars.pages.urls import urlpatterns

    assert {pattern.name for pattern in urlpatterns} == addresses.keys() | NO_PAGES.keys()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_wrong_and_all_of_it_fits(window, addresses, width, scheme):
    seen = window(viewport={"width": width, "height": 800}, color_scheme=scheme)
    axe, wrong = Axe(), {}
    for name, address in addresses.items():
        path = address(seen) if callable(address) else address
        if name == FRAMED:  # no script runs where it stands, nor does axe
            seen.goto("about:blank")
            seen.set_content(seen.request.get(path).text())
        else:
            seen.goto(path)
        assert "too old" not in seen.content(), name
        found = axe.run(seen).response
        assert found["passes"], name
        wide = seen.evaluate("document.documentElement.scrollWidth")
        rules = {each["id"] for each in found["violations"]} - (OF_WHOLE_PAGES if name == FRAMED else set())
        wrong[name] = sorted(rules | ({f"{wide} wide"} if wide > width else set()))
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_pages_speak_of_nobody_to_who_is_not_inside(opened, addresses):
    """The same addresses without a visit: those of a mail show nothing of the past, the others ask for the address."""
    outside = opened()
    for name in ("inside", "why", "erasure", "with-and-without", "with-and-without-mail"):
        outside.goto(addresses[name])
        assert outside.get_by_label("Your e-mail address").is_visible(), name
        assert not re.search("Assam|Ana", outside.content()), name
