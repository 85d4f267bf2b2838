from django.apps import AppConfig


class EngineConfig(AppConfig):
    name = "regulars.engine"
    label = "engine"
