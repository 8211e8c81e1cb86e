"""Sentences that bulk texts are put together from, invented for this project; none tells of anyone."""

JA = (
    "沈黙が長く続くと、つい言葉を足したくなります。", "待っているあいだ、私は時計の音ばかり聞いていました。",
    "「大丈夫です」という言葉の手前で、いつも立ち止まってしまいます。", "受容と共感のあいだで、自分の立つ場所がわからなくなりました。",
    "傾聴のつもりで、要約を急いでいたのだと思います。", "不安の話になると、話題がすっと変わるのが印象に残りました。",
    "うつの診断で休職して半年になるという話でした。", "ひきこもりの時期のことを、初めて自分から語ってくれました。",
    "認知行動療法の宿題は毎回きちんと出るのに、気持ちが動かないのです。", "CBTの枠に乗せることが、この人にとって試験になっていたのかもしれません。",
    "ロジャーズの六条件を読み返すと、自己一致のところで手が止まります。", "逐語に起こしてみると、私の発言のほうが長いことに気づきました。",
    "パニックの場面を一緒にたどるうちに、呼吸が少し深くなりました。", "京都の研修で聞いた話を思い出しながら読みました。",
    "社交不安の強い方で、目が合うとすぐに下を向かれます。", "キャリアの相談のはずが、いつのまにか家族の話になっていました。",
    "私なら、その怖さのほうへ一歩だけ近づいてみたくなります。", "終結の話題を出すのが、私のほうも怖かったのだと思います。",
    "遅刻の意味を尋ねるべきか、そっとしておくべきか迷いました。", "「訊かれなかったこと」が、いちばん大きかったのではないでしょうか。",
    "スーパービジョンで指摘されて、初めて自分の焦りに気づきました。", "その一言を、そのまま返してみるだけで足りた気がします。",
    "母親の話になると、声の調子が少し変わります。", "鬱々とした気分が続くと言いながら、表情は穏やかでした。",
    "面接の終わりぎわに、いつも大事なことが語られます。", "森田療法でいう「あるがまま」を、どう言葉にすればよいでしょうか。",
    "動機づけ面接のように、両方の気持ちを並べて返してみました。", "投稿者さんが待てたことに、力量を感じました。",
    "泣いたあとに笑われたのは、照れだったのかもしれません。", "次の回に、また同じ椅子に座れるかどうかが気がかりです。",
)
EN = (
    "I notice how quickly I reach for words when the silence grows.", "She thanks me at the end of every session.",
    "The homework is always done, and never felt.", "I keep wondering whose anxiety I was holding in that hour.",
    "In your place I would stay with the moment just before the tears.", "Rogers would have me begin with my own congruence.",
    "Countertransference is the word I was avoiding.", "We are halfway through the agreed sessions and nothing has moved.",
    "He looks at the clock whenever I ask what he feels.", "Something in the room became lighter after that.",
    "I asked an open question and got a very small answer.", "CBT gave us a frame, and then the frame became an exam.",
    "The ending frightened me more than it frightened her.", "Supervision helped me see that I had been hurrying.",
    "Perhaps the lateness says what the words cannot.", "I would be curious about what she stopped herself from saying.",
    "He describes the week as if it had happened to someone else.", "We listened to the same silence in different ways.",
    "The formulation was neat, and the session was not.", "I reflected the feeling, and she corrected me gently.",
    "Motivational interviewing taught me to leave both sides standing.", "There was a long pause, and then a small laugh.",
    "My own tiredness was in the room before either of us sat down.", "It helped to say aloud that I did not know.",
)
TITLES_JA = ("待つことと放っておくこと", "言葉が足りないとき", "沈黙の手前で", "終わりの話ができない", "宿題がすすむほど遠くなる", "遅れてくる人を待つ", "泣かれたあとの一週間", "助言を求められて")
TITLES_EN = ("Before the silence", "An ending nobody mentions", "Homework without feeling", "Waiting for someone who is late", "After the tears", "Asked for advice", "A small answer", "Two kinds of quiet")
QUESTIONS_JA = ("皆さんなら、どこで待ちますか。", "この場面で、何を返しますか。", "どんな入り口から戻れるでしょうか。")
QUESTIONS_EN = ("Where would you have waited?", "What would you say at that moment?", "How would you find the way back?")
