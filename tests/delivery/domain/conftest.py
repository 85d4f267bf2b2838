"""DNS as tests see it: a real name server on this machine."""

import pytest

from regulars.delivery.domain.dns import Dns
from tests.delivery.domain.dns_server import DnsServer


@pytest.fixture
def serve():
    """Starts name servers that know a zone each; they stop with the test."""
    servers = []

    def started(zone=(), **ways):
        servers.append(DnsServer(zone, **ways))
        return servers[-1]

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def dns(serve):
    """A resolver that asks a server which knows the zone."""
    return lambda zone=(), **ways: Dns("127.0.0.1", serve(zone, **ways).port)
