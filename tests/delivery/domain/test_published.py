"""Whether a key's record in DNS lets anybody verify its signatures (STANDARDS A1.1, A4.4)."""

import pytest

from regulars.delivery.dkim_record import quoted, record
from regulars.delivery.domain.published import unpublished
from tests.delivery.test_dkim import KEYS

RSA, ED25519 = KEYS
OTHER = record(RSA).replace("MIIB", "MIIC")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.algorithm)
def test_the_record_we_print_is_found_again(dns, key):
    zone = {(f"{key.selector}._domainkey.tee.example", "TXT"): [quoted(record(key))]}
    assert unpublished(key, "tee.example", dns(zone)) is None


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], " has no DKIM record."),
        (["hello"], " has no DKIM record."),
        ([record(RSA), OTHER], " has 2 DKIM records, and only one may stand there."),
        (["v=DKIM1; p="], " says p= with nothing behind it, which means that the key was withdrawn."),
        ([OTHER], " says p= of another key than the one Regulars signs with."),
        ([record(RSA).replace("k=rsa", "k=ed25519")], " says k=ed25519 of a key that is k=rsa."),
        ([record(RSA).replace("DKIM1", "DKIM2")], " says v=DKIM2, and v=DKIM1 is the only one there is."),
        ([f"{record(RSA)}; t=s:y"], " says t=y, so receivers may treat mails as if they were not signed."),
        ([f"{record(RSA)}; h=sha1"], " says h=sha1, which forbids sha256."),
        ([f"{record(RSA)}; s=tlsrpt"], " says s=tlsrpt, which forbids mail."),
        (["p=" + record(RSA).partition("p=")[2]], None),
        ([f"{record(RSA)}; h=sha1:sha256; s=email; t=s; n=ours;"], None),
        ([record(RSA), "v=spf1 -all"], None),
    ],
)
def test_every_way_it_can_be_wrong_is_told(dns, records, said):
    zone = {
        ("r1._domainkey.tee.example", "TXT"): [quoted(text) for text in records],
        ("other.r1._domainkey.tee.example", "A"): ["192.0.2.1"],
    }
    found = unpublished(RSA, "tee.example", dns(zone))
    assert found == (said and f"r1._domainkey.tee.example{said}")


def test_a_record_at_another_selector_does_not_count(dns):
    zone = {("r0._domainkey.tee.example", "TXT"): [quoted(record(RSA))]}
    assert unpublished(RSA, "tee.example", dns(zone)) == "r1._domainkey.tee.example has no DKIM record."
