"""A mail server that only says hello, with a certificate of the test's own."""

import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


def certificate(folder, *, address="127.0.0.1", days=90):
    """A self-signed certificate and its key in one file, and the moment it ends."""
    key, began = (
        generate_private_key(SECP256R1()),
        datetime.now(UTC).replace(microsecond=0) - timedelta(days=1),
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay.example")])
    ends = began + timedelta(days=days)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, began, ends)
    made = made.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
    )
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    path = folder / "relay.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.sign(key, SHA256()).public_bytes(Encoding.PEM)
    )
    return path, ends


class RelayServer(socketserver.ThreadingTCPServer):
    """Speaks STARTTLS with the certificate, TLS at once where `at_once`, and no encryption without one."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate=None, *, at_once=False):
        super().__init__(("127.0.0.1", 0), _Session)
        self.at_once, self.context = at_once, None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request, client_address):
        """A client that hangs up during the handshake is what some tests want."""


class _Session(socketserver.BaseRequestHandler):
    server: RelayServer

    def handle(self):
        sock = self.request
        if self.server.at_once:
            sock = self.server.context.wrap_socket(sock, server_side=True)
        sock.sendall(b"220 relay\r\n")
        offered = (
            b"250-relay\r\n250 STARTTLS\r\n"
            if self.server.context and not self.server.at_once
            else b"250 relay\r\n"
        )
        while line := sock.recv(1000):
            verb = line[:4].upper()
            sock.sendall(
                {b"EHLO": offered, b"STAR": b"220 go\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n")
            )
            if verb == b"STAR":
                sock = self.server.context.wrap_socket(sock, server_side=True)
        sock.close()
