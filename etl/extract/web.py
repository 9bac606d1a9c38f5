"""Fetch a page from the web, behind a guard: no other schemes, no private addresses, limits on time and size."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from urllib.parse import urljoin, urlsplit

import urllib3
from trafilatura.downloads import DEFAULT_HEADERS

from etl.errors import SourceError
from etl.models import Media

TIMEOUT = urllib3.Timeout(connect=10, read=20)
# Seconds for one document, name look-up, redirects and body included: each read has a limit of its own, but a server
# that sends a byte now and then keeps within it for ever.
DEADLINE = 60.0
MAX_REDIRECTS = 5
CHUNK_BYTES = 65_536
NAT64 = ipaddress.ip_network("64:ff9b::/96")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TEXT_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "": "html"}


def is_address(source: str) -> bool:
    """True for what names a scheme: `https://...`, and `ftp://...` to be refused with a reason."""
    return "://" in source


def checked_address(address: str) -> str:
    """`address` as given; raises SourceError where it is no plain http or https address."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise SourceError(f"{address}: is no valid address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise SourceError(f"{address}: only http and https addresses are fetched")
    if not host:
        raise SourceError(f"{address}: names no host")
    if parts.username or parts.password:
        raise SourceError(f"{address}: addresses with a user name or password are not fetched")
    return address


def fetch(address: str, *, allow_private: bool, max_bytes: int) -> tuple[bytes, str, Media]:
    """Bytes, final address and kind of a page; redirects are followed by hand so that each hop is checked.

    The host is resolved once and the connection made to that very address, so that a name which changes between check
    and use gains nothing. Raises SourceError with the reason, after DEADLINE seconds at the latest.
    """
    done: queue.SimpleQueue[tuple[bytes, str, Media] | Exception] = queue.SimpleQueue()
    until = time.monotonic() + DEADLINE

    def work() -> None:
        try:
            done.put(_fetch(address, allow_private, max_bytes, until))
        except Exception as error:  # handed to the caller, who raises it
            done.put(error)

    # A thread, since name look-up and the reading of headers cannot be stopped from within.
    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        result = done.get(timeout=DEADLINE)
    except queue.Empty:
        raise _too_slow(address) from None
    if isinstance(result, Exception):
        raise result
    return result


def _too_slow(address: str) -> SourceError:
    return SourceError(f"{address}: not received within {DEADLINE:g} seconds; save the page and read the file")


def _fetch(address: str, allow_private: bool, max_bytes: int, until: float) -> tuple[bytes, str, Media]:
    current = checked_address(address)
    for _ in range(MAX_REDIRECTS + 1):
        response = _get(current, allow_private)
        try:
            if response.status in REDIRECTS and (target := response.headers.get("Location")):
                current = checked_address(urljoin(current, target))
                continue
            if response.status != 200:
                raise SourceError(f"{address}: the server answered {response.status}; save the page and read the file")
            kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
            if kind not in TEXT_TYPES:
                raise SourceError(f"{address}: is {kind}, not a web page")
            data = _read_body(response, address, max_bytes, until)
            return data, current, "text" if TEXT_TYPES[kind] == "text" else "html"
        except urllib3.exceptions.HTTPError as error:
            raise SourceError(f"{address}: cannot be fetched ({error})") from error
        finally:
            response.close()
    raise SourceError(f"{address}: redirects more than {MAX_REDIRECTS} times")


def _read_body(response: urllib3.BaseHTTPResponse, address: str, max_bytes: int, until: float) -> bytes:
    data = bytearray()
    while chunk := response.read1(CHUNK_BYTES, decode_content=True):
        data += chunk
        if len(data) > max_bytes:
            raise SourceError(f"{address}: is larger than {max_bytes:,} bytes")
        if time.monotonic() > until:
            raise _too_slow(address)
    return bytes(data)


def _get(address: str, allow_private: bool) -> urllib3.BaseHTTPResponse:
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    ip = _resolve(address, host, port, allow_private)
    headers = {**DEFAULT_HEADERS, "Host": parts.netloc}
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(ip, port, timeout=TIMEOUT, server_hostname=host, assert_hostname=host)
    else:
        pool = urllib3.HTTPConnectionPool(ip, port, timeout=TIMEOUT)
    try:
        return pool.urlopen("GET", path, headers=headers, redirect=False, retries=False, preload_content=False)
    except urllib3.exceptions.HTTPError as error:
        raise SourceError(f"{address}: cannot be fetched ({error})") from error


def _resolve(address: str, host: str, port: int, allow_private: bool) -> str:
    """An IP address of the host; every one it has must be public unless private ones are allowed."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{address}: the host cannot be found ({error})") from error
    for ip in found:
        if not allow_private and not is_public(ip):
            raise SourceError(f"{address}: {host} is a private address; --allow-private fetches from there")
    return found[0]


def is_public(ip: str) -> bool:
    """True for addresses of the open internet, IPv4 inside IPv6 (mapped, 6to4, Teredo, NAT64) looked through."""
    address = ipaddress.ip_address(ip.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in NAT64:
            inner = ipaddress.IPv4Address(address.packed[-4:])
        address = inner or address
    return address.is_global and not address.is_multicast
