"""The shop's policy towards its customers, in figures."""

from dataclasses import dataclass, fields
from datetime import time
from typing import Any, Self

BOUNDS = {
    "at_most": (0, 100), "window_days": (1, 366), "gap_days": (0, 366), "margin_rate": (0, 1), "regret_prior": (0, 1),
    "prior_weight": (1, 1_000_000), "incremental_share": (0, 1), "mail_share": (0, 1), "important_share": (0, 1),
}  # fmt: skip


class NotAPolicy(ValueError):
    """`[policy]` in the settings holds a word or a figure that is no policy."""


@dataclass(frozen=True)
class Policy:
    """How much a customer hears at most, when, and what is assumed until it is measured (decision 0005 gives the sources)."""

    at_most: int = 4
    window_days: int = 30
    gap_days: int = 3
    quiet_from: str = "20:00"
    quiet_until: str = "08:00"
    margin_rate: float = 0.35
    regret_prior: float = 0.003
    prior_weight: int = 300
    incremental_share: float = 0.25
    mail_share: float = 0.2
    important_share: float = 0.1

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """From the shop's settings. Raises NotAPolicy."""
        known: dict[str, Any] = {f.name: type(f.default) for f in fields(cls)}
        if unknown := said.keys() - known.keys():
            raise NotAPolicy(f"[policy] does not know “{min(unknown)}”; it knows {', '.join(known)}")
        try:
            policy = cls(**{name: known[name](value) for name, value in said.items()})
            time.fromisoformat(policy.quiet_from), time.fromisoformat(policy.quiet_until)
        except (TypeError, ValueError) as wrong:
            raise NotAPolicy(f"[policy] cannot be used: {wrong}") from wrong
        for name, (least, most) in BOUNDS.items():
            if not least <= getattr(policy, name) <= most:
                raise NotAPolicy(
                    f"[policy] {name} is {getattr(policy, name)}; it lies between {least} and {most}"
                )
        return policy
