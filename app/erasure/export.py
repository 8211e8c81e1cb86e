"""A copy of one's own data as a file. Apart from the routes, because how it is written is a matter of its own. Pure."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime

from app import taxonomy
from app.erasure.policy import FileForm, OwnData, OwnPost
from app.i18n import Translator

TYPES = {FileForm.JSON: "application/json", FileForm.TEXT: "text/plain; charset=utf-8"}


def written(own: OwnData, form: FileForm, t: Translator) -> str:
    return _as_json(own) if form is FileForm.JSON else "\n".join(_as_text(own, t)) + "\n"


def _as_json(own: OwnData) -> str:
    def moment(value: object) -> str:
        assert isinstance(value, datetime), "everything else is text, a number or made of these"
        return value.isoformat()

    return json.dumps(dataclasses.asdict(own), ensure_ascii=False, indent=2, default=moment) + "\n"


def _as_text(own: OwnData, t: Translator) -> Iterator[str]:
    yield t("erasure.copy.head", day=t.day(own.made_at))
    yield ""
    yield f"{t('field.name.label')}{t('erasure.copy.is')}{own.name}"
    yield f"{t('field.email.label')}{t('erasure.copy.is')}{own.email}"
    yield t("erasure.copy.joined", day=t.day(own.joined_at))
    for licence in own.licences:
        known = taxonomy.licences().get(licence.slug)
        name = " ".join(filter(None, [known.label.of(t.locale) if known else licence.slug, licence.number]))
        yield t("erasure.copy.licence", name=name, day=t.day(licence.claimed_at))
        if licence.proof_sent_at:
            yield t("erasure.copy.proof", day=t.day(licence.proof_sent_at))
    for sign_in in own.sign_ins:
        yield t("erasure.copy.sign_in", device=sign_in.device or "?", day=t.day(sign_in.began_at))
    for post in own.posts:
        yield from _post(post, t)
    said = (
        ("report", own.reports),
        ("objection", own.objections),
        ("appeal", own.appeals),
        ("redaction_objection", own.redaction_objections),
    )
    for what, each in said:
        for one in each:
            yield from ("", t(f"erasure.copy.{what}", day=t.day(one.made_at)))
            yield from filter(None, [one.note])
    for exercise in own.exercises:
        yield from ("", t("erasure.copy.exercise", slug=exercise.slug, day=t.day(exercise.answered_at)))
        yield from filter(None, [exercise.note])


def _post(post: OwnPost, t: Translator) -> Iterator[str]:
    yield ""
    yield "=" * 40
    yield t(f"erasure.copy.{post.kind}", address=post.address, day=t.day(post.made_at))
    if post.signed_as:
        yield t("erasure.copy.signed", name=post.signed_as)
    for version in post.versions:
        yield ""
        yield t(
            "erasure.copy.version",
            number=version.number,
            state=t(f"posts.state.{version.state}"),
            day=t.day(version.made_at),
        )
        if version.title:
            yield from ("", version.title)
        yield from ("", version.body or t("erasure.copy.forgotten"))
        if version.question:
            yield from ("", t("erasure.copy.question", question=version.question))
