"""Contacts, addresses and numbers, also in the forms that dodge a search."""

import pytest

from app.deid import Identifier, Kind, assess


def direct(text: str) -> list[tuple[Kind, str]]:
    return [
        (one.kind, text[one.start : one.end]) for one in assess(text).findings if one.identifier is Identifier.DIRECT
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("番号は０８０－１１１１－２２２２へ", Kind.CONTACT, "０８０－１１１１－２２２２"),
        (
            "はい、ゼロキュウゼロ、ゼロゼロゼロゼロ、イチニイサンヨンで",
            Kind.CONTACT,
            "ゼロキュウゼロ、ゼロゼロゼロゼロ、イチニイサンヨン",
        ),
        ("mobile 0491 570 006, texts preferred", Kind.CONTACT, "0491 570 006"),
        ("tadashi.k アット example ドット jp です", Kind.CONTACT, "tadashi.k アット example ドット jp"),
        ("a wrong one, t r e y . h @ example . com, was sent", Kind.CONTACT, "t r e y . h @ example . com"),
        ("インスタの@mii_chan_0807です", Kind.CONTACT, "@mii_chan_0807"),
        ("健康保険証 記号3021 番号118", Kind.ID_NUMBER, "記号3021 番号118"),
        ("Case number 24-DR-00871 is open", Kind.ID_NUMBER, "24-DR-00871"),
        ("My website (www.ellingbourne-rooms.example) is out of date", Kind.CONTACT, "www.ellingbourne-rooms.example"),
        ("NI number QQ 12 34 56 C", Kind.ID_NUMBER, "QQ 12 34 56 C"),
        ("川崎市麻生区細山町二丁目十四番三号に住む", Kind.ADDRESS, "川崎市麻生区細山町二丁目十四番三号"),
        ("at 27 Tamarisk Close, Bedford MK41 7QX, with", Kind.ADDRESS, "27 Tamarisk Close, Bedford MK41 7QX"),
    ],
)
def test_a_number_or_an_address_is_found_whole(text: str, kind: Kind, words: str) -> None:
    assert (kind, words) in direct(text)


@pytest.mark.parametrize(
    "text",
    [
        "よりそいホットライン(0120-279-338)を案内した。",
        "The Samaritans are on 116 123, and the lifeline on 1-800-273-8255.",
        "公認心理師法第41条、BDI-IIは24点、第7回、50分。",
        "PHQ-9: 17, 15, 15, 11, 9, 7 over session 4 of 8, at 10.30 for £40.",
        "予約は info@example.org へ。",
        "I pointed him to the Harbour Gambling Helpline (0808 555 0143), which is free.",
        "夜は「みなもホットライン」(0120-555-014)を案内した。",
        "The handout is at www.ellingbourne.example, page four.",
    ],
)
def test_numbers_that_lead_to_nobody_are_left_alone(text: str) -> None:
    assert direct(text) == []
