"""Ana wants more than the link in her receipt lets her: she has a fresh one sent, opens her page, and chooses."""

import re
from urllib.parse import urlsplit

import pytest


def link(mail, begin):
    text = mail.get_body(("plain",)).get_content()
    return urlsplit(re.search(rf"https?://[^/\s]+/{begin}/[\w-]+", text)[0]).path


@pytest.mark.both_databases
def test_from_the_receipt_to_her_own_page(street):
    street.orders("1001")
    street.work()
    street.client.post(link(street.mails()[0], "you"), {"topic-offers": "never"})
    refused = street.client.post(link(street.mails()[0], "you"), {"topic-offers": "weekly"})
    street.clock.pass_seconds(60)
    street.client.post("/you/link", {"token": refused.context["ask_by"]})
    asked_at = street.clock.now()
    street.work()
    receipt, mail = street.mails()
    assert (mail["Subject"], mail["To"]) == ("Your page at Our shop", receipt["To"])
    assert street.clock.now() == asked_at
    street.clock.pass_seconds(60)
    street.client.post(link(mail, "you/open"))
    key = street.client.get("/you").context["form_key"]
    answer = street.client.post("/you", {"form-key": key, "topic-offers": "weekly"})
    assert answer.context["changes"] == ("Offers and news: At most weekly (was: Never)",)
