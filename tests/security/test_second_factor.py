"""The second step of signing in: codes that count once, tries that are few, and nothing between the steps."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import clock, vault
from app.accounts import proving
from app.accounts.models import Attempt, Member, SignIn
from app.audit.models import Entry
from app.database import Database, open_database
from app.factors import codes, policy
from app.factors import queries as factors
from app.factors import service as proofs
from app.factors.models import Authenticator, RecoveryCode
from app.web.visit import Role
from tests.accounts.doors import PASSWORD, code_of, give_code, long_ago, mails, sign_in, with_app, with_password
from tests.people import Browser

CODE = re.compile(r"<code>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</code>")


@pytest.fixture
def secret(database, midori) -> str:
    return with_app(database, midori)


def emergency_codes(person: Browser) -> list[str]:
    return CODE.findall(person.post("/me/recovery-codes").text)


def test_a_member_with_an_app_gives_a_code_after_the_password(browser, midori, secret) -> None:
    person = browser()
    first = sign_in(person, midori.email, next="/desk")
    assert first.headers["location"] == "/sign-in/code?next=%2Fdesk"
    assert "__Host-kiku" not in person.cookies
    page = person.get(first.headers["location"]).text
    assert 'name="code"' in page and 'name="next" value="/desk"' in page
    assert give_code(person, code_of(secret), next="/desk").headers["location"] == "/desk"
    assert person.get("/desk").status_code == 200


def test_a_code_is_read_as_a_japanese_keyboard_types_it(browser, midori, secret) -> None:
    person = browser()
    sign_in(person, midori.email)
    wide = code_of(secret).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert give_code(person, f"{wide[:3]}　{wide[3:]}").status_code == 303


def test_setting_up_an_app_shows_its_secret_and_asks_for_a_first_code(browser, midori, database) -> None:
    person, elsewhere = browser(midori), browser(midori)
    where = person.post("/me/authenticators").headers["location"]
    page = person.get(where).text
    shown = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    assert shown and "<path d=" in page
    wrong = person.post(f"{where}/confirmation", {"code": "000000"})
    assert wrong.status_code == 422 and "数字が合いません" in wrong.text
    before = person.cookies["__Host-kiku"]
    assert person.post(f"{where}/confirmation", {"code": code_of(shown[1].replace(" ", ""))}).status_code == 303
    assert person.cookies["__Host-kiku"] != before
    assert elsewhere.get("/me").status_code == 303, "every other sign-in has ended"
    assert "予備のコードを作っておきましょう" in person.get("/me/factors").text
    assert person.get(where).status_code == 404, "the secret is shown to nobody any more"


def test_the_secret_of_an_app_is_sealed(midori, secret, database) -> None:
    with database.reading() as session:
        stored = b"".join(bytes(box) for box in session.scalars(select(vault.models.Sealed.box)))
        app = factors.app(session, midori.id)
        assert app and proofs.secret(session, app.id) == secret
    assert stored and secret.encode() not in stored


def test_another_app_takes_the_place_of_the_first(browser, midori, secret, database) -> None:
    person = browser(midori)
    where = person.post("/me/authenticators").headers["location"]
    other = re.search(r'"secret">([A-Z2-7 ]+)<', person.get(where).text)[1].replace(" ", "")  # type: ignore[index]
    person.post(f"{where}/confirmation", {"code": code_of(other)})
    with database.reading() as session:
        assert len(session.scalars(select(Authenticator.id)).all()) == 1
    again = browser()
    sign_in(again, midori.email)
    assert give_code(again, code_of(secret)).status_code == 422
    assert give_code(again, code_of(other, 1)).status_code == 303


def test_au_17_a_code_works_once(browser, midori, secret) -> None:
    code = code_of(secret)
    for wanted in (303, 422):
        person = browser()
        sign_in(person, midori.email)
        assert give_code(person, code).status_code == wanted


@pytest.mark.database
def test_au_17_a_code_works_once_even_twenty_times_at_once(midori, secret, database, site_settings) -> None:
    """From two engines, as from two processes: what decides is in the database."""
    second = open_database(site_settings.database_url)
    vault.unlock(second, site_settings.vault_key_file)
    code, now = code_of(secret), clock.now()

    def try_it(store: Database) -> bool:
        with store.writing() as session:
            return proofs.take_code(session, midori.id, code, now)

    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(try_it, [database, second] * 10))
    second.engine.dispose()
    assert taken.count(True) == 1


def test_au_18_codes_cannot_be_guessed_at_length_also_over_several_sign_ins(browser, midori, secret) -> None:
    answers = []
    for _ in range(4):
        person = browser()
        sign_in(person, midori.email)
        token = person.token("/sign-in/code")
        answers += [give_code(person, f"{n:06}", token=token) for n in range(4)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429] * 6
    assert int(answers[-1].headers["retry-after"]) > 0
    assert give_code(person, code_of(secret), token=token).status_code == 429, "a right one waits as well"


def test_au_18_after_a_few_wrong_codes_the_password_is_asked_again(browser, midori, secret, database) -> None:
    person = browser()
    sign_in(person, midori.email)
    token = person.token("/sign-in/code")
    for _ in range(5):
        give_code(person, "000000", token=token)
    assert give_code(person, code_of(secret), token=token).headers["location"] == "/sign-in"
    assert person.get("/sign-in/code").headers["location"] == "/sign-in"


@pytest.mark.parametrize(("later", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_au_19_a_code_is_right_for_half_a_minute_before_and_after(midori, database, later, taken) -> None:
    secret, now = codes.new_secret(), clock.now()
    step = codes.step_of(secret, code_of(secret, later), now, after=0)
    assert (step is not None) is taken


def test_au_19_a_clock_that_is_set_back_makes_no_code_right_again(midori, database, secret, monkeypatch) -> None:
    now = clock.now()
    later = codes.code_at(secret, int(now.timestamp()) // policy.STEP + 3)
    with database.writing() as session:
        assert proofs.take_code(session, midori.id, later, now + timedelta(seconds=90))
    for back in (timedelta(), timedelta(seconds=90), timedelta(seconds=120)):
        with database.writing() as session:
            here = codes.code_at(secret, int((now + back - timedelta(seconds=30)).timestamp()) // policy.STEP)
            assert not proofs.take_code(session, midori.id, here, now + back - timedelta(seconds=30))
            assert not proofs.take_code(session, midori.id, later, now + back)


def test_au_20_an_emergency_code_lets_in_once_however_it_is_typed(
    browser, midori, secret, database, site_settings
) -> None:
    made = emergency_codes(browser(midori))
    assert len(set(made)) == 10
    typed = made[3].replace("-", " ").upper().replace("0", "O").replace("1", "l")
    for wanted in (303, 422):
        person = browser()
        sign_in(person, midori.email)
        answer = give_code(person, typed, emergency="1")
        assert answer.status_code == wanted
        if wanted == 303:
            assert answer.headers["location"] == "/me/factors"
            assert "10個のうち、9個" in person.open("/me/factors").text
    assert "予備のコードが使われました" in " ".join(mail["Subject"] for mail in mails(database, site_settings))


@pytest.mark.database
def test_au_20_an_emergency_code_lets_in_once_even_twenty_times_at_once(browser, midori, secret, database) -> None:
    code = emergency_codes(browser(midori))[0]
    once = proving.read(database, midori.id, code)
    assert once

    def try_it(_: int) -> bool:
        with database.writing() as session:
            return once.take(session, clock.now())

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(try_it, range(20))).count(True) == 1


def test_au_20_emergency_codes_are_kept_as_hashes_and_shown_once(browser, midori, secret, database) -> None:
    person = browser(midori)
    made = emergency_codes(person)
    with database.reading() as session:
        stored = session.scalars(select(RecoveryCode.code_hash)).all()
    assert all(one.startswith("$argon2id$") for one in stored)
    assert not CODE.search(person.get("/me/factors").text)
    assert not set(made) & set(emergency_codes(person)), "new ones end the old"


def test_au_20_without_a_second_factor_there_are_no_emergency_codes(browser, midori) -> None:
    assert browser(midori).post("/me/recovery-codes").status_code == 403


def test_au_21_between_the_two_steps_nothing_is_open(browser, midori, secret) -> None:
    person = browser()
    sign_in(person, midori.email)
    for path in ("/desk", "/cases", "/me", "/me/password", "/me/factors", "/me/passkeys/new", "/proof"):
        assert person.get(path).headers["location"].startswith("/sign-in?next="), path
    for path in ("/me/password", "/me/authenticators", "/me/recovery-codes", "/me/passkeys", "/cases", "/me/email"):
        answer = person.post(path, {"current_password": PASSWORD, "password": "たまねぎ三つと赤い自転車"})
        assert answer.status_code == 401, path


def test_au_21_an_attempt_ends_after_ten_minutes_and_with_a_new_password(browser, midori, secret, database) -> None:
    person = browser()
    sign_in(person, midori.email)
    with database.writing() as session:
        session.execute(update(Attempt).values(ends_at=clock.now()))
    assert give_code(person, code_of(secret)).headers["location"] == "/sign-in"
    sign_in(person, midori.email)
    with database.writing() as session:
        session.execute(update(Member).values(password_hash="changed"))
    assert give_code(person, code_of(secret)).headers["location"] == "/sign-in"
    assert person.get("/me").status_code == 303


def test_an_attempt_of_one_browser_is_worth_nothing_in_another(browser, midori, secret) -> None:
    person, other = browser(), browser()
    sign_in(person, midori.email)
    assert give_code(other, code_of(secret)).headers["location"] == "/sign-in"
    assert give_code(person, code_of(secret)).status_code == 303
    other.cookies.set("__Host-kiku_step", person.cookies.get("__Host-kiku_step", ""), domain="kiku.test", path="/")
    assert other.get("/sign-in/code").headers["location"] == "/sign-in", "an attempt is good once"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_whoever_moderates_sets_up_a_second_factor_before_anything_else(browser, make, database, role) -> None:
    case = make.case()
    member = with_password(database, make.member("かえで", role=role))
    person = browser()
    assert sign_in(person, member.email).headers["location"] == "/"
    for path in ("/", "/cases", f"/cases/{case.case_id}", "/moderation", "/me", "/me/password", "/desk", "/search?q=a"):
        page = person.open(path)
        assert page.url.path == "/me/factors", path
        assert "まず、二段階認証を設定してください" in page.text
    assert person.post("/me/name", {"name": "ほか"}).status_code == 403
    assert person.post(f"/cases/{case.case_id}/posts", {"body": "読みました。"}).status_code == 403
    where = person.post("/me/authenticators").headers["location"]
    secret = re.search(r'"secret">([A-Z2-7 ]+)<', person.get(where).text)[1].replace(" ", "")  # type: ignore[index]
    person.post(f"{where}/confirmation", {"code": code_of(secret)})
    assert person.get("/moderation").status_code == 200
    assert person.post("/sign-out").status_code == 303


def test_whoever_moderates_keeps_one_second_factor(browser, make, database) -> None:
    member = make.moderator()
    with_app(database, member)
    person = browser(member)
    with database.reading() as session:
        app = factors.app(session, member.id)
    assert app
    assert person.post(f"/me/authenticators/{app.id}/removal").status_code == 403
    assert person.get("/moderation").status_code == 200
    with database.reading() as session:
        assert factors.has(session, member.id).authenticator


def test_a_counsellor_may_go_back_to_the_password_alone(browser, midori, secret, database, site_settings) -> None:
    person = browser(midori)
    emergency_codes(person)
    with database.reading() as session:
        app = factors.app(session, midori.id)
    assert app
    assert person.post(f"/me/authenticators/{app.id}/removal").status_code == 303
    with database.reading() as session:
        assert factors.has(session, midori.id) == policy.Has()
        assert session.scalars(select(vault.models.Sealed.owner)).all() == []
    assert sign_in(browser(), midori.email).headers["location"] == "/"
    assert "二段階認証の設定が変わりました" in " ".join(mail["Subject"] for mail in mails(database, site_settings))


def test_a_demo_lets_its_moderators_in_with_the_password_alone_and_production_never(
    browser, make, database, site_settings
) -> None:
    from dataclasses import replace

    from app.main import serve
    from tests.people import client_of

    member = with_password(database, make.moderator())
    with database.writing() as session:
        session.execute(update(Member).values(demo=True))
    person = browser()
    sign_in(person, member.email)
    assert person.get("/moderation").status_code == 200
    strict = replace(site_settings, production=True)
    person = client_of(serve(strict, database), strict, database, None, {})
    sign_in(person, member.email)
    assert person.get("/moderation").headers["location"] == "/me/factors"


def test_ac_10_nobody_reaches_anothers_second_factors(browser, make, midori, database) -> None:
    owner, other = browser(midori), browser(make.member())
    where = owner.post("/me/authenticators").headers["location"]
    assert other.get(where).status_code == 404
    assert other.post(f"{where}/confirmation", {"code": "000000"}).status_code == 404
    assert other.post(f"{where}/removal").status_code == 404
    assert owner.get(where).status_code == 200


def test_whoever_leaves_leaves_no_second_factor_behind(browser, midori, secret, database) -> None:
    from app.erasure import service as erasure
    from app.erasure.policy import Fate

    emergency_codes(browser(midori))
    browser(midori).post("/me/authenticators")
    with database.writing() as session:
        erasure.remove_member(session, midori.id, Fate.ERASE, actor=midori.id)
    with database.reading() as session:
        for table in ("authenticator", "recovery_code", "sign_in", "vault_box", "vault_key"):
            assert session.execute(select(SignIn.metadata.tables[table])).all() == [], table


def test_an_account_that_is_forgotten_takes_its_second_factor_along(make, database) -> None:
    from app.accounts import policy as accounts
    from app.accounts import service

    member = make.member(verified=False)
    with_app(database, member)
    with database.writing() as session:
        session.execute(update(Member).values(joined_at=clock.now() - accounts.FORGOTTEN_AFTER * 2))
    with database.writing() as session:
        service.forget(session, clock.now())
    with database.reading() as session:
        assert session.scalars(select(Member.id)).all() == session.scalars(select(Authenticator.id)).all() == []


def test_what_nobody_finished_is_forgotten(browser, midori, database) -> None:
    browser(midori).post("/me/authenticators")
    with database.writing() as session:
        session.execute(update(Authenticator).values(made_at=clock.now() - timedelta(hours=2)))
        proofs.begin_challenge(session, policy.Purpose.PROVE, "x", clock.now() - timedelta(hours=1))
    with database.writing() as session:
        proofs.forget(session, clock.now())
    with database.reading() as session:
        assert session.scalars(select(Authenticator.id)).all() == []
        assert session.scalars(select(vault.models.Sealed.owner)).all() == []


def test_locked_pages_ask_for_a_fresh_proof_and_lead_back(browser, midori, secret, database) -> None:
    person = browser(midori)
    long_ago(database, midori, proven_at=timedelta(minutes=16))
    where = person.get("/me/email").headers["location"]
    assert where == "/proof?next=%2Fme%2Femail"
    assert 'name="proof_code"' in person.get(where).text
    typed = {"next": "/me/email", "proof_password": PASSWORD, "proof_code": code_of(secret)}
    assert person.post("/proof", {**typed, "proof_password": "これは違う合言葉です"}).status_code == 422
    assert person.post("/proof", {**typed, "proof_code": "000000"}).status_code == 422
    assert person.get("/me/email").status_code == 303
    before = person.cookies["__Host-kiku"]
    assert person.post("/proof", typed).headers["location"] == "/me/email"
    assert person.cookies["__Host-kiku"] != before, "a proof gives the browser a new key"
    assert person.get("/me/email").status_code == 200


def test_a_locked_form_keeps_what_was_typed_while_it_asks_for_the_proof(
    browser, midori, secret, database, site_settings
) -> None:
    person = browser(midori)
    token = person.token("/me/email")
    long_ago(database, midori, proven_at=timedelta(minutes=16))
    asked = person.post("/me/email", {"email": "new-place@example.jp"}, token=token)
    assert asked.status_code == 403
    assert "new-place@example.jp" in asked.text and 'name="proof_password"' in asked.text
    assert mails(database, site_settings) == []
    typed = {"email": "new-place@example.jp", "proof_password": PASSWORD, "proof_code": "000000"}
    again = person.post("/me/email", typed, token=token)
    assert again.status_code == 403 and "コードが違うか" in again.text and PASSWORD not in again.text
    done = person.post("/me/email", {**typed, "proof_code": code_of(secret)}, token=token)
    assert done.headers["location"] == "/me"
    assert len(mails(database, site_settings)) == 2


def test_ac_21_without_a_fresh_proof_no_settled_words_are_opened(browser, make, database) -> None:
    moderator = with_password(database, make.moderator())
    secret = with_app(database, moderator)
    settled = make.returned(make.case("佐藤美咲さんのこと。しるしの言葉。"))
    person = browser(moderator)
    token, path = person.token("/me"), f"/moderation/{settled.revision_id}/opening"
    long_ago(database, moderator, proven_at=timedelta(minutes=16))
    asked = person.post(path, token=token)
    assert asked.status_code == 403 and "しるしの言葉" not in asked.text and 'name="proof_code"' in asked.text
    with database.reading() as session:
        assert "unsealing" not in session.scalars(select(Entry.act)).all()
    opened = person.post(path, {"proof_password": PASSWORD, "proof_code": code_of(secret)}, token=token)
    assert "しるしの言葉" in opened.text
    with database.reading() as session:
        assert "unsealing" in session.scalars(select(Entry.act)).all()


def test_ac_21_without_a_proof_of_the_last_hour_nothing_that_waits_is_read(browser, make, database) -> None:
    moderator = with_password(database, make.moderator())
    secret = with_app(database, moderator)
    held = make.case("佐藤美咲さんのこと。しるしの言葉。")
    person, place = browser(moderator), f"/moderation/{held.revision_id}?risk=direct"
    long_ago(database, moderator, proven_at=timedelta(minutes=59))
    assert "しるしの言葉" in person.get(place).text, "within a stretch of work nobody is asked"
    long_ago(database, moderator, proven_at=timedelta(minutes=61))
    for page in (place, f"/moderation/{held.revision_id}/redaction", f"/moderation/{held.revision_id}/appeal"):
        asked = person.get(page)
        assert asked.status_code == 303 and asked.headers["location"].startswith("/proof?next=%2Fmoderation%2F")
        assert "しるしの言葉" not in asked.text
    with database.reading() as session:
        assert len(session.scalars(select(Entry.act).where(Entry.act == "unsealing")).all()) == 1
    proof = {"proof_password": PASSWORD, "proof_code": code_of(secret), "next": place}
    back = person.post("/proof", proof)
    assert back.headers["location"] == place and "しるしの言葉" in person.get(place).text


@pytest.mark.parametrize("form", ["decision", "redaction", "appeal"])
def test_ac_21_a_form_whose_hour_ran_out_asks_for_the_proof_and_loses_nothing(form, browser, make, database) -> None:
    moderator = with_password(database, make.moderator())
    secret = with_app(database, moderator)
    held = make.case("佐藤美咲さんのこと。しるしの言葉。")
    person, path = browser(moderator), f"/moderation/{held.revision_id}/{form}"
    token = person.token("/moderation")
    long_ago(database, moderator, proven_at=timedelta(minutes=61))
    typed = {"outcome": "return", "note": "長く考えて\n書いた説明。", "answer": "長く考えた答え。", "intent": "look"}
    asked = person.post(path, typed, token=token)
    assert asked.status_code == 403 and "しるしの言葉" not in asked.text and 'name="proof_code"' in asked.text
    assert f'action="{path}"' in asked.text
    for name, value in typed.items():
        assert re.search(rf'<textarea name="{name}" hidden>\s*{value}</textarea>', asked.text), name
    again = typed | {"proof_password": PASSWORD, "proof_code": code_of(secret)}
    sent = person.post(path, again, token=token)
    assert sent.status_code == {"decision": 303, "redaction": 422, "appeal": 404}[form]


def test_a_code_for_an_emergency_is_no_fresh_proof(browser, midori, secret, database) -> None:
    person = browser(midori)
    made = emergency_codes(person)
    answer = person.post("/proof", {"proof_password": PASSWORD, "proof_code": made[0]})
    assert answer.status_code == 422


def test_fresh_proofs_cannot_be_guessed_at_length(browser, midori, database) -> None:
    person = browser(midori)
    token = person.token("/proof")
    typed = {"proof_password": "当てずっぽうの合言葉"}
    assert [person.post("/proof", typed, token=token).status_code for _ in range(11)] == [422] * 10 + [429]


def test_a_password_alone_is_proof_enough_where_there_is_no_second_factor(browser, midori, database) -> None:
    person = browser(midori)
    long_ago(database, midori, proven_at=timedelta(hours=1))
    assert 'name="proof_code"' not in person.get("/proof").text
    assert person.post("/proof", {"proof_password": PASSWORD, "next": "/me/email"}).headers["location"] == "/me/email"
    with database.reading() as session:
        assert session.scalars(select(SignIn.strong).where(SignIn.ended_at.is_(None))).one()
