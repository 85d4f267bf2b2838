"""Questions to DNS, over UDP to a server on this machine."""

import pytest

from regulars.delivery.domain.dns import Dns, NoAnswer

ZONE = {
    ("tee.example", "TXT"): ['"v=spf1 " "-all"', '"something else"'],
    ("tee.example", "MX"): ["20 b.tee.example.", "10 A.tee.example."],
    ("a.tee.example", "A"): ["192.0.2.1"],
    ("a.tee.example", "AAAA"): ["2001:db8::1"],
    ("quiet.example", "MX"): ["0 ."],
    ("1.2.0.192.in-addr.arpa", "PTR"): ["a.tee.example."],
    ("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR"): ["a.tee.example."],
    ("_dmarc.tee.example", "TXT"): ['"v=DMARC1"'],
}  # fmt: skip


def test_what_is_there_is_told(dns):
    asked = dns(ZONE)
    assert asked.texts("tee.example") == ["something else", "v=spf1 -all"]
    assert asked.exchanges("tee.example") == ["a.tee.example", "b.tee.example"]
    assert asked.exchanges("quiet.example") == [""]
    assert asked.addresses("a.tee.example") == ["192.0.2.1", "2001:db8::1"]
    assert asked.names("192.0.2.1") == asked.names("2001:db8::1") == ["a.tee.example"]


def test_what_is_not_there_is_empty(dns):
    asked = dns(ZONE)
    assert asked.texts("a.tee.example") == asked.texts("none.example") == []
    assert asked.names("192.0.2.9") == asked.addresses("none.example") == []
    assert [asked.exists(name) for name in ("tee.example", "a.tee.example", "none.tee.example")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("rcode", "said"), [(2, "failed"), (5, "failed")])
def test_a_server_that_fails_is_not_an_empty_answer(dns, rcode, said):
    with pytest.raises(NoAnswer, match=f"the name servers {said} when asked for tee.example"):
        dns(ZONE, rcode=rcode).texts("tee.example")


def test_silence_is_not_an_empty_answer(dns, monkeypatch):
    monkeypatch.setattr("regulars.delivery.domain.dns.PATIENCE_SECONDS", 0.3)
    with pytest.raises(NoAnswer, match=r"no name server answered when asked for tee\.example"):
        dns(ZONE, mute=True).texts("tee.example")


def test_a_name_dns_cannot_hold_is_no_answer():
    with pytest.raises(NoAnswer):
        Dns("127.0.0.1", 9).texts(f"{'a' * 64}.example")
