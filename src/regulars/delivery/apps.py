from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "regulars.delivery"
    label = "delivery"
