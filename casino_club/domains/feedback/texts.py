"""Every line the club says after an action, by occasion, in Korean and English. `{count}` is the length of a run.

How they are written: warm and short; what happened, never what to do next with money; nothing is due, late or last;
a loss is a loss, and a return below the stake is no gain. A long run of losses is answered with a pause to take.
"""

from typing import Final

from casino_club.domains.feedback.contracts import AnimationKey, Tone

Line = tuple[str, str]
"""(Korean, English)."""

OCCASIONS: Final[dict[str, tuple[Tone, AnimationKey, tuple[Line, ...]]]] = {
    "win": (
        "warm",
        "glow",
        (
            ("축하해요, 이번 라운드는 이겼어요.", "Nice, this round is yours."),
            ("좋은 결과네요. 잔액에 바로 더해졌어요.", "A good one. It is on your balance already."),
            ("이겼어요! 기분 좋은 불빛이네요.", "You won. The lights suit you."),
            ("깔끔한 승리예요.", "A clean win."),
        ),
    ),
    "win_run": (
        "celebrate",
        "burst",
        (
            ("{count}연승이에요! 오늘은 불빛이 따라다니네요.", "{count} wins in a row! The lights follow you tonight."),
            ("연달아 {count}번 이겼어요. 멋진 흐름이었어요.", "{count} in a row. That was a fine stretch."),
            ("{count}번 연속 승리, 기억해 둘 만한 순간이에요.", "{count} straight wins: one to remember."),
        ),
    ),
    "big_win": (
        "celebrate",
        "burst",
        (
            ("와, 크게 이겼어요! 축하해요.", "Wow, that was a big one. Congratulations!"),
            ("오늘의 장면이네요. 정말 축하해요.", "That is tonight's scene. Congratulations!"),
            ("클럽이 환해졌어요. 큰 승리 축하해요.", "The whole club lit up. What a win."),
        ),
    ),
    "draw": (
        "neutral",
        "nod",
        (
            ("비겼어요. 건 금액은 그대로 돌아왔어요.", "A draw. Your stake is back."),
            ("무승부예요. 잃은 것도 얻은 것도 없어요.", "Even. Nothing lost, nothing won."),
            ("이번에는 승부가 나지 않았어요.", "No one took this one."),
        ),
    ),
    "partial": (
        "neutral",
        "still",
        (
            ("건 금액의 일부가 돌아왔어요.", "Part of your stake came back."),
            ("일부만 돌아온 라운드예요.", "This round returned a part of the stake."),
            ("돌아온 금액이 건 금액보다 적어요.", "What came back is less than the stake."),
        ),
    ),
    "lose": (
        "calm",
        "still",
        (
            ("이번에는 아쉽게 됐어요.", "Not this time."),
            ("이번 라운드는 지나갔어요. 편하게 해요.", "That round is over. Take it easy."),
            ("아쉬워요. 결과는 언제든 직접 확인할 수 있어요.", "A pity. You can check the result yourself any time."),
            ("이번에는 빗나갔네요. 천천히 해도 괜찮아요.", "A miss. There is no hurry."),
        ),
    ),
    "lose_run": (
        "care",
        "breathe",
        (
            (
                "{count}번 이어서 아쉬웠네요. 잠깐 쉬어 가도 좋아요.",
                "{count} misses in a row. A short break is a fine idea.",
            ),
            (
                "결과는 매번 새로 정해져요. 물 한 잔 하고 와도 괜찮아요.",
                "Each round is drawn anew. A glass of water, maybe?",
            ),
            (
                "오늘 흐름이 조용하네요. 쉬었다 와도 자리는 그대로예요.",
                "A quiet stretch. Your seat is here whenever you like.",
            ),
        ),
    ),
    "lose_long": (
        "care",
        "breathe",
        (
            ("여기서 쉬어도 좋아요. 클럽은 늘 열려 있어요.", "This is a good place to stop. The club is always open."),
            (
                "오늘은 이만해도 괜찮아요. 내 한도에서 휴식을 정할 수 있어요.",
                "Enough for today is fine. You can set a break in your limits.",
            ),
            (
                "잠시 쉬는 건 어때요? 지난 결과는 다음 결과를 바꾸지 않아요.",
                "How about a pause? Past rounds do not change the next one.",
            ),
        ),
    ),
    "capsule": (
        "warm",
        "nod",
        (
            ("캡슐이 열렸어요. 보관함에서 볼 수 있어요.", "The capsule is open. Find it in your collection."),
            ("새 불빛이 보관함에 들어왔어요.", "A new light went into your collection."),
        ),
    ),
    "capsule_new": (
        "warm",
        "glow",
        (
            ("처음 만나는 랜턴이에요!", "A lantern you did not have yet!"),
            ("도감이 한 칸 채워졌어요.", "One more space in your collection is lit."),
        ),
    ),
    "capsule_again": (
        "neutral",
        "nod",
        (
            (
                "이미 있는 랜턴이에요. 정해진 대로 바꿔 드렸어요.",
                "You have this lantern. It was exchanged as the rules say.",
            ),
            ("또 만났네요. 교환된 내용은 기록에 있어요.", "We meet again. The exchange is in your history."),
        ),
    ),
    "capsule_rare": (
        "celebrate",
        "burst",
        (
            ("귀한 불빛이에요. 축하해요!", "A rare light. Congratulations!"),
            ("반짝이네요! 좀처럼 보기 힘든 랜턴이에요.", "How it glows! You do not see this one often."),
        ),
    ),
    "claimed": (
        "warm",
        "glow",
        (
            ("보상을 받았어요.", "Your reward is here."),
            ("잘 챙겼어요. 잔액에 더해졌어요.", "Well collected. It is with the rest now."),
            ("받기 완료! 고마워요.", "All yours. Thank you."),
        ),
    ),
    "attended": (
        "warm",
        "glow",
        (
            ("오늘도 와 줘서 고마워요.", "Thank you for coming by today."),
            ("반가워요. 오늘 도장을 찍었어요.", "Good to see you. Today's stamp is set."),
            ("출석했어요. 편하게 놀다 가요.", "You are in. Stay as long as you like."),
        ),
    ),
    "reached": (
        "celebrate",
        "burst",
        (
            ("해냈어요! 축하해요.", "You did it. Congratulations!"),
            ("목표를 이뤘어요. 멋져요.", "Goal reached. Well done."),
            ("차근차근 온 보람이 있네요.", "Step by step, and here you are."),
        ),
    ),
    "levelled": (
        "celebrate",
        "burst",
        (
            ("레벨이 올랐어요. 축하해요!", "Level up. Congratulations!"),
            ("한 단계 올라왔어요. 멋져요.", "One step up. Well done."),
        ),
    ),
    "repeated": (
        "neutral",
        "nod",
        (
            ("이미 받았어요. 그대로 잘 있어요.", "You have it already, safe and sound."),
            ("앞서 받은 보상이에요.", "This one was collected before."),
        ),
    ),
    "bought": (
        "warm",
        "glow",
        (
            ("구매가 끝났어요. 고마워요.", "Your purchase is complete. Thank you."),
            ("잘 받았어요. 영수증은 구매 내역에 있어요.", "Done. The receipt is in your purchases."),
        ),
    ),
    "waiting": (
        "neutral",
        "nod",
        (
            ("결제를 확인하고 있어요. 끝나면 알려 드릴게요.", "We are checking the payment and will let you know."),
            ("처리하고 있어요. 이 화면을 떠나도 괜찮아요.", "Under way. You may leave this screen."),
        ),
    ),
    "not_done": (
        "calm",
        "still",
        (
            ("끝나지 않았어요. 바뀐 것은 없어요.", "It did not go through. Nothing changed."),
            ("이번에는 되지 않았어요. 잔액은 그대로예요.", "That did not work. Your balance is as it was."),
        ),
    ),
    "befriended": (
        "warm",
        "glow",
        (
            ("이제 친구예요. 반가운 인연이네요.", "You are friends now. Lovely."),
            ("친구가 한 명 늘었어요.", "One more friend in the club."),
        ),
    ),
    "asked": (
        "neutral",
        "nod",
        (
            ("친구 요청을 보냈어요.", "Your request is on its way."),
            ("요청이 전해졌어요. 답은 천천히 기다려요.", "The request is there. No hurry for the answer."),
        ),
    ),
    "gifted": (
        "warm",
        "glow",
        (
            ("응원을 보냈어요. 무대가 한층 밝아졌어요.", "Your cheer arrived. The stage is brighter."),
            ("고마운 응원이에요.", "A kind cheer. Thank you."),
        ),
    ),
    "done": (
        "neutral",
        "nod",
        (
            ("잘 마쳤어요.", "All done."),
            ("저장했어요.", "Saved."),
        ),
    ),
    "welcome": (
        "warm",
        "glow",
        (
            ("어서 와요. 오늘도 편하게 즐겨요.", "Welcome. Enjoy the evening at your own pace."),
            ("다시 만나서 반가워요.", "Good to see you again."),
        ),
    ),
}
