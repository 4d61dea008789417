"""Asking clamd whether a file is infected, in its own words (INSTREAM).

The client that the package index has was last released in 2014; what is needed of it is this.
"""

import re
import socket
import struct

from isonomia.errors import InputError, IsonomiaError

CHUNK = 64 * 1024
PATIENCE = 60.0
_address = re.compile(r"unix:(?P<path>/.+)|tcp:(?P<host>[^:\[\]]+|\[[0-9a-fA-F:]+\]):(?P<port>[0-9]{1,5})")


class ScannerDown(IsonomiaError):
    """The scanner cannot be asked."""


class NotScanned(IsonomiaError):
    """The scanner was asked, and could not look at this file."""


def scan(address: str, data: bytes) -> str:
    """Have clamd look at a file; return the name of what it found, empty where it found nothing.

    Args:
        address: `unix:/run/clamav/clamd.ctl` or `tcp:host:3310`.
    Raises:
        InputError: the address is none.
        ScannerDown: nobody answers there.
        NotScanned: the answer is neither, or none.
    """
    try:
        line = _connected(address)
    except OSError as error:
        raise ScannerDown(f"the scanner does not answer: {error.strerror or error}") from None
    try:
        with line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                chunk = data[start : start + CHUNK]
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            said = line.makefile("rb").read(4096)
    except OSError as error:
        # It hangs up on what is larger than it was set up to take.
        raise NotScanned(f"the scanner broke off: {error.strerror or error}") from None
    return _told(said.rstrip(b"\0\n").decode("utf-8", "replace"))


def _told(said: str) -> str:
    found = re.fullmatch(r"stream: (?:(OK)|(.+) FOUND)", said)
    if found is None:
        raise NotScanned(f"the scanner could not look at a file: {said[:100] or 'no answer'}")
    return (found[2] or "")[:100]


def _connected(address: str) -> socket.socket:
    found = _address.fullmatch(address)
    if found is None:
        raise InputError(f'the address "{address}" of a scanner: wanted unix:/path or tcp:host:port')
    if found["path"]:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(found["path"])
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((found["host"].strip("[]"), int(found["port"])), timeout=PATIENCE)
