"""`regulars doctor` says what a mail service needs, and what the service has to be told."""

import pytest

from regulars.kernel.mail_service import MailService
from regulars.project.commands import doctor
from tests.delivery.conftest import shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db


def said(of, about):
    return [sentence for sentence in of() if about in sentence]


@pytest.mark.parametrize(
    ("account", "lacks"),
    [
        (
            MailService(name="postmark"),
            ["[service] postmark needs key: put it under [service] in regulars.toml."],
        ),
        (MailService(name="ses"), ["[service] ses needs region: put it under [service] in regulars.toml."]),
        (MailService(name="postmark", key="x"), []),
    ],
)
def test_what_is_missing_is_named(settings, shop, account, lacks):
    settings.SERVICE = account
    assert said(doctor.missing, "[service]") == lacks


@pytest.mark.parametrize(
    ("account", "advice"),
    [
        (MailService(name="postmark", key="x"), ("What becomes of mails is not heard: write secret under [service], and let postmark post its events "
         "to https://regulars:SECRET@shop.example/api/mail-events/postmark.")),
        (MailService(name="ses", region="x"), ("What becomes of mails is not heard: write topic under [service], and let ses post its events to "
         "https://shop.example/api/mail-events/ses.")),
        (MailService(name="resend", key="x", secret="y"),
         "resend tells what becomes of mails if it posts its events to https://shop.example/api/mail-events/resend."),
    ],
)  # fmt: skip
def test_where_events_go_is_told(settings, shop, account, advice):
    settings.SERVICE = account
    assert said(doctor.advice, "mail-events") == [advice]
    assert said(doctor.advice, "bounces are not read") == []
