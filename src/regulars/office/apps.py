from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "regulars.office"
    label = "office"
