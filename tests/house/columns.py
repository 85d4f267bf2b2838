"""Prints every column of every table of ours as JSON. A program of its own, because a copy of the source wants its own Django."""

import json
import os

TEXT = (
    "TextField",
    "CharField",
    "JSONField",
    "EmailField",
    "URLField",
    "SlugField",
    "FileField",
    "GenericIPAddressField",
)


def described(model, field, erasable):
    target = field.remote_field.model._meta if field.is_relation else None
    return {
        "name": f"{model._meta.label}.{field.name}",
        "stage": model._meta.app_config.name.partition(".")[2],
        "to": target.label if target else "",
        "to_stage": target.app_config.name.partition(".")[2] if target else "",
        "hidden": bool(target) and field.remote_field.hidden,
        "text": not target and ancestors(field).intersection(TEXT) != set(),
        "binary": "BinaryField" in ancestors(field),
        "holds": getattr(model, "classified", {}).get(field.name),
        "erasable": model in erasable,
    }


def fields_of(model):
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def ancestors(field):
    return {kind.__name__ for kind in type(field).__mro__}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "regulars.project.settings"
    import django

    django.setup()
    from django.apps import apps

    from regulars.facts.personal import PERSONAL_STORE

    ours = [model for model in apps.get_models() if model._meta.app_config.name.startswith("regulars.")]
    print(json.dumps([described(model, f, PERSONAL_STORE) for model in ours for f in fields_of(model)]))
