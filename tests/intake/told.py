"""Mail services telling of a message as they do: their own shapes, signatures and passwords."""

import base64
import hmac
import json
from datetime import timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from regulars.intake import sns
from regulars.intake.webhook import signature
from regulars.kernel.mail_service import MailService

TOPIC = "arn:aws:sns:eu-west-1:123456789012:regulars"
SECRET = "a secret of the tests"
SENDGRID_KEY = ec.generate_private_key(ec.SECP256R1())
SENDGRID_PUBLIC = base64.b64encode(
    SENDGRID_KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
).decode()
ACCOUNTS = {
    name: MailService(name=name, secret=SENDGRID_PUBLIC if name == "sendgrid" else SECRET, topic=TOPIC)
    for name in ("brevo", "mailgun", "postmark", "resend", "sendgrid", "ses")
}


class Authority:
    """A certificate authority, and the certificate it gave Amazon's signer."""

    def __init__(self, now):
        self.key, self.signer = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        mine, theirs = (
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
            for name in ("Test CA", "sns.amazonaws.com")
        )
        self.certificate = (
            x509.CertificateBuilder().subject_name(theirs).issuer_name(mine).public_key(self.signer.public_key())
            .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip
        self.pem = self.certificate.public_bytes(serialization.Encoding.PEM)

    def signed(self, message, version="2"):
        kind = hashes.SHA256() if version == "2" else hashes.SHA1()
        given = self.signer.sign(sns.canonical(message), padding.PKCS1v15(), kind)
        return message | {"SignatureVersion": version, "Signature": base64.b64encode(given).decode()}


def notification(now, said, number="n1"):
    return {
        "Type": "Notification", "MessageId": number, "TopicArn": TOPIC, "Message": json.dumps(said), "Timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.000Z",
        "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-abc123.pem",
    }  # fmt: skip


def sns_headers(message):
    return {"x-amz-sns-message-type": message["Type"], "x-amz-sns-message-id": message["MessageId"]}


def basic(secret=SECRET):
    return {"Authorization": "Basic " + base64.b64encode(f"regulars:{secret}".encode()).decode()}


def ses_event(token, kind, **more):
    return {
        "eventType": kind,
        "mail": {
            "messageId": "m1",
            "destination": ["ana@example.test"],
            "headers": [],
            "tags": {"regulars": [token]},
        },
        **more,
    }


def ses_bounce(token, bounce, subtype, diagnostic=""):
    who = {"emailAddress": "ana@example.test"} | ({"diagnosticCode": diagnostic} if diagnostic else {})
    return ses_event(
        token, "Bounce", bounce={"bounceType": bounce, "bounceSubType": subtype, "bouncedRecipients": [who]}
    )


def mailgun_event(token, event, **more):
    return {"event-data": {"event": event, "timestamp": 1790848800.1, "recipient": "ana@example.test", "id": "e1",
                           "user-variables": {"regulars": token}, "message": {"headers": {"message-id": "x@tee.example"}}, **more}}  # fmt: skip


def mailgun_failed(token, severity, code, message, reason="bounce"):
    return mailgun_event(
        token,
        "failed",
        severity=severity,
        reason=reason,
        **{"delivery-status": {"code": code, "message": message}},
    )


def postmark_event(token, kind, **more):
    return {
        "RecordType": kind,
        "MessageID": "m1",
        "Email": "ana@example.test",
        "Metadata": {"regulars": token},
        **more,
    }


def sendgrid_event(token, event, **more):
    return {
        "event": event,
        "email": "ana@example.test",
        "timestamp": 1790848800,
        "sg_event_id": "e1",
        "regulars": token,
        **more,
    }


def brevo_event(token, event, **more):
    return {
        "event": event,
        "email": "ana@example.test",
        "ts_epoch": 1790848800000,
        "X-Mailin-custom": json.dumps({"regulars": token}),
        **more,
    }


def resend_event(token, kind, **more):
    return {"type": f"email.{kind}", "created_at": "2026-10-01T10:00:00.000Z",
            "data": {"email_id": "m1", "to": ["ana@example.test"], "headers": [{"name": "X-Metadata", "value": json.dumps({"regulars": token})}], **more}}  # fmt: skip


def request_of(name, said, now, authority, *, number="n1"):
    """Body and headers of an event as the service sends it."""
    if name == "ses":
        message = authority.signed(notification(now, said, number))
        return json.dumps(message).encode(), sns_headers(message)
    if name == "mailgun":
        stamp = str(int(now.timestamp()))
        mac = hmac.new(SECRET.encode(), f"{stamp}{number}".encode(), sha256).hexdigest()
        return json.dumps(
            said | {"signature": {"token": number, "timestamp": stamp, "signature": mac}}
        ).encode(), {}
    body = json.dumps([said | {"sg_event_id": number}] if name == "sendgrid" else said).encode()
    stamp = str(int(now.timestamp()))
    if name == "sendgrid":
        given = SENDGRID_KEY.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
        twilio = "X-Twilio-Email-Event-Webhook-"
        return body, {f"{twilio}Signature": base64.b64encode(given).decode(), f"{twilio}Timestamp": stamp}
    if name == "resend":
        return body, {
            "svix-id": number,
            "svix-timestamp": stamp,
            "svix-signature": f"v1,{signature(number, stamp, body, SECRET.encode())}",
        }
    return body, basic()
