"""Passages in both languages about invented people."""

from uuid import uuid4

from app import deid

LETTERS = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")

CLEAR_TITLE = "待つことと、放っておくことのあいだで"
CLEAR_QUESTION = "沈黙が続くとき、皆さんは何を手がかりに待っていますか。"
CLEAR_CASE = """## 主訴

「何を話せばいいのか、来るたびにわからなくなります」

## 経過

Aさんは40代の女性。はじめの数回は沈黙が長く、私のほうが言葉を足していた。第4回で待つことにすると、
「黙っていても怒られないんですね」と言われた。

## アプローチと根拠

来談者中心療法。ロジャーズの受容を、待つという形で試みた。"""
CLEAR_COMMENT = "待つ側の落ち着かなさまで書いてくださって、ありがたく読みました。私なら、その「怒られない」を一緒に味わいたくなります。"
CLEAR_CASE_EN = """## Presenting concern

"I never know what to say when I get here."

## Course

Client A is in her forties. The first sessions were long silences that I kept filling. In session four I waited,
and she said that nobody was cross with her.

## Approach and its grounds

Person-centred. Rogers on acceptance, tried as waiting."""
CLEAR_TITLE_EN = "Between waiting and leaving alone"
CLEAR_QUESTION_EN = "What do you hold on to while a silence lasts?"

NAME = "佐藤美咲"
NAMED = f"{NAME}さんは、第3回で初めて泣かれた。"  # a name: held whatever else is said
NUMBERED = "連絡先は090-1234-5678とのことでした。"
NAMED_EN = "Her name is Sarah Whitcombe and she asked me not to tell anyone."


AROUND = ("「{}」の事例です。", "沈黙のあとで、{}と言った。", "書きかけ {}")


def marker() -> str:
    """Return a word that stands nowhere else and holds no text: of letters alone, and none that could be a name.

    The detector reads digits as numbers of something, and takes one of a hundred such words for what somebody is called.
    """
    while True:
        word = f"zq{uuid4().hex[:12].translate(LETTERS)}"
        if not any(deid.assess(text.format(word)).findings for text in AROUND):
            return word
