"""Your data: all of it to take along, and all of it erased. Only inside (decision 0015)."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse, HttpResponseRedirect

from regulars.engine.erase import StillInUse, erase
from regulars.engine.everything import everything
from regulars.engine.shop import shop
from regulars.facts.kinds import RightUsed
from regulars.facts.record import record
from regulars.pages.models import LastChange, Visiting
from regulars.pages.section import Section, Wish
from regulars.pages.take_along import zipped
from regulars.pages.visit import Visit
from regulars.pages.visiting import for_visitors


class MyData(Section):
    """Nothing to choose: two ways out."""

    template = "my_data.html"

    def listed(self, visit: Visit) -> bool:
        """Inside."""
        return visit.inside

    def wishes(self, visit: Visit) -> Sequence[Wish]:
        """None."""
        return ()

    def choose(self, visit: Visit, chosen: Mapping[str, str]) -> None:
        """There is nothing to choose."""


@for_visitors("your data")
def download(visit: Visit) -> HttpResponse:
    """POST gives a ZIP of everything that is kept of them, and records that they asked for it."""
    if visit.request.method != "POST":
        return HttpResponseRedirect("/you")
    _record(visit, "access")
    answer = HttpResponse(
        zipped(everything(shop(), visit.customer, visit.clock), visit), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="{visit.store.key}-{visit.today.isoformat()}.zip"'
    return answer


@for_visitors("your data")
def erasure(visit: Visit) -> HttpResponse:
    """GET says what goes and what stays, POST erases; every visit of theirs ends with it."""
    if visit.request.method != "POST":
        return visit.show("erase.html", done=False)
    _record(visit, "erasure")
    left = {"done": True, "rest_follows": False}
    try:
        erase(shop(), visit.customer, visit.clock)
    except StillInUse:
        left["rest_follows"] = True
    for table in (Visiting, LastChange):
        table.objects.filter(customer_id__in=visit.customers).delete()
    return visit.show("erase.html", **left)


def _record(visit: Visit, right: str) -> None:
    now = visit.clock.now()
    used = RightUsed(
        source="page", key=visit.clock.token(), at=now, storefront=visit.store.key, customer_id=visit.customer, right=right, via="page"
    )  # fmt: skip
    record([used], now)
