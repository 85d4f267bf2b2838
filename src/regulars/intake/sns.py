"""Messages of Amazon SNS: who signed them is known by a certificate that Amazon publishes, and by nothing they say of themselves (STANDARDS B4).

What they name as certificate or as address to confirm is fetched only from the SNS host of our own topic's region, over TLS.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import Certificate, load_pem_x509_certificate

from regulars.intake.told_by_service import fresh
from regulars.intake.webhook import NotSigned

NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
SUBSCRIPTION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SIGNED = {
    "Notification": NOTIFICATION, "SubscriptionConfirmation": SUBSCRIPTION, "UnsubscribeConfirmation": SUBSCRIPTION,
}  # fmt: skip
HASHES = {"1": SHA1, "2": SHA256}
TOPIC = re.compile(r"arn:(aws|aws-cn|aws-us-gov):sns:([a-z0-9-]{4,30}):\d{12}:[A-Za-z0-9_.-]{1,256}")
CERTIFICATE = re.compile(r"/SimpleNotificationService-[0-9A-Za-z]{1,100}\.pem")
AN_HOUR = 3600  # for as long SNS tries again
LARGEST = 100_000


def fetch(url: str) -> bytes:
    """What is at an address of Amazon's. Raises NotSigned."""
    try:
        answer = requests.get(url, timeout=10, allow_redirects=False, stream=True)
        body: bytes = answer.raw.read(LARGEST, decode_content=True)
    except (requests.RequestException, OSError) as wrong:
        raise NotSigned("Amazon could not be asked") from wrong
    if answer.status_code != 200:
        raise NotSigned("Amazon does not know what the message names")
    return body


FETCH: list[Callable[[str], bytes]] = [fetch]
"""How addresses are fetched; tests put another here."""


def check(message: Mapping[str, Any], topic: str, now: datetime) -> None:
    """Raises NotSigned unless SNS signed the message for our topic within the hour."""
    if message.get("TopicArn") != topic:
        raise NotSigned("the message is not of our topic")
    fresh(datetime.fromisoformat(message["Timestamp"]).timestamp(), now, at_most=AN_HOUR)
    certificate = _certificate(_of_amazon(message["SigningCertURL"], topic, CERTIFICATE), FETCH[0])
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise NotSigned("the certificate is not valid now")
    key = certificate.public_key()
    hashed = HASHES.get(str(message.get("SignatureVersion")))
    if not isinstance(key, RSAPublicKey) or hashed is None:
        raise NotSigned("the signature is of no kind we know")
    try:
        key.verify(
            base64.b64decode(message["Signature"], validate=True), canonical(message), PKCS1v15(), hashed()
        )
    except (InvalidSignature, binascii.Error) as wrong:
        raise NotSigned("the signature does not fit the message") from wrong


def canonical(message: Mapping[str, Any]) -> bytes:
    """What is signed: names and values of some fields, each on a line of its own."""
    return "".join(
        f"{name}\n{message[name]}\n" for name in SIGNED[message["Type"]] if name in message
    ).encode()


def confirm(message: Mapping[str, Any]) -> None:
    """Say that we want the messages of a topic; to be called for a message that was checked. Raises NotSigned."""
    url = _of_amazon(message["SubscribeURL"], message["TopicArn"], re.compile("/?"), query=True)
    asked = parse_qs(urlsplit(url).query)
    if asked.get("Action") != ["ConfirmSubscription"] or asked.get("TopicArn") != [message["TopicArn"]]:
        raise NotSigned("the address to confirm is another's")
    FETCH[0](url)


@lru_cache(maxsize=16)
def _certificate(url: str, fetch: Callable[[str], bytes]) -> Certificate:
    try:
        return load_pem_x509_certificate(fetch(url))
    except ValueError as wrong:
        raise NotSigned("there is no certificate where the message says") from wrong


def _of_amazon(url: str, topic: str, path: re.Pattern[str], *, query: bool = False) -> str:
    """The address, if it is on the SNS host of the topic's region. Raises NotSigned."""
    known = TOPIC.fullmatch(topic)
    parts = urlsplit(url)
    if known is None:
        raise NotSigned("the topic is no ARN of SNS")
    host = f"sns.{known[2]}.amazonaws.com{'.cn' if known[1] == 'aws-cn' else ''}"
    fits = parts.scheme == "https" and parts.netloc == host and path.fullmatch(parts.path)
    if not fits or parts.fragment or bool(parts.query) != query:
        raise NotSigned("the message names an address that is not Amazon's")
    return url
