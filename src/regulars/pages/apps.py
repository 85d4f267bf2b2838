from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "regulars.pages"
    label = "pages"
