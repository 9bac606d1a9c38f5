import pytest

from etl.errors import SourceError
from etl.extract import web


@pytest.mark.parametrize(
    "address", ["ftp://example.com/a", "file:///etc/passwd", "http://user:pw@example.com/", "http:///x"]
)
def test_refused_addresses(address: str) -> None:
    with pytest.raises(SourceError, match="example|passwd|host"):
        web.checked_address(address)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.1.1",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "0.0.0.0",
        "224.0.0.1",
    ],
)
def test_private_addresses(ip: str) -> None:
    assert not web.is_public(ip)


def test_loopback_is_not_fetched() -> None:
    with pytest.raises(SourceError, match="private"):
        web.fetch("http://127.0.0.1:9/", allow_private=False, max_bytes=10)
