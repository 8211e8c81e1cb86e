"""Theorists, authors and figures everybody knows, as they are written in Japanese; the lists are those of `theorists`."""

from app.deid import patterns as re
from app.deid.lists import word_set
from app.deid.people.theorists import JAPANESE_FORMS

SURNAMES = word_set("japanese_surnames")
PUBLIC = word_set("public_figures")
JAPANESE_FAMILIES = frozenset(
    form[:length] for form in JAPANESE_FORMS for length in (1, 2, 3) if form[:length] in SURNAMES and len(form) > length
)
# A family name of three kanji, which the tokeniser may cut: 神田橋 of 神田橋條治.
LONG_FAMILY = re.compile("|".join(sorted({form[:3] for form in JAPANESE_FORMS if re.fullmatch(r"[一-鿿々]{5}", form)})))
JAPANESE_FULL = frozenset(form for form in JAPANESE_FORMS if re.match(r"[一-鿿]", form)) | frozenset(
    figure for figure in PUBLIC if re.match(r"[一-鿿ぁ-ゖ]", figure)
)
KATAKANA_FORMS = frozenset(form for form in JAPANESE_FORMS if re.match(r"[ァ-ヺ]", form)) | frozenset(
    figure for figure in PUBLIC if re.match(r"[ァ-ヺ]", figure)
)
