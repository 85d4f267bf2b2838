"""A shop's own program, as a realistic mail to measure with: over 20 values, conditions, six products."""

from dataclasses import dataclass

import ibis

from regulars.knowledge.know import Known
from regulars.programs.base import Condition, Program

WORDS = """subject: {{ customer.name }}, {{ picks.size }} picks for {{ season }} in your size {{ size }}
preheader: From {{ shop.name }}, chosen by what you liked in {{ last_month }}.
---
<mj-section><mj-column>
<mj-text><h1>{% if customer.name != "" %}{{ customer.name }}, your{% else %}Your{% endif %} {{ season }} picks are here</h1>
<p>You have been with us since {{ since | date }}, with {{ orders }} orders so far. Your last one, {{ last_order_ref }}, was on
{{ last_ordered_on | date }} for {{ last_total_minor | money: currency }}.{% if points > 0 %} You have {{ points }} points, worth
{{ points_minor | money: currency }}, until {{ points_until | date: "d MMMM" }}.{% endif %}</p>
{% if city != "" %}<p>Delivery to {{ city }} takes {{ days }} days{% if free_delivery %}, and is free for you{% else %} and costs
{{ delivery_minor | money: currency }}{% endif %}.</p>{% endif %}</mj-text>
<mj-table>{% for pick in picks %}
<tr><td><img src="{{ pick.image }}" alt="" width="96"/></td>
<td><a href="{{ pick.link }}">{{ pick.title }}</a>, {{ pick.maker }}{% if pick.was_minor != 0 %},
<s>{{ pick.was_minor | money: currency }}</s>{% endif %}, {{ pick.price_minor | money: currency }}{% if pick.left < 5 %}, only
{{ pick.left }} left{% endif %}</td></tr>{% endfor %}
</mj-table>
<mj-text>{% if favourite_maker != "" %}More by {{ favourite_maker }} comes on {{ next_on | date: "d MMMM" }}.{% endif %} Your code
{{ code }} takes {{ percent }} % off one of them until {{ code_until | date }}. Questions? {{ helper }} answers by {{ answer_by }}.
<a href="{{ shop.url }}">See them all</a></mj-text>
</mj-column></mj-section>
"""


@dataclass(frozen=True)
class Picks(Program):
    """Six things that may please."""

    title = {"en": "Picks", "de": "Auswahl"}
    topic = "offers"
    nature = "marketing"
    because = {
        "en": "You asked for our picks in size {size}.",
        "de": "Sie wollten unsere Auswahl in Größe {size}.",
    }
    unmet = {"never": {"en": "Only for measuring.", "de": "Nur zum Messen."}}
    words = {"en": WORDS, "de": WORDS}

    def consider(self, known: Known) -> ibis.Table:
        """One row per customer."""
        return known.profile.select(
            "customer_id",
            "storefront",
            about=ibis.literal("picks"),
            occasion=ibis.literal("once"),
            gain_minor=ibis.literal(0),
        )

    def conditions(self, row: ibis.Table) -> tuple[Condition, ...]:
        """Never: the messages are put into the outbox by the benchmark."""
        return (Condition("never", row.gain_minor > 0),)
