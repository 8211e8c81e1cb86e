"""The only file that knows webauthn: what a browser is asked for, and whether its answer holds."""

import json
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.factors.policy import CHALLENGE_FOR, Holder, NewPasskey, Site

LONGEST_ID = 1_023  # bytes; Web Authentication Level 3, 4 "credential ID"
_TIMEOUT = int(CHALLENGE_FOR.total_seconds() * 1000)


def site_of(base_url: str) -> Site | None:
    """Return the site by its name, or nothing where it has none but a number."""
    host = urlsplit(base_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return Site(host, base_url)
    return None


def creation_options(site: Site, holder: Holder, challenge: bytes, have: tuple[bytes, ...]) -> str:
    """Return what a browser is to make: a key that it finds without a name, and gives out only to its owner."""
    return options_to_json(
        generate_registration_options(
            rp_id=site.rp_id,
            rp_name="Kiku 聴く",
            user_id=holder.id.bytes,
            user_name=holder.email,
            user_display_name=holder.name,
            challenge=challenge,
            timeout=_TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=_described(have),
        )
    )


def request_options(site: Site, challenge: bytes, have: tuple[bytes, ...] = ()) -> str:
    """Return what a browser is to answer; with `have` by one of these keys, without by any of this site's."""
    return options_to_json(
        generate_authentication_options(
            rp_id=site.rp_id,
            challenge=challenge,
            timeout=_TIMEOUT,
            allow_credentials=_described(have),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def challenge_in(answer: str) -> bytes | None:
    """Return the challenge that an answer claims to answer."""
    try:
        client_data = base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"])
        return parse_client_data_json(client_data).challenge
    except Exception:  # noqa: BLE001  # whatever a stranger's JSON does to a parser, it is no answer
        return None


def credential_id_in(answer: str) -> bytes | None:
    try:
        return parse_authentication_credential_json(answer).raw_id
    except Exception:  # noqa: BLE001  # as above
        return None


def made(site: Site, answer: str, challenge: bytes) -> NewPasskey | None:
    """Return the key that a browser made for this challenge, if it is for this site and asks who uses it."""
    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  # the library raises its own kinds and those of the parsers beneath it
        return None
    if len(found.credential_id) > LONGEST_ID:
        return None
    return NewPasskey(found.credential_id, found.credential_public_key, found.sign_count)


def answered(
    site: Site, answer: str, challenge: bytes, *, holder: UUID, public_key: bytes, sign_count: int
) -> int | None:
    """Return the key's new count if its answer holds: right site, page, person, signature, and not counted before."""
    try:
        parsed = parse_authentication_credential_json(answer)
        if parsed.response.user_handle not in (None, holder.bytes):
            return None
        return verify_authentication_response(
            credential=parsed,
            expected_challenge=challenge,
            expected_rp_id=site.rp_id,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        ).new_sign_count
    except Exception:  # noqa: BLE001  # as above
        return None


def _described(have: tuple[bytes, ...]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in have]
