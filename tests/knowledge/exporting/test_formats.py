"""Addresses as HSDS wants them: in the format, or not at all."""

import pytest

from knowledge.hsds.formats import email, uri


@pytest.mark.parametrize(
    "text",
    [
        "https://comune.example",
        "http://comune.example:8080/a_b/%C3%A8;x?q='1+1'&r=@qui#parte",
        "HTTPS://Comune.example/",
        "https://comune.example?a",
    ],
)
def test_an_address_of_the_web_stays_as_it_is(text: str) -> None:
    assert uri(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://www.città.example/è a", "https://www.xn--citt-3na.example/%C3%A8%20a"),
        ("https://مكتب.example/移民", "https://xn--ngbd8eh.example/%E7%A7%BB%E6%B0%91"),
        ("https://x.example/[a]|b?c=50%", "https://x.example/%5Ba%5D%7Cb?c=50%25"),
    ],
)
def test_what_a_uri_cannot_hold_is_encoded(text: str, found: str) -> None:
    assert uri(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "n/a", "www.x.example", "mailto:a@b.example", "https://", "https://a.example https://b.example"),
        *("https://x..example", "https://x.example#a#b", "https://x.example/\ud800", f"https://{'x' * 64}.example"),
    ],
)
def test_what_is_no_address_of_the_web(text: str | None) -> None:
    assert uri(text) is None


def test_addresses_of_mail() -> None:
    assert email("Info+a@Comune.example") == "Info+a@Comune.example"
    wrong = (None, "", "n/a", "-", " a@b.example", "a@b.example; c@d.example", "è@b.example", "a@città.example")
    assert [email(text) for text in wrong] == [None] * len(wrong)
