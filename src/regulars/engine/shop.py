"""What the engine needs to know of the shop it runs for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from regulars.arbiter.policy import Policy
from regulars.kernel.quiet import Quiet
from regulars.kernel.storefront import Storefront
from regulars.knowledge.feature import Feature
from regulars.programs.registry import Loaded, features, programs


@dataclass(frozen=True)
class Shop:
    """Its folders, database, storefronts and policy."""

    home: Path
    database: dict[str, Any]
    storefronts: dict[str, Storefront]
    policy: Policy

    @property
    def lake(self) -> Path:
        """Where facts are copied to."""
        return self.home / "lake"

    @property
    def population(self) -> Path:
        """Where the last day left what it learned about everybody."""
        return self.home / "population"

    @property
    def quiet(self) -> Quiet:
        """The hours in which marketing waits."""
        return Quiet.of({"quiet_from": self.policy.quiet_from, "quiet_until": self.policy.quiet_until})

    @property
    def first(self) -> Storefront:
        """The storefront whose calendar the day follows."""
        return next(iter(self.storefronts.values()))

    def programs(self) -> dict[str, Loaded]:
        """Built-in, installed and the shop's own."""
        return programs(self.home / "programs")

    def features(self) -> dict[str, Feature]:
        """Every way of personalising there is."""
        return features(self.home / "programs")


def shop() -> Shop:
    """The shop as configured."""
    return Shop(
        settings.REGULARS_HOME, connection.settings_dict, settings.STOREFRONTS, Policy.of(settings.POLICY)
    )
