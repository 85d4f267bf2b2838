"""Opening one's page with a fresh link. Looking at it uses nothing up; the button does, and begins a visit."""

from django.http import HttpResponse, HttpResponseRedirect

from regulars.pages import fresh_link
from regulars.pages.visit import Visit, for_readers
from regulars.pages.visiting import begin


@for_readers("open")
def open_page(visit: Visit) -> HttpResponse:
    """GET shows the button, POST goes in; a link that was used, or is older than ten minutes, offers another."""
    if visit.request.method != "POST":
        return visit.show("open.html", good=fresh_link.is_good(visit.reader, visit.clock))
    if not (visit.known and fresh_link.use(visit.reader, visit.clock)):
        return visit.show("open.html", good=False)
    answer = HttpResponseRedirect("/you", status=303)
    begin(answer, visit.reader, how="link", clock=visit.clock)
    return answer
