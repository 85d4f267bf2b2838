"""The address for bounces names one message, and nobody else can make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kernel.tokens import Forged
from regulars.kernel.verp import LONGEST_LOCAL, TOKEN, intent_in, proven, return_path

KEYS = [b"a key of the tests", b"an older key"]
INTENT = "0123456789abcdef0123456789abcdef"
INTENTS = st.binary(min_size=16, max_size=16).map(bytes.hex)


@given(INTENTS)
def test_the_address_names_the_message(intent):
    address = return_path("bounces@shop.example", intent, KEYS)
    assert proven([address], KEYS) == proven([address.upper()], KEYS) == intent
    assert intent not in address
    assert len(address.partition("@")[0]) <= 64


def test_the_longest_address_still_fits():
    local = return_path("b" * LONGEST_LOCAL + "@shop.example", INTENT, KEYS).partition("@")[0]
    assert len(local) == 64


def test_an_older_key_still_proves():
    assert proven([return_path("b@shop.example", INTENT, KEYS[1:])], KEYS) == INTENT
    assert proven([return_path("b@shop.example", INTENT, [b"of a stranger"])], KEYS) is None


@given(st.integers(0, 41), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_letter_can_be_changed(at, letter):
    token = TOKEN.search(return_path("b@shop.example", INTENT, KEYS))[1]
    changed = token[:at] + letter + token[at + 1 :]
    if changed != token:
        with pytest.raises(Forged):
            intent_in(changed, KEYS)


@given(st.text(max_size=60))
def test_anything_else_is_forged(token):
    with pytest.raises(Forged):
        intent_in(token, KEYS)
