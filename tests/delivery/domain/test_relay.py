"""The certificate of the server that takes our mail (STANDARDS A1.5, A6.4)."""

import ssl
from datetime import timedelta

import pytest

from regulars.delivery.domain import relay as checked
from regulars.delivery.domain.finding import Asked, Relay
from tests.delivery.domain.relay import RelayServer, certificate


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What is said of a server with a certificate, seen by somebody who trusts it, or nobody's."""

    def found(
        security, *, made=None, at_once=False, trusted=True, before_end=timedelta(days=30), host="127.0.0.1"
    ):
        path, ends = made or (None, None)
        context = ssl.create_default_context(cafile=path if trusted else None)
        monkeypatch.setattr(checked, "CERTIFICATES", lambda: context)
        with RelayServer(path, at_once=at_once) as server:
            asked = Asked(
                "tee.example", tmp_path, None, Relay(host, server.port, security), ends and ends - before_end
            )
            [one] = checked.relay(asked)
            server.shutdown()
        return one.weight, one.says

    return found


@pytest.mark.parametrize(("security", "at_once"), [("starttls", False), ("tls", True)])
def test_a_valid_certificate_is_good_until_it_ends_soon(told, tmp_path, security, at_once):
    path, ends = certificate(tmp_path)
    valid = f"TLS: the certificate of 127.0.0.1 is valid until {ends:%Y-%m-%d}."
    soon = f"The certificate of 127.0.0.1 ends on {ends:%Y-%m-%d}."
    assert told(security, made=(path, ends), at_once=at_once) == ("good", valid)
    assert told(security, made=(path, ends), at_once=at_once, before_end=timedelta(days=13)) == (
        "advice",
        soon,
    )


@pytest.mark.parametrize(("security", "at_once"), [("starttls", False), ("tls", True)])
def test_a_certificate_that_cannot_be_trusted_is_wrong(told, tmp_path, security, at_once):
    weight, says = told(security, made=certificate(tmp_path), at_once=at_once, trusted=False)
    assert (weight, says) == (
        "wrong",
        "The certificate of 127.0.0.1 is not valid for it: self-signed certificate.",
    )
    weight, says = told(security, made=certificate(tmp_path, address="127.0.0.2"), at_once=at_once)
    assert weight == "wrong"
    assert "certificate is not valid for '127.0.0.1'" in says


def test_a_server_without_encryption_or_without_an_answer_is_wrong(told, tmp_path):
    weight, says = told("starttls")
    assert (weight, says.partition(" on port")[0]) == ("wrong", "127.0.0.1 offers no encryption (STARTTLS)")
    assert told("none") == ("good", "TLS: 127.0.0.1 is this machine and needs none.")
    assert told("none", host="mail.example") == (
        "wrong",
        'Mail goes to mail.example unencrypted. Write security = "starttls" under [smtp] in regulars.toml.',
    )
    [one] = checked.relay(Asked("tee.example", tmp_path, None, Relay("127.0.0.1", 9), None))
    assert (one.weight, one.says) == (
        "wrong",
        "127.0.0.1 does not answer as a mail server on port 9 (ConnectionRefusedError).",
    )
