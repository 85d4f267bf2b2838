"""Finds the mail service of a name in its file."""

from collections.abc import Sequence
from importlib import import_module

from regulars.delivery import mail_services
from regulars.delivery.mail_service import NoService, Service
from regulars.kernel.clock import Clock
from regulars.kernel.mail_service import MailService


def service(account: MailService, link_keys: Sequence[bytes], clock: Clock) -> Service:
    """The service of that name. Raises NoService."""
    try:
        module = import_module(f"{mail_services.__name__}.{account.name}")
    except ImportError as wrong:
        raise NoService(
            f"[service] {account.name} needs more to be installed: pip install 'regulars[{account.name}]'"
        ) from wrong
    (kind,) = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Service) and each.__module__ == module.__name__
    ]
    for name in kind.needs:
        if not getattr(account, name):
            raise NoService(f"[service] {account.name} needs {name}: put it under [service] in regulars.toml")
    return kind(account, link_keys, clock)
