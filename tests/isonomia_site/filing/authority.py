"""An authority of our own, made anew for each run: it issues certificates, answers on revocation, and stamps times."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
SIGNER = "Aigerim Serikova"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: made.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def held(self) -> x509.Certificate:
        """The certificate as the library takes it."""
        return x509.Certificate.load(self.der)

    @property
    def private(self) -> keys.PrivateKeyInfo:
        """The key as the library takes it."""
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        return keys.PrivateKeyInfo.load(self.key.private_bytes(serialization.Encoding.DER, form, plain))


@dataclass
class Authority:
    """Issues certificates and answers, on its own address, whether they are revoked."""

    name: str = "Authority of the tests"
    revoked: dict[int, datetime] = field(default_factory=dict)
    asked: int = 0

    @cached_property
    def root(self) -> Holder:
        """The anchor."""
        above = [made.BasicConstraints(True, None), usage(key_cert_sign=True, crl_sign=True)]
        return self._issue(self.name, None, NOW - 3000 * DAY, NOW + 3000 * DAY, above)

    def signer(self, name: str = SIGNER, since: timedelta = 400 * DAY, until: timedelta = 400 * DAY) -> Holder:
        """A person who may sign, from so long ago until so far ahead."""
        return self._issue(name, self.root, NOW - since, NOW + until, [usage(content_commitment=True), self._access()])

    @cached_property
    def stamper(self) -> Holder:
        """The authority for times."""
        extended = made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        return self._issue("Times", self.root, NOW - 2000 * DAY, NOW + 400 * DAY, [usage(), extended])

    def stamps(self, at: datetime = NOW) -> timestamps.DummyTimeStamper:
        """Stamps a moment."""
        return timestamps.DummyTimeStamper(
            self.stamper.held, self.stamper.private, certs_to_embed=store(self.root), fixed_dt=at
        )

    def answer(self, asked: bytes) -> bytes:
        """Answer one question on revocation."""
        self.asked += 1
        request = ocsp.load_der_ocsp_request(asked)
        at = self.revoked.get(request.serial_number)
        said = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash,
            issuer_key_hash=request.issuer_key_hash,
            serial_number=request.serial_number,
            algorithm=request.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if at else ocsp.OCSPCertStatus.GOOD,
            this_update=datetime.now(UTC) - timedelta(minutes=1),
            next_update=datetime.now(UTC) + DAY,
            revocation_time=at,
            revocation_reason=made.ReasonFlags.key_compromise if at else None,
        )
        for one in request.extensions:
            said = said.add_extension(one.value, one.critical)
        responder = said.responder_id(ocsp.OCSPResponderEncoding.HASH, self.root.certificate)
        return responder.sign(self.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def __enter__(self) -> "Authority":
        """Begin to answer."""
        authority = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/ocsp-response")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Fall silent."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _access(self) -> made.AuthorityInformationAccess:
        where = made.UniformResourceIdentifier(f"http://127.0.0.1:{self._server.server_port}/")
        return made.AuthorityInformationAccess([made.AccessDescription(AuthorityInformationAccessOID.OCSP, where)])

    def _issue(
        self, name: str, by: Holder | None, since: datetime, until: datetime, more: Sequence[made.ExtensionType]
    ) -> Holder:
        # The library's own stamper signs with RSA alone.
        key: Key = rsa.generate_private_key(65537, 2048) if name == "Times" else ec.generate_private_key(ec.SECP256R1())
        subject = made.Name([made.NameAttribute(NameOID.COMMON_NAME, name)])
        begun = made.CertificateBuilder(by.certificate.subject if by else subject, subject, key.public_key())
        built = begun.serial_number(made.random_serial_number()).not_valid_before(since).not_valid_after(until)
        issuer = by.key if by else key
        built = built.add_extension(made.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        known = made.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())
        built = built.add_extension(known, critical=False)
        for one in more:
            critical = not isinstance(one, made.AuthorityInformationAccess)
            built = built.add_extension(one, critical)
        return Holder(built.sign(issuer, hashes.SHA256()), key)


def usage(**said: bool) -> made.KeyUsage:
    """For what a key may be used: to sign."""
    names = (
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
    )
    others = dict.fromkeys((*names, "encipher_only", "decipher_only"), False)
    return made.KeyUsage(digital_signature=True, **{**others, **said})


def store(*holders: Holder) -> SimpleCertificateStore:
    """Certificates that go with a signature."""
    found = SimpleCertificateStore()
    found.register_multiple([one.held for one in holders])
    return found


def signs(holder: Holder, *above: Holder) -> signers.SimpleSigner:
    """Somebody with a pen."""
    return signers.SimpleSigner(
        signing_cert=holder.held, signing_key=holder.private, cert_registry=store(*above), embed_roots=True
    )


def beside(holder: Holder, data: bytes, *, stamps: Any = None, detached: bool = True) -> bytes:
    """A signature in the CMS form, beside a file or around it."""
    signing = signs(holder).async_sign_general_data(
        data, "sha256", detached=detached, timestamper=stamps, use_cades=True
    )
    signed: bytes = asyncio.run(signing).dump()
    return signed


def a_pdf() -> bytes:
    """A page with nothing on it."""
    writer, held = PdfFileWriter(), BytesIO()
    writer.insert_page(
        PageObject(contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 9, 9))
    )
    writer.write(held)
    return held.getvalue()


def within(holder: Holder, data: bytes, *, stamps: Any = None) -> bytes:
    """A signature in the PAdES form, inside a PDF."""
    from pyhanko.sign.fields import SigSeedSubFilter

    said = signers.PdfSignatureMetadata(field_name="Signature", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    held = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(data)), said, signs(holder), timestamper=stamps, output=BytesIO()
    )
    signed: bytes = held.getvalue()
    return signed
