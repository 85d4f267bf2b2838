from django.apps import AppConfig


class TownConfig(AppConfig):
    name = "regulars.town"
    label = "town"
