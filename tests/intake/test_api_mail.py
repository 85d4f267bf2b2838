"""A mail server hands over what came back by `POST /api/mail`, signed as orders are."""

import json
import tracemalloc
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import RequestFactory

from regulars.facts.kinds import MessageReturned
from regulars.facts.models import RawDelivery, facts_of
from regulars.intake import api, translate
from regulars.intake.returned.opened import READ_AT_MOST
from tests.intake.returned.mails import bounce
from tests.intake.test_api_orders import headers, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


def mail_request(body, *, kind="message/rfc822", **said):
    signed = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (said or headers(body)).items()
    }
    return RequestFactory().post("/api/mail", body, content_type=kind, **signed)


def post(body, **said):
    return api.mail(mail_request(body, **said))


def returned_picture(megabytes):
    """A bounce that brings back a mail with a large picture in it."""
    return bounce() + b"iVBORw0KGgoAAAANSUhEUgAA\r\n" * (megabytes * api.MEGABYTE // 26)


def test_a_mail_is_kept_once_whatever_the_delivery_is_called():
    first, again = post(bounce()), post(bounce(), **headers(bounce(), "msg_2"))
    assert (first.status_code, first.content) == (again.status_code, again.content) == (202, first.content)
    kept = RawDelivery.objects.get()
    assert (kept.source, kept.state, bytes(kept.body)) == ("mail", "waiting", bounce())


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"kind": "application/json"}, 415),
        ({"webhook-signature": "v1,AAAA", "webhook-id": "1", "webhook-timestamp": "1790848800"}, 401),
    ],
)
def test_what_is_not_signed_or_no_mail_is_refused(changed, status):
    assert post(bounce(), **changed).status_code == status
    assert not RawDelivery.objects.exists()


def test_a_reply_with_a_large_attachment_is_taken_and_read():
    large = returned_picture(12)
    answer = post(large)
    assert answer.status_code == 202
    assert json.loads(answer.content) == {
        "delivery": str(RawDelivery.objects.get().id), "bytes": len(large), "kept_bytes": READ_AT_MOST, "state": "kept",
    }  # fmt: skip
    assert bytes(RawDelivery.objects.get().body) == large[:READ_AT_MOST]
    translate.waiting(settings.CLOCK)
    assert facts_of(MessageReturned).get().sort == "hard"


def test_the_signature_covers_all_of_a_large_mail():
    large = returned_picture(3)
    tampered = large[:-1] + b"!"
    assert post(tampered, **headers(large)).status_code == 401
    assert not RawDelivery.objects.exists()


def test_a_mail_over_the_limit_is_refused_in_words_that_say_what_to_set(settings):
    settings.MAILBOX = replace(settings.MAILBOX, largest_megabytes=2)
    refused = post(returned_picture(2))
    assert refused.status_code == 413
    assert "largest_megabytes under [mailbox] in regulars.toml" in json.loads(refused.content)["detail"]
    assert not RawDelivery.objects.exists()
    settings.MAILBOX = replace(settings.MAILBOX, largest_megabytes=3)
    assert post(returned_picture(2)).status_code == 202


def test_a_mail_longer_than_it_says_is_refused_where_it_passes_the_limit(settings):
    settings.MAILBOX = replace(settings.MAILBOX, largest_megabytes=1)
    body = returned_picture(1)
    request = mail_request(body)
    del request.META["CONTENT_LENGTH"]
    assert api.mail(request).status_code == 413


def test_a_large_mail_is_never_held_whole():
    request = mail_request(returned_picture(25))
    tracemalloc.start()
    try:
        assert api.mail(request).status_code == 202
        assert tracemalloc.get_traced_memory()[1] < 8 * api.MEGABYTE
    finally:
        tracemalloc.stop()
