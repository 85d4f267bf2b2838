"""A mail server hands over what came back by `POST /api/mail`, signed as orders are."""

import pytest
from django.test import RequestFactory

from regulars.facts.models import RawDelivery
from regulars.intake import api
from tests.intake.returned.mails import bounce
from tests.intake.test_api_orders import headers, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


def post(body, *, kind="message/rfc822", **said):
    signed = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (said or headers(body)).items()
    }
    return api.mail(RequestFactory().post("/api/mail", body, content_type=kind, **signed))


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


def test_a_mail_too_large_is_refused_and_its_beginning_is_enough():
    large = bounce() + b"x" * api.LARGEST_BODY
    assert post(large).status_code == 413
    assert post(large[: api.LARGEST_BODY]).status_code == 202
