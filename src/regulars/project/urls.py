"""Every address the program answers."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("regulars.intake.urls")),
    path("", include("regulars.pages.urls")),
    path("office/", include("regulars.office.urls")),
]
