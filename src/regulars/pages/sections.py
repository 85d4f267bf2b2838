"""The sections of the customer's page, in the order they stand there. One more is one more file, named here."""

from regulars.pages.advertising import Advertising
from regulars.pages.how_often import HowOften
from regulars.pages.known import Known
from regulars.pages.likes import Likes
from regulars.pages.my_data import MyData
from regulars.pages.orders import Orders
from regulars.pages.permissions import Permissions
from regulars.pages.personalising import Personalising
from regulars.pages.section import Section
from regulars.pages.why_mail import WhyMail

SECTIONS: tuple[Section, ...] = (
    HowOften(),
    Advertising(),
    Likes(),
    Personalising(),
    Known(),
    Orders(),
    Permissions(),
    WhyMail(),
    MyData(),
)
