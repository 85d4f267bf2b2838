"""The mailbox is looked into once a minute; a server that is away stops nothing else."""

import pytest

from regulars.intake.account import Account
from regulars.intake.imap import Letterbox
from tests.delivery.conftest import clock
from tests.postoffice import free_port

__all__ = ["clock"]


def test_it_is_looked_into_once_a_minute(clock):
    letterbox = Letterbox(Account(host="127.0.0.1", port=free_port(), user="bounces", security="none"))
    with pytest.raises(OSError):
        letterbox.look(clock)
    clock.pass_seconds(59)
    assert letterbox.look(clock) == 0
    clock.pass_seconds(1)
    with pytest.raises(OSError):
        letterbox.look(clock)


def test_without_a_host_there_is_none(clock):
    assert Letterbox(Account()).look(clock) == 0
