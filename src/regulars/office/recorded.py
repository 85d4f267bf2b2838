"""The facts of a kind, as Django's rows."""

from typing import Any

from django.db.models import QuerySet

from regulars.facts.kinds import Fact
from regulars.facts.models import MODEL_OF


def recorded(kind: type[Fact]) -> QuerySet[Any]:
    """All facts of a kind, unordered."""
    return MODEL_OF[kind]._base_manager.all()
