"""A name server on this machine, over UDP, that knows what a test tells it."""

import socketserver
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


class DnsServer(socketserver.ThreadingUDPServer):
    """`zone` maps (name, type) to records as a zone file has them; a name it has nothing of does not exist. `mute` answers nothing."""

    daemon_threads = True

    def __init__(self, zone=(), rcode=None, *, mute=False):
        super().__init__(("127.0.0.1", 0), _Question)
        self.zone, self.rcode, self.mute = dict(zone), rcode, mute
        self.asked = []
        self.port = self.server_address[1]
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def answer(self, question):
        """The answer as it goes over the wire."""
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.RA
        name, kind = question.question[0].name, question.question[0].rdtype
        spoken = str(name).rstrip(".").lower()
        self.asked.append((spoken, dns.rdatatype.to_text(kind)))
        records = self.zone.get((spoken, dns.rdatatype.to_text(kind)), ())
        if self.rcode is not None:
            reply.set_rcode(self.rcode)
        elif records:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *records))
        elif not any(known == spoken or known.endswith(f".{spoken}") for known, _ in self.zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire(max_size=65535)


class _Question(socketserver.BaseRequestHandler):
    server: DnsServer

    def handle(self):
        data, socket = self.request
        if not self.server.mute:
            socket.sendto(self.server.answer(dns.message.from_wire(data)), self.client_address)
