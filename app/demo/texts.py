"""The demo's people, cases and comments. Everybody and everything in them is invented for this project."""

from typing import NamedTuple

from app.web.visit import Role


class DemoMember(NamedTuple):
    name: str
    email: str
    role: Role
    locale: str
    licence: str
    number: str
    verified: bool = True


class DemoComment(NamedTuple):
    author: str
    body: str
    answers: bool = False


class DemoCase(NamedTuple):
    author: str
    lang: str
    title: str
    body: str
    question: str
    approaches: tuple[str, ...]
    comments: tuple[DemoComment, ...] = ()
    alias: bool = False


MEMBERS = (
    DemoMember("縁側", "engawa@example.org", Role.COUNSELLOR, "ja", "jp-career-consultant", "00000001"),
    DemoMember("ほうじ茶", "houjicha@example.org", Role.COUNSELLOR, "ja", "jp-industrial-counsellor", "00000002"),
    DemoMember("Slow Tea", "slowtea@example.org", Role.COUNSELLOR, "en", "uk-bacp", "000003"),
    DemoMember("Halfway Bench", "bench@example.org", Role.COUNSELLOR, "en", "uk-bacp", "000004"),
    DemoMember("見守り役", "moderator@example.org", Role.MODERATOR, "ja", "jp-certified-public-psychologist", "000005"),
    DemoMember("Lamplighter", "moderator-en@example.org", Role.MODERATOR, "en", "uk-bacp", "000006"),
    DemoMember("管理人", "admin@example.org", Role.ADMIN, "ja", "jp-certified-public-psychologist", "000007"),
    DemoMember(
        "新しい人", "newcomer@example.org", Role.COUNSELLOR, "ja", "jp-clinical-psychologist", "00008", verified=False
    ),
)

CASES = (
    DemoCase(
        "縁側",
        "ja",
        "「大丈夫です」の前で、立ち止まってしまう",
        """## 主訴（クライエントの言葉で）

「大丈夫です。ちょっと眠れないだけで」

## 背景

Aさん、50代の男性。勤め先の体制が変わり、後輩が上司になった。家族には話していないという。

## 経過

第1回から第3回まで、こちらが尋ねるたびに「大丈夫です」と返ってきた。第4回、私が黙っていると、
「大丈夫じゃないと言ったら、ここで何が起きるんですか」と訊かれた。驚いて、うまく応えられなかった。

## アプローチと根拠

来談者中心療法。ロジャーズの六条件のうち、自己一致のところでつまずいている。大丈夫ではなさそうだと
感じている自分を、そのまま伝えてよいのか迷った。

## 結果

第5回、Aさんのほうから「この前は変なことを訊きました」と切り出された。そこから話は進んでいない。""",
        "「ここで何が起きるんですか」と訊かれたとき、皆さんなら、どう応えますか。",
        ("person-centred-therapy", "motivational-interviewing"),
        (
            DemoComment(
                "ほうじ茶",
                "「何が起きるんですか」は、試す問いというより、怖さの言葉のように聞こえました。"
                "私なら、「何が起きたら困りますか」と、その怖さのほうへ一歩だけ近づいてみたくなります。",
            ),
            DemoComment(
                "縁側",
                "怖さ、と書いてくださって、あの場の空気が腑に落ちました。近づく前に、まず私が構えていたのだと思います。",
                answers=True,
            ),
            DemoComment(
                "Slow Tea",
                "In your place I might have said that I did not know either, and that I would like to find out with him. "
                "Your surprise sounds like the most honest thing in the room.",
            ),
            DemoComment(
                "ほうじ茶", "読み返していて気づきました。これ、もしかして石巻の水産会社の佐々木さんの件ではないですか。"
            ),
        ),
    ),
    DemoCase(
        "ほうじ茶",
        "ja",
        "履歴書の空白を、一緒に見つめられなかった",
        """## 主訴（クライエントの言葉で）

「この三年を、なんて書けばいいのか」

## 経過

Bさんは30代の女性。退職してからの三年を、履歴書にどう書くかという相談だった。私は書き方の助言を急いだ。
第2回の終わりに「三年のこと、誰も訊かないんですね」と言われた。

## アプローチと根拠

ナラティヴ・セラピーの外在化を考えていたのに、問題を外に置くより先に、話を先に進めてしまった。
サビカスのキャリア構築理論でいう「物語の主人公」の座を、私が取り上げていたのだと思う。""",
        "空白の時間の話へ、どんな入り口から戻れるでしょうか。",
        ("narrative-therapy", "savickas-construction"),
        (
            DemoComment(
                "縁側",
                "「誰も訊かないんですね」を、そのまま入り口にしてよい気がします。「訊かずに来てしまいました」と。",
            ),
        ),
    ),
    DemoCase(
        "ほうじ茶",
        "ja",
        "沈黙の多い面接で、私が話しすぎる",
        """「先生のほうが、よくしゃべりますね」と笑われた。20代のCさん。うつの診断で休職している。
第3回の逐語を起こしてみると、私の発言のほうが長かった。

傾聴のつもりで、要約を重ねすぎていたのだと思う。""",
        "沈黙の前で言葉を足したくなるとき、何をして待っていますか。",
        ("person-centred-therapy", "focusing"),
        alias=True,
    ),
    DemoCase(
        "Slow Tea",
        "en",
        "She thanks me at the end of every session",
        """## Presenting concern, in the client's words

"I'm sure other people need this hour more than I do."

## Background

Client A is in her thirties and works in a caring job. She looks after a parent in the evenings.

## Course

Every session ends with thanks, and twice with a small apology for taking up time. In session six I said that
I noticed the thanks, and she went very quiet.

## Approach and its grounds

Person-centred, with Winnicott on the false self in the back of my mind. I wonder whether I have become one more
person she has to look after.

## Outcome

She came back the next week and did not thank me. I do not know what that means yet.""",
        "How would you speak about the thanks without taking them away from her?",
        ("person-centred-therapy", "psychodynamic-therapy"),
        (
            DemoComment(
                "Halfway Bench",
                "In your place I would wait for the next thanks and be curious about the moment just before it. "
                "What has she just stopped herself from saying?",
            ),
            DemoComment(
                "縁側",
                "「迷惑をかけていないか」を、感謝のかたちで確かめておられるのかもしれません。日本の面接でもよく出会います。",
            ),
        ),
    ),
    DemoCase(
        "Halfway Bench",
        "en",
        "Homework that is always done, and never felt",
        """## Presenting concern, in the client's words

"I do everything you ask. So why am I still like this?"

## Course

Client B is in his forties. His thought records are perfect. When I ask what he felt while writing them, he looks
at the clock. We are at session five of ten and his PHQ-9 has not moved.

## Approach and its grounds

CBT. Beck would have me look at the beliefs about doing well, and I suspect the records have become another exam.""",
        "Would you stay with the protocol, or put it down for a session?",
        ("cognitive-behavioural-therapy", "acceptance-and-commitment-therapy"),
    ),
)
