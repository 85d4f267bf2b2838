"""Mails that came back, as mail servers write them."""

HEAD = (
    "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.test (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\n"
    "To: {to}\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
)
REPORT = (
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\n\n'
    "--b1\nContent-Type: text/plain; charset=us-ascii\n\nYour message could not be delivered.\n\n"
    "--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.test\n\n"
    "Final-Recipient: rfc822; {address}\nOriginal-Recipient: rfc822;{address}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n\n"
    "--b1\nContent-Type: message/rfc822\n\nReturn-Path: <{to}>\nMessage-ID: <{intent}@tee.example>\nTo: {address}\nSubject: Tea\n\nHello.\n\n--b1--\n"
)
COMPLAINT = (
    "From: <abuse@provider.example.test>\nTo: {to}\nSubject: FW: Tea\nMIME-Version: 1.0\n"
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"\n\n'
    "--b1\nContent-Type: text/plain\n\nThis is an email abuse report.\n\n"
    "--b1\nContent-Type: message/feedback-report\n\nFeedback-Type: {kind}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n\n"
    "--b1\nContent-Type: message/rfc822\n\nReturn-Path: <{returned}>\nMessage-ID: <{intent}@tee.example>\nTo: redacted\nSubject: Tea\n\nHello.\n\n--b1--\n"
)
OURS = "bounces@tee.example"


def bounce(
    status="5.1.1", *, action="failed", address="ana@example.test", to=OURS, diagnostic="", intent="0" * 32
):
    """A delivery status notification about one recipient."""
    said = diagnostic or f"smtp; 550 {status} refused"
    fields = {
        "to": to,
        "address": address,
        "action": action,
        "status": status,
        "diagnostic": said,
        "intent": intent,
    }
    return (HEAD + REPORT).format(**fields).encode()


def complaint(kind="abuse", *, to="abuse@tee.example", returned=OURS, intent="0" * 32):
    """A complaint about a mail of ours."""
    return COMPLAINT.format(kind=kind, to=to, returned=returned, intent=intent).encode()


def plain(words, *, sender="MAILER-DAEMON@mx.example.test", subject="failure notice", more=""):
    """A mail that only people were meant to read."""
    return f"From: {sender}\nTo: {OURS}\nSubject: {subject}\n{more}\n{words}\n".encode()
